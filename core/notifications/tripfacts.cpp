// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/tripfacts.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

using Type = Fact::Type;

/// What every mail about a trip says first.
QList<Fact> tripFacts(QList<Fact> own)
{
    return QList<Fact>{{u"trip_name"_s, Type::Text},
                       {u"route"_s, Type::Text},
                       {u"dates"_s, Type::DateRange},
                       {u"simulated"_s, Type::Flag},
                       {u"trip_url"_s, Type::Url}} +
           own;
}

QList<Fact> pricePart()
{
    return {{u"amount"_s, Type::Money},
            {u"source"_s, Type::Text},
            {u"fetched_at"_s, Type::Instant},
            maybe({u"previous_source"_s, Type::Text})};
}

Fact measured()
{
    return {u"measure"_s, Type::Code, false, {u"flight_total"_s, u"hotel_total"_s, u"trip_total"_s}};
}

Fact lowestPrice()
{
    return {u"lowest"_s, Type::Object, false, {}, {{u"amount"_s, Type::Money}, {u"date"_s, Type::Date}}};
}

/// TRP-201, TRP-202
QList<Fact> tripPriceAlert()
{
    return tripFacts({
        measured(),
        {u"rule"_s, Type::Code, false, {u"threshold"_s, u"any_drop"_s}},
        {u"reason"_s,
         Type::Object,
         false,
         {},
         {{u"code"_s, Type::Code, false, {u"crossed"_s, u"first_sample"_s, u"new_low"_s, u"dropped"_s}}}},
        {u"price"_s, Type::Money},
        {u"saving"_s, Type::Money},
        maybe({u"threshold"_s, Type::Money}),
        maybe({u"reference"_s, Type::Money}),
        maybe(lowestPrice()),
        maybe({u"previous"_s, Type::Money}),
        maybe({u"flight"_s, Type::Object, false, {}, pricePart()}),
        maybe({u"hotel"_s, Type::Object, false, {}, pricePart()}),
        maybe({u"marks"_s, Type::CodeList, false, {u"cached"_s, u"partial"_s, u"demo"_s}}),
        maybe({u"pause_url"_s, Type::Url}),
    });
}

/// TRP-032, TRP-033, TRP-200
QList<Fact> tripError()
{
    return tripFacts({
        {u"error"_s,
         Type::Object,
         false,
         {},
         {{u"text"_s, Type::Sentence},
          maybe({u"side"_s, Type::Code, false, {u"flights"_s, u"hotels"_s}}),
          maybe({u"source"_s, Type::Text})}},
        {u"failed_at"_s, Type::Instant},
        {u"consecutive"_s, Type::Count},
        maybe({u"next_check_at"_s, Type::Instant}),
    });
}

/// TRP-206
QList<Fact> tripReminder()
{
    return tripFacts({
        {u"days"_s, Type::Count},
        {u"when"_s, Type::Code, false, {u"today"_s, u"tomorrow"_s, u"later"_s}},
        {u"paused"_s, Type::Flag},
        maybe({u"price"_s, Type::Money}),
        maybe(measured()),
        maybe({u"priced_at"_s, Type::Instant}),
    });
}

/// TRP-205
QList<Fact> tripWeeklySummary()
{
    const QList<Fact> change{{u"amount"_s, Type::Money},
                             {u"direction"_s, Type::Code, false, {u"down"_s, u"up"_s, u"same"_s}}};
    const QList<Fact> line = tripFacts({
        maybe({u"price"_s, Type::Money}),
        maybe(measured()),
        maybe({u"priced_at"_s, Type::Instant}),
        maybe({u"change"_s, Type::Object, false, {}, change}),
        maybe(lowestPrice()),
        maybe({u"next_check_at"_s, Type::Instant}),
    });
    return {{u"count"_s, Type::Count},
            {u"simulated"_s, Type::Flag},
            {u"portier_url"_s, Type::Url},
            {u"items"_s, Type::List, false, {}, line}};
}

} // namespace

QMap<QString, QList<Fact>> tripMailFacts()
{
    return {
        {u"trip_error"_s, tripError()},
        {u"trip_price_alert"_s, tripPriceAlert()},
        {u"trip_reminder"_s, tripReminder()},
        {u"trip_weekly_summary"_s, tripWeeklySummary()},
    };
}

} // namespace portier::notifications
