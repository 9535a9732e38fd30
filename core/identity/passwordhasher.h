// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/storage/mailbox.h"

#include <QCoroTask>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace portier::identity
{

/// What a password check found.
struct PasswordVerdict {
    bool matches = false;
    bool isWeaker = false; ///< stored under weaker parameters than today's: hash anew after a successful sign-in
};

/// Turns passwords into something that may be stored. Passwords are given as typed.
class PasswordHasher
{
public:
    virtual ~PasswordHasher() = default;

    /// Error: Unavailable "busy" (details {"retry_after": 1}) when too many wait.
    virtual QCoro::Task<Result<QString>> hash(QString password) = 0;
    /// An empty `stored` costs as much as a real check and never matches (PLT-014).
    virtual QCoro::Task<Result<PasswordVerdict>> verify(QString password, QString stored) = 0;
};

/// argon2id of libsodium on threads of its own, a few at a time (PLT-012, PLT-013): at most `concurrency` hashes run,
/// up to 32 wait in arrival order for at most 5 s, beyond that "busy". Belongs to the core thread.
class Argon2Hasher final : public PasswordHasher
{
public:
    struct Parameters {
        int memoryKib = 19456;
        int passes = 2;
        int concurrency = 2;
    };
    Argon2Hasher(std::shared_ptr<Clock> clock, Parameters parameters);
    ~Argon2Hasher() override;

    QCoro::Task<Result<QString>> hash(QString password) override;
    QCoro::Task<Result<PasswordVerdict>> verify(QString password, QString stored) override;

    static constexpr int maxWaiting = 32;
    static constexpr Millis maxWait = std::chrono::seconds(5);

private:
    struct Work;
    struct Turn;

    void admit(const std::shared_ptr<Work> &work);
    void start(const std::shared_ptr<Work> &work);
    void finish(const std::shared_ptr<Work> &work);
    void giveUp(const std::shared_ptr<Work> &work);
    void workLoop();

    std::shared_ptr<Clock> m_clock;
    Parameters m_parameters;
    QString m_decoy; ///< stored form of a password nobody knows
    int m_running = 0;
    std::deque<std::shared_ptr<Work>> m_waiting;

    storage::MailboxReader m_results;
    std::vector<std::thread> m_threads; ///< made when first needed
    std::mutex m_mutex;                 ///< guards the three below
    std::condition_variable m_wake;
    std::deque<std::shared_ptr<Work>> m_started;
    bool m_stopping = false;
};

} // namespace portier::identity
