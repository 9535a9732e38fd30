// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/periodicmails.h"

#include "core/base/zonedtime.h"
#include "core/trips/tripmailfacts.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::trips
{

using notifications::Channel;
using notifications::Event;
using notifications::MessageClass;

namespace
{
/// The price that a summary shows: the total, else the side that has one, and which of them it is (TRP-086).
void addPrice(QJsonObject &facts, const std::optional<Snapshot> &snapshot)
{
    const std::optional<Measure> measure = snapshot ? shownMeasure(*snapshot) : std::nullopt;
    if (!measure)
        return;
    facts.insert(u"price"_s, moneyFact(snapshot->amount(*measure).value_or(0), snapshot->currency));
    facts.insert(u"measure"_s, toText(*measure));
    facts.insert(u"priced_at"_s, toRfc3339(snapshot->takenAt));
}

bool isSimulated(const std::optional<Snapshot> &snapshot)
{
    return snapshot && snapshot->simulated;
}

QJsonObject changeFact(const PriceChange &change, const QString &currency)
{
    const QString direction = change.amountMinor < 0 ? u"down"_s : change.amountMinor > 0 ? u"up"_s : u"same"_s;
    return {{u"amount"_s, moneyFact(std::abs(change.amountMinor), currency)}, {u"direction"_s, direction}};
}

QJsonObject lineFacts(const SummaryLine &line, const QTimeZone &zone)
{
    QJsonObject facts = tripFacts(line.trip, isSimulated(line.newest));
    addPrice(facts, line.newest);
    if (line.nextCheckAt)
        facts.insert(u"next_check_at"_s, toRfc3339(*line.nextCheckAt));
    const std::optional<Measure> measure = line.newest ? shownMeasure(*line.newest) : std::nullopt;
    if (!measure)
        return facts;
    const QString &currency = line.newest->currency;
    if (const auto change = line.weekAgo ? priceChange(*measure, *line.newest, *line.weekAgo) : std::nullopt)
        facts.insert(u"change"_s, changeFact(*change, currency));
    if (line.lowest)
        facts.insert(u"lowest"_s, QJsonObject{{u"amount"_s, moneyFact(line.lowest->minor, currency)},
                                              {u"date"_s, toIsoDate(localDate(line.lowest->takenAt, zone))}});
    return facts;
}

QString whenText(qint64 daysLeft)
{
    return daysLeft <= 0 ? u"today"_s : daysLeft == 1 ? u"tomorrow"_s : u"later"_s;
}
} // namespace

Event tripReminderEvent(const Trip &trip, int days, const std::optional<Snapshot> &newest, const TripOwner &owner,
                        Instant now)
{
    const QTimeZone zone = zoneOf(owner);
    const QDate departs = trip.plan.departDate;
    const qint64 left = localDate(now, zone).daysTo(departs);
    QJsonObject facts = tripFacts(trip, isSimulated(newest));
    facts.insert(u"days"_s, left);
    facts.insert(u"when"_s, whenText(left));
    facts.insert(u"paused"_s, trip.status == TripStatus::Paused);
    addPrice(facts, newest);
    Event event = tripEvent(trip, u"trip_reminder"_s,
                            u"trip_reminder:%1:%2:%3"_s.arg(trip.id, toIsoDate(departs), QString::number(days)));
    event.messageClass = MessageClass::Periodic;
    event.facts = facts;
    event.expiresAt = startOfDay(departs.addDays(1), zone);
    event.recipients = {recipientOf(owner, Channel::Mail), recipientOf(owner, Channel::Desktop)};
    return event;
}

Event priceSummaryEvent(const QList<SummaryLine> &lines, const TripOwner &owner, const QString &period)
{
    const QTimeZone zone = zoneOf(owner);
    QJsonArray items;
    bool simulated = false;
    for (const SummaryLine &line : lines) {
        items.append(lineFacts(line, zone));
        simulated = simulated || isSimulated(line.newest);
    }
    Event event;
    event.key = u"trip_weekly_summary:%1:%2"_s.arg(owner.id, period);
    event.kind = u"trip_weekly_summary"_s;
    event.messageClass = MessageClass::Periodic;
    event.list = u"trips"_s;
    event.subjectKind = u"price_summary"_s;
    event.subjectId = owner.id;
    event.facts = {{u"count"_s, qint64(lines.size())},
                   {u"simulated"_s, simulated},
                   {u"items"_s, items},
                   {u"portier_url"_s, u"/"_s}};
    event.recipients = {recipientOf(owner, Channel::Mail)};
    return event;
}

} // namespace portier::trips
