// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/resourcepolicy.h"

#include "core/base/zonedtime.h"
#include "core/bookings/fieldrules.h"
#include "core/contract/fieldreader.h"

#include <QRandomGenerator>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace portier::bookings
{

namespace
{

using contract::FieldReader;
using contract::Null;

constexpr int longestResourceName = 80;
constexpr int longestSender = 60;
constexpr int longestPartyName = 40;

/// A name of one line as stored; notes what is wrong with it.
QString readLine(FieldReader &reader, const QString &name, int least, int most, const QString &before)
{
    const auto given = reader.text(name);
    if (!given)
        return before;
    const QString line = normalText(*given);
    const auto points = line.toUcs4();
    const QString problem = textProblem(line);
    if (points.size() < least)
        reader.fail(name, u"required"_s);
    else if (points.size() > most)
        reader.fail(name, u"too_long"_s, tooLong({}, line, most).params);
    else if (line.contains(u'\n') || line.contains(u'\t') || problem == u"invalid_characters"_s)
        reader.fail(name, u"invalid_characters"_s);
    return line;
}

/// An absent limit stays, null inherits.
void readLimit(FieldReader &reader, const QString &name, int least, int most, std::optional<int> &limit)
{
    if (!reader.has(name))
        return;
    const auto value = reader.integer(name, least, most, Null::Allowed);
    limit = value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

void readLimits(FieldReader &reader, OwnLimits &own)
{
    readLimit(reader, u"max_party_size"_s, 1, 100, own.maxPartySize);
    readLimit(reader, u"future_horizon_months"_s, 1, 60, own.futureHorizonMonths);
    readLimit(reader, u"long_stay_warn_days"_s, 1, 365, own.longStayWarnDays);
    readLimit(reader, u"max_stay_days"_s, 1, 366, own.maxStayDays);
    readLimit(reader, u"bookings_per_day"_s, 1, 1000, own.bookingsPerDay);
    readLimit(reader, u"digest_min_age_days"_s, 0, 60, own.digestMinAgeDays);
    readLimit(reader, u"digest_weekday"_s, 1, 7, own.digestWeekday);
    readLimit(reader, u"archive_retention_days"_s, 30, 3650, own.archiveRetentionDays);
    if (reader.has(u"digest_time"_s))
        own.digestTime = reader.localTime(u"digest_time"_s, Null::Allowed);
    if (reader.has(u"self_approval"_s)) {
        const auto text = reader.oneOf(u"self_approval"_s, {u"on_submit"_s, u"authenticated"_s}, Null::Allowed);
        own.selfApproval = text ? selfApprovalFromText(*text) : std::nullopt;
    }
}

bool isTaken(const QList<Party> &others, const std::function<bool(const Party &)> &same)
{
    return std::any_of(others.begin(), others.end(), same);
}

void readPartyEmail(FieldReader &reader, Party &party)
{
    if (!reader.has(u"email"_s))
        return;
    const QString email = normalEmail(reader.text(u"email"_s, Null::Allowed).value_or(QString()));
    if (!email.isEmpty() && !isEmail(email))
        reader.fail(u"email"_s, u"invalid_email"_s);
    party.email = email;
}

} // namespace

Result<Resource> readResource(const QJsonObject &body, const Resource &before, bool creates)
{
    FieldReader reader(body);
    Resource resource = before;
    if (creates)
        reader.require(u"name"_s);
    resource.name = readLine(reader, u"name"_s, 1, longestResourceName, before.name);
    resource.senderName = readLine(reader, u"sender_name"_s, 0, longestSender, before.senderName);
    if (const auto zone = reader.text(u"zone"_s)) {
        resource.zone = *zone;
        if (!zoneByName(*zone))
            reader.fail(u"zone"_s, u"time_zone_unknown"_s);
    }
    resource.language = reader.oneOf(u"language"_s, {u"de"_s, u"en"_s}).value_or(before.language);
    if (const auto status = reader.oneOf(u"status"_s, {u"open"_s, u"closed"_s}))
        resource.status = *resourceStatusFromText(*status);
    if (auto limits = reader.object(u"limits"_s))
        readLimits(*limits, resource.limits);
    PORTIER_TRY(reader.finish());
    return resource;
}

Result<Party> readParty(const QJsonObject &body, const Party &before, const QList<Party> &others, bool creates)
{
    static const QRegularExpression colour(u"\\A#[0-9A-Fa-f]{6}\\z"_s);
    FieldReader reader(body);
    Party party = before;
    if (creates)
        reader.require(u"name"_s).require(u"colour"_s);
    party.name = readLine(reader, u"name"_s, 1, longestPartyName, before.name);
    if (isTaken(others, [&](const Party &each) { return each.name == party.name; }))
        reader.fail(u"name"_s, u"duplicate"_s);
    if (const auto text = reader.text(u"colour"_s)) {
        party.colour = text->toUpper();
        if (!colour.match(*text).hasMatch())
            reader.fail(u"colour"_s, u"colour_invalid"_s);
    }
    readPartyEmail(reader, party);
    if (!party.email.isEmpty() && isTaken(others, [&](const Party &each) { return each.email == party.email; }))
        reader.fail(u"email"_s, u"duplicate"_s);
    if (reader.has(u"language"_s))
        party.language = reader.oneOf(u"language"_s, {u"de"_s, u"en"_s}, Null::Allowed).value_or(QString());
    party.position = static_cast<int>(reader.integer(u"position"_s, 0, 1000).value_or(before.position));
    party.active = reader.boolean(u"active"_s).value_or(before.active);
    party.notificationEnabled = reader.boolean(u"notification_enabled"_s).value_or(before.notificationEnabled);
    if (creates && others.size() >= mostParties)
        reader.fail({}, u"too_many"_s, {{u"max"_s, mostParties}});
    PORTIER_TRY(reader.finish());
    return party;
}

QString newSlug(const QString &name)
{
    static const QRegularExpression unreadable(u"[^a-z0-9]+"_s);
    QString readable = name.toLower();
    readable.replace(u"ä"_s, u"ae"_s).replace(u"ö"_s, u"oe"_s).replace(u"ü"_s, u"ue"_s).replace(u"ß"_s, u"ss"_s);
    readable = readable.normalized(QString::NormalizationForm_D).replace(unreadable, u"-"_s).left(40);
    while (readable.startsWith(u'-'))
        readable.remove(0, 1);
    while (readable.endsWith(u'-'))
        readable.chop(1);
    // Without characters that are mistaken for each other when read out loud.
    static const QString alphabet = u"23456789abcdefghjkmnpqrstuvwxyz"_s;
    QString random;
    for (int i = 0; i < 8; ++i)
        random += alphabet.at(QRandomGenerator::system()->bounded(static_cast<int>(alphabet.size())));
    return (readable.isEmpty() ? u"haus"_s : readable) + u'-' + random;
}

} // namespace portier::bookings
