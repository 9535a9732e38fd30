// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/signals.h"

#include "core/runtime/startfailure.h"

#include <atomic>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace portier::runtime
{

namespace
{

/// What the handler touches: only lock-free atomics and write(2).
std::atomic<int> pipeEnd{-1};
std::atomic<bool> stopSeen{false};

extern "C" void onSignal(int number)
{
    const int savedErrno = errno;
    if (number != SIGHUP && stopSeen.exchange(true))
        _exit(ExitSecondSignal);
    const char byte = number == SIGHUP ? 'r' : 's';
    [[maybe_unused]] const auto written = write(pipeEnd.load(), &byte, 1);
    errno = savedErrno;
}

void handle(int number, void (*handler)(int))
{
    struct sigaction action {
    };
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, nullptr);
}

} // namespace

Signals::Signals()
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        qFatal("no pipe for signals: %s", strerror(errno));
    pipeEnd = ends[1];
    stopSeen = false;
    m_notifier = std::make_unique<QSocketNotifier>(ends[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Signals::readPipe);
    for (const int number : {SIGTERM, SIGINT, SIGHUP})
        handle(number, onSignal);
    handle(SIGPIPE, SIG_IGN);
}

Signals::~Signals()
{
    for (const int number : {SIGTERM, SIGINT, SIGHUP})
        handle(number, SIG_DFL);
    const auto readEnd = static_cast<int>(m_notifier->socket());
    m_notifier.reset();
    ::close(readEnd);
    ::close(pipeEnd.exchange(-1));
}

bool Signals::stopRequested()
{
    return stopSeen.load();
}

void Signals::readPipe()
{
    char byte = 0;
    while (read(static_cast<int>(m_notifier->socket()), &byte, 1) == 1) {
        if (byte == 'r')
            Q_EMIT reload();
        else
            Q_EMIT stop();
    }
}

} // namespace portier::runtime
