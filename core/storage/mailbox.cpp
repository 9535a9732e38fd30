// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/mailbox.h"

#include "core/storage/log.h"

#include <QAbstractEventDispatcher>
#include <QSocketNotifier>

#include <exception>

#include <sys/eventfd.h>
#include <unistd.h>

namespace portier::storage
{

Mailbox::Mailbox() : m_wakeFd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (m_wakeFd < 0)
        qFatal("cannot make an eventfd: out of file descriptors");
}

Mailbox::~Mailbox()
{
    ::close(m_wakeFd);
}

void Mailbox::post(std::vector<Delivery> deliveries)
{
    const std::lock_guard lock(m_mutex);
    if (m_closed || deliveries.empty())
        return;
    for (Delivery &delivery : deliveries)
        m_waiting.push_back(std::move(delivery));
    if (!std::exchange(m_awake, true))
        ::eventfd_write(m_wakeFd, 1);
}

void Mailbox::close()
{
    std::deque<Delivery> dropped; // outlives the lock: what callbacks captured may do anything when it goes
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    dropped.swap(m_waiting);
}

/// The eventfd stays readable until the last one is taken: a resumed coroutine may run an event loop of its own and
/// wait there for one of the others.
bool Mailbox::takeNext(Delivery &delivery)
{
    const std::lock_guard lock(m_mutex);
    if (m_waiting.empty()) {
        eventfd_t count = 0;
        if (std::exchange(m_awake, false))
            ::eventfd_read(m_wakeFd, &count);
        return false;
    }
    delivery = std::move(m_waiting.front());
    m_waiting.pop_front();
    return true;
}

MailboxReader::MailboxReader()
    : m_mailbox(std::make_shared<Mailbox>()), m_dispatcher(QAbstractEventDispatcher::instance())
{
    if (m_dispatcher == nullptr)
        qFatal("A thread that awaits the database needs an event loop");
    m_notifier = std::make_unique<QSocketNotifier>(m_mailbox->m_wakeFd, QSocketNotifier::Read);
    QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this] { deliver(); });
}

MailboxReader::~MailboxReader()
{
    m_notifier.reset(); // before its file descriptor
    m_mailbox->close();
}

const std::shared_ptr<Mailbox> &MailboxReader::ofThisThread()
{
    thread_local std::unique_ptr<MailboxReader> reader;
    // A second QCoreApplication in one process (tests) brings a new dispatcher.
    if (!reader || reader->m_dispatcher != QAbstractEventDispatcher::instance())
        reader = std::make_unique<MailboxReader>();
    return reader->m_mailbox;
}

void MailboxReader::deliver()
{
    // Whatever is delivered may destroy this object (a Database in its own callback).
    const std::shared_ptr<Mailbox> mailbox = m_mailbox;
    Delivery next;
    while (mailbox->takeNext(next)) {
        Delivery delivery = std::exchange(next, {});
        try {
            for (const auto &callback : delivery.callbacks)
                callback();
        } catch (const std::exception &exception) {
            qCCritical(logStorage, "a callback after a commit failed: %s", exception.what());
        }
        if (delivery.resume)
            delivery.resume.resume();
    }
}

} // namespace portier::storage
