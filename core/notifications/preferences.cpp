// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/preferences.h"

#include "core/scheduling/periods.h"
#include "core/scheduling/schedulespec.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

const QStringList &modeNames()
{
    static const QStringList names{u"immediate"_s, u"daily"_s, u"weekly"_s};
    return names;
}

} // namespace

QString periodOf(DigestMode mode, QDate day)
{
    return mode == DigestMode::Daily ? scheduling::dayPeriod(day) : scheduling::weekPeriod(day);
}

QString nameOf(DigestMode mode)
{
    return modeNames().at(int(mode));
}

std::optional<DigestMode> digestModeFrom(const QString &name)
{
    const qsizetype index = modeNames().indexOf(name);
    return index < 0 ? std::nullopt : std::optional(DigestMode(index));
}

const QStringList &preferenceLists()
{
    static const QStringList lists{u"trips"_s, u"slots"_s, u"operator"_s};
    return lists;
}

const QList<Channel> &preferenceChannels()
{
    static const QList<Channel> channels{Channel::Mail, Channel::Sms, Channel::Desktop};
    return channels;
}

QJsonObject toJson(const Preferences &preferences)
{
    const Profile &profile = preferences.profile;
    const auto text = [](QTime time) { return time.toString(u"HH:mm"_s); };
    QJsonObject lists;
    for (auto list = preferences.lists.cbegin(); list != preferences.lists.cend(); ++list) {
        QJsonObject channels;
        for (auto channel = list->cbegin(); channel != list->cend(); ++channel)
            channels.insert(nameOf(channel.key()), *channel);
        lists.insert(list.key(), channels);
    }
    QJsonValue quiet, language;
    if (profile.quiet)
        quiet = QJsonObject{{u"from"_s, text(profile.quiet->from)}, {u"to"_s, text(profile.quiet->to)}};
    if (!profile.language.isEmpty())
        language = profile.language;
    return {{u"lists"_s, lists},
            {u"quiet_hours"_s, quiet},
            {u"digest"_s, QJsonObject{{u"mode"_s, nameOf(profile.digestMode)}, {u"time"_s, text(profile.digestTime)}}},
            {u"price_summary"_s, QJsonObject{{u"enabled"_s, profile.summaryEnabled},
                                             {u"weekday"_s, profile.summaryDay},
                                             {u"time"_s, text(profile.summaryTime)}}},
            {u"language"_s, language}};
}

std::optional<Instant> quietUntil(const Profile &profile, Instant now, const QTimeZone &zone)
{
    if (!profile.quiet)
        return std::nullopt;
    const auto [from, to] = *profile.quiet;
    const QDateTime local = toLocal(now, zone);
    const QTime time = local.time();
    const bool overnight = from > to;
    const bool quiet = overnight ? time >= from || time < to : time >= from && time < to;
    if (!quiet)
        return std::nullopt;
    const QDate day = overnight && time >= from ? local.date().addDays(1) : local.date();
    const Instant end = resolveLocal(day, to, zone).instant;
    // In an hour that comes twice the end may have been before.
    return end > now ? std::optional(end) : std::nullopt;
}

Profile withTimes(Profile profile, const scheduling::ScheduleTable &schedules)
{
    const auto digest = schedules.spec(digestSchedule, u"UTC"_s);
    if (digest && !profile.ownsDigestTime)
        profile.digestTime = digest->time;
    const auto summary = schedules.spec(summarySchedule, u"UTC"_s);
    if (summary && !profile.ownsSummaryTime) {
        profile.summaryDay = summary->day;
        profile.summaryTime = summary->time;
    }
    return profile;
}

Profile inForce(Profile profile, const scheduling::ScheduleTable &schedules)
{
    if (!schedules.spec(digestSchedule, u"UTC"_s))
        profile.digestMode = DigestMode::Immediate;
    profile.summaryEnabled = profile.summaryEnabled && schedules.spec(summarySchedule, u"UTC"_s);
    return withTimes(std::move(profile), schedules);
}

std::optional<scheduling::ScheduleSpec> digestSpec(const Profile &profile, const QString &zone)
{
    if (profile.digestMode == DigestMode::Immediate)
        return std::nullopt;
    scheduling::ScheduleSpec spec;
    const bool weekly = profile.digestMode == DigestMode::Weekly;
    spec.kind = weekly ? scheduling::ScheduleSpec::Kind::Weekly : scheduling::ScheduleSpec::Kind::Daily;
    spec.day = 7;
    spec.time = profile.digestTime;
    spec.zone = zone;
    spec.window = std::chrono::hours(24);
    return spec;
}

std::optional<DigestTime> nextDigest(const Profile &profile, Instant after, const QTimeZone &zone)
{
    const auto spec = digestSpec(profile, QString::fromLatin1(zone.id()));
    const auto next = spec ? scheduling::nextOccurrence(*spec, after) : std::nullopt;
    if (!next)
        return std::nullopt;
    return DigestTime{next->at, periodOf(profile.digestMode, next->nominalLocal.date())};
}

} // namespace portier::notifications
