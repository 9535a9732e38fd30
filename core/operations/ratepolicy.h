// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/operations/networklist.h"

#include <QHash>
#include <QString>
#include <QTimeZone>

namespace portier::operations
{

/// How many requests a policy lets pass, and how it counts them (PLT-061).
struct RateLimit {
    enum class Kind {
        Off,
        Hourly,   ///< per complete UTC clock hour, in the database
        Daily,    ///< per calendar day of the charge's zone, in the database
        Cooldown, ///< one per `period`, in the database
        Bucket,   ///< `count` per `period` with `burst` (GCRA), in process memory
    };
    Kind kind = Kind::Off;
    int count = 0;
    Millis period{0};
    int burst = 0; ///< Bucket only; the count where none was given

    bool operator==(const RateLimit &) const = default;

    /// Reads a setting `limits.<policy>`: "0" (off), "30/hour", "10/day", "12/minute burst 3", "10/s burst 20",
    /// "1/60s". Durations are s, second, min, minute, h, hour, d, day, optionally with a number for seconds and
    /// minutes; hours and days are single. Error: Invalid "limit_invalid".
    [[nodiscard]] static Result<RateLimit> parse(const QString &text);
    /// The same with "1/60s" meaning a cooldown kept in the database, as `recovery_cooldown` needs.
    [[nodiscard]] static Result<RateLimit> parseCooldown(const QString &text);
    [[nodiscard]] QString toText() const;
};

/// One complete window of an hourly or daily policy.
struct RateWindow {
    QString bucket; ///< "2026-11-22T07" or "2026-11-22": unique over all time (PLT-064)
    Instant endsAt;
};
/// The window of an Hourly or Daily limit at `now`; `zone` matters for Daily only.
[[nodiscard]] RateWindow windowAt(const RateLimit &limit, Instant now, const QTimeZone &zone);

/// The policies in force: the table of platform.md 3.5 with the settings laid over it.
class RatePolicies
{
public:
    RatePolicies();

    /// Nothing is known by that name. An unknown policy is a bug of the caller, never a way around a limit.
    [[nodiscard]] bool contains(const QString &policy) const { return m_limits.contains(policy); }
    [[nodiscard]] RateLimit limit(const QString &policy) const { return m_limits.value(policy); }
    [[nodiscard]] QStringList names() const;
    /// Lays a setting over the default. Errors: NotFound "policy_unknown", Invalid "limit_invalid".
    [[nodiscard]] Result<> configure(const QString &policy, const QString &text);
    /// Adds a capability's own policy. Error: Invalid "limit_invalid".
    [[nodiscard]] Result<> add(const QString &policy, const QString &text);
    /// Networks whose clients no policy applies to (limits.exempt).
    void setExempt(NetworkList networks) { m_exempt = std::move(networks); }
    [[nodiscard]] bool isExempt(const QString &clientPrefix) const { return containsPrefix(m_exempt, clientPrefix); }

private:
    NetworkList m_exempt;
    QHash<QString, RateLimit> m_limits;
};

} // namespace portier::operations
