// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/ratelimit.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{
constexpr Millis shortestWait = std::chrono::milliseconds(500); ///< clocks may differ a little
constexpr Millis longestWait = std::chrono::hours(1);
} // namespace

RateLimit::RateLimit(QObject *parent) : QObject(parent)
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &RateLimit::reload);
}

void RateLimit::reload()
{
    if (!app())
        return;
    app()->client().get(u"/api/v1/me/limits"_s, {}, this, [this, generation = ++m_generation](const ApiReply &reply) {
        if (generation != m_generation)
            return;
        if (!reply.ok())
            return awaitReset();
        const QVariantList policies = reply.json().toVariantMap().value(u"policies"_s).toList();
        const auto own = std::find_if(policies.cbegin(), policies.cend(), [this](const QVariant &each) {
            return each.toMap().value(u"name"_s) == m_policy;
        });
        take(own == policies.cend() ? QVariantMap() : own->toMap());
    });
}

void RateLimit::forget()
{
    ++m_generation;
    take({});
}

void RateLimit::take(const QVariantMap &policy)
{
    m_limit = policy.value(u"limit"_s).toInt();
    m_remaining = policy.value(u"remaining"_s, -1).toInt();
    m_resetAt = policy.value(u"reset_at"_s).toString();
    awaitReset();
    Q_EMIT changed();
}

void RateLimit::awaitReset()
{
    m_again.stop();
    const auto reset = fromRfc3339(m_resetAt);
    if (!reset || m_remaining != 0)
        return;
    m_again.start(std::clamp(Millis(*reset - app()->client().clock().now()), shortestWait, longestWait));
}

} // namespace portier::app
