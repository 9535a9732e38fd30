// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/bookingfacts.h"

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

using Type = Fact::Type;

/// Who comes when and with how many.
QList<Fact> stay()
{
    return {
        {u"first_name"_s, Type::Text}, {u"range"_s, Type::DateRange},         {u"days"_s, Type::Count},
        {u"persons"_s, Type::Persons}, maybe({u"affiliation"_s, Type::Text}), maybe({u"description"_s, Type::Text})};
}

QList<Fact> booking(const QList<Fact> &own)
{
    return QList<Fact>{{u"resource"_s, Type::Text}, maybe({u"sender_name"_s, Type::Text})} + stay() + own;
}

/// What M1, M6 and M7 ask for.
QList<Fact> decision(const QList<Fact> &own)
{
    return booking(QList<Fact>{{u"party"_s, Type::Text},
                               {u"approve_url"_s, Type::Url},
                               {u"deny_url"_s, Type::Url},
                               {u"overview_url"_s, Type::Url}} +
                   own);
}

/// Told to the requester and to all parties, each in their own words.
QList<Fact> forBoth(const QList<Fact> &own)
{
    return booking(QList<Fact>{{u"for_requester"_s, Type::Flag}, maybe({u"party"_s, Type::Text})} + own);
}

} // namespace

QMap<QString, QList<Fact>> bookingMailFacts()
{
    const Fact page{u"page_url"_s, Type::Url};
    const Fact before{u"before"_s, Type::DateRange};
    const Fact reason = maybe({u"reason"_s, Type::Text});
    const Fact calendar{u"calendar_url"_s, Type::Url};
    const Fact link{u"links"_s,
                    Type::List,
                    false,
                    {},
                    {{u"resource"_s, Type::Text}, {u"party"_s, Type::Text}, {u"url"_s, Type::Url}}};
    const Fact item{
        u"items"_s,
        Type::List,
        false,
        {},
        stay() + QList<Fact>{{u"waiting"_s, Type::Count}, {u"approve_url"_s, Type::Url}, {u"deny_url"_s, Type::Url}}};
    return {
        {u"booking_submitted"_s, booking({{u"outstanding"_s, Type::Text},
                                          maybe({u"self_party"_s, Type::Text}),
                                          maybe({u"on_behalf"_s, Type::Flag}),
                                          page,
                                          {u"cancel_url"_s, Type::Url}})},
        {u"booking_decide_new"_s, decision({})},
        {u"booking_approved"_s, booking({{u"by_party"_s, Type::Text}, {u"outstanding"_s, Type::Text}, page})},
        {u"booking_confirmed"_s, forBoth({{u"parties"_s, Type::Text}, page})},
        {u"booking_denied"_s, forBoth({{u"by_party"_s, Type::Text},
                                       {u"reason"_s, Type::Text},
                                       {u"was_confirmed"_s, Type::Flag},
                                       page,
                                       maybe({u"reopen_url"_s, Type::Url}),
                                       maybe({u"cancel_url"_s, Type::Url})})},
        {u"booking_shortened"_s, booking({before, page})},
        {u"booking_decide_extended"_s, decision({before})},
        {u"booking_decide_reopened"_s, decision({maybe(before)})},
        {u"booking_canceled"_s, forBoth({{u"by_admin"_s, Type::Flag},
                                         {u"was_confirmed"_s, Type::Flag},
                                         {u"notified"_s, Type::Text},
                                         reason,
                                         calendar})},
        {u"booking_denied_canceled"_s, booking({{u"by_admin"_s, Type::Flag}, reason, calendar})},
        {u"booking_access_links"_s,
         {maybe({u"sender_name"_s, Type::Text}), maybe({u"personal_url"_s, Type::Url}), link}},
        {u"booking_digest"_s,
         {{u"resource"_s, Type::Text},
          maybe({u"sender_name"_s, Type::Text}),
          {u"party"_s, Type::Text},
          {u"count"_s, Type::Count},
          item,
          {u"overview_url"_s, Type::Url}}},
    };
}

} // namespace portier::notifications
