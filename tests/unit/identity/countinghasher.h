// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/identity/passwordhasher.h"

namespace portier::test
{

/// Costs nothing and counts, for tests that are about what surrounds a hash. A check takes `takes` on the clock.
class CountingHasher final : public identity::PasswordHasher
{
public:
    explicit CountingHasher(std::shared_ptr<Clock> clock) : m_clock(std::move(clock)) {}

    QCoro::Task<Result<QString>> hash(QString password) override
    {
        ++hashes;
        if (busy)
            co_return fail(Error::unavailable(QStringLiteral("busy")));
        co_return QStringLiteral("plain:") + password;
    }
    QCoro::Task<Result<identity::PasswordVerdict>> verify(QString password, QString stored) override
    {
        ++checks;
        if (busy)
            co_return fail(Error::unavailable(QStringLiteral("busy")));
        if (takes > Millis(0))
            co_await sleepFor(*m_clock, takes);
        identity::PasswordVerdict verdict;
        verdict.matches = !stored.isEmpty() && stored.section(QLatin1Char(':'), 1) == password;
        verdict.isWeaker = stored.startsWith(QLatin1String("weak:"));
        co_return verdict;
    }

    int hashes = 0;
    int checks = 0;
    bool busy = false;
    Millis takes{0};

private:
    std::shared_ptr<Clock> m_clock;
};

} // namespace portier::test
