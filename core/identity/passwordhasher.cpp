// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/passwordhasher.h"

#include "core/identity/passwordpolicy.h"

#include <QRegularExpression>

#include <sodium.h>

#include <algorithm>
#include <array>
#include <coroutine>

namespace portier::identity
{

using namespace Qt::StringLiterals;

namespace
{

Error busy()
{
    return Error::unavailable(u"busy"_s, u"too many passwords wait to be checked"_s, {{u"retry_after"_s, 1}});
}

/// libsodium's text form: $argon2id$v=19$m=19456,t=2,p=1$salt$hash, salt of 16 and hash of 32 bytes.
Result<QString> argon2(const QByteArray &password, const Argon2Hasher::Parameters &parameters)
{
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str_alg(text.data(), password.constData(), static_cast<unsigned long long>(password.size()),
                              static_cast<unsigned long long>(parameters.passes),
                              static_cast<size_t>(parameters.memoryKib) * 1024, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return fail(Error::unavailable(u"busy"_s, u"no memory for a password hash"_s));
    return QString::fromLatin1(text.data());
}

bool matches(const QByteArray &password, const QString &stored)
{
    return crypto_pwhash_str_verify(stored.toLatin1().constData(), password.constData(),
                                    static_cast<unsigned long long>(password.size())) == 0;
}

bool isWeaker(const QString &stored, const Argon2Hasher::Parameters &parameters)
{
    static const QRegularExpression form(u"\\A\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=\\d+\\$"_s);
    const auto match = form.match(stored);
    return !match.hasMatch() || match.capturedView(1).toInt() < parameters.memoryKib ||
           match.capturedView(2).toInt() < parameters.passes;
}

QByteArray toBytes(const QString &password)
{
    return normalisedPassword(password).toUtf8();
}

} // namespace

/// One hash: computed on a pool thread, waited for by one coroutine.
struct Argon2Hasher::Work {
    std::function<void()> compute;
    std::coroutine_handle<> waiter;
    std::unique_ptr<TimerHandle> patience;
    std::shared_ptr<void> mark; ///< holds a manual clock still while the work is really running
    bool refused = false;
};

/// Awaits the end of a piece of work; true when it ran.
struct Argon2Hasher::Turn {
    Argon2Hasher &hasher;
    std::shared_ptr<Work> work;

    [[nodiscard]] bool await_ready() const noexcept { return false; }
    bool await_suspend(std::coroutine_handle<> handle)
    {
        work->waiter = handle;
        hasher.admit(work);
        return !work->refused;
    }
    [[nodiscard]] bool await_resume() const noexcept { return !work->refused; }
};

Argon2Hasher::Argon2Hasher(std::shared_ptr<Clock> clock, Parameters parameters)
    : m_clock(std::move(clock)), m_parameters(parameters)
{
    if (sodium_init() < 0)
        qFatal("libsodium does not start");
    QByteArray unknown(32, '\0');
    randombytes_buf(unknown.data(), static_cast<size_t>(unknown.size()));
    m_decoy = argon2(unknown, m_parameters).value_or(QString());
}

Argon2Hasher::~Argon2Hasher()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

QCoro::Task<Result<QString>> Argon2Hasher::hash(QString password)
{
    auto result = std::make_shared<Result<QString>>(fail(busy()));
    auto work = std::make_shared<Work>();
    work->compute = [result, bytes = toBytes(password), parameters = m_parameters] {
        *result = argon2(bytes, parameters);
    };
    Turn turn{*this, work};
    if (!co_await turn)
        co_return fail(busy());
    co_return *result;
}

QCoro::Task<Result<PasswordVerdict>> Argon2Hasher::verify(QString password, QString stored)
{
    const QString compared = stored.isEmpty() ? m_decoy : stored;
    auto matched = std::make_shared<bool>(false);
    auto work = std::make_shared<Work>();
    work->compute = [matched, bytes = toBytes(password), compared] { *matched = matches(bytes, compared); };
    Turn turn{*this, work};
    if (!co_await turn)
        co_return fail(busy());
    co_return PasswordVerdict{*matched && !stored.isEmpty(), isWeaker(stored, m_parameters)};
}

void Argon2Hasher::admit(const std::shared_ptr<Work> &work)
{
    if (m_running < m_parameters.concurrency) {
        start(work);
    } else if (m_waiting.size() < maxWaiting) {
        work->patience = m_clock->callAfter(maxWait, [this, work] { giveUp(work); });
        m_waiting.push_back(work);
    } else {
        work->refused = true;
    }
}

void Argon2Hasher::start(const std::shared_ptr<Work> &work)
{
    ++m_running;
    work->patience.reset();
    work->mark = m_clock->beginWork();
    if (m_threads.size() < static_cast<size_t>(m_running))
        m_threads.emplace_back([this] { workLoop(); });
    {
        const std::lock_guard lock(m_mutex);
        m_started.push_back(work);
    }
    m_wake.notify_one();
}

void Argon2Hasher::workLoop()
{
    while (true) {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [this] { return m_stopping || !m_started.empty(); });
        if (m_started.empty())
            return;
        const std::shared_ptr<Work> work = std::move(m_started.front());
        m_started.pop_front();
        lock.unlock();
        work->compute();
        storage::Delivery delivery;
        delivery.callbacks.emplace_back([this, work] { finish(work); });
        std::vector<storage::Delivery> deliveries;
        deliveries.push_back(std::move(delivery));
        m_results.mailbox()->post(std::move(deliveries));
    }
}

void Argon2Hasher::finish(const std::shared_ptr<Work> &work)
{
    --m_running;
    if (!m_waiting.empty()) {
        const auto next = m_waiting.front();
        m_waiting.pop_front();
        start(next);
    }
    work->mark.reset();
    work->waiter.resume();
}

void Argon2Hasher::giveUp(const std::shared_ptr<Work> &work)
{
    std::erase(m_waiting, work);
    work->refused = true;
    work->waiter.resume();
}

} // namespace portier::identity
