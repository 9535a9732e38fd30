// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/houseselection.h"

#include "core/runtime/core.h"
#include "server/commands/complaint.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::commands
{

using bookings::Party;
using bookings::ResourceRecord;
using bookings::ResourceStatus;

namespace
{

int sayWhichResource(const CoreCall &call, bool any)
{
    if (any)
        call.say(u"Es gibt mehrere Häuser: --resource sagt, welches gemeint ist."_s,
                 u"There are several houses: --resource says which one is meant."_s);
    else
        call.say(u"Es gibt kein Haus."_s, u"There is no house."_s);
    return any ? runtime::ExitUsage : runtime::ExitNothingMatched;
}

int sayUnknown(const CoreCall &call, const QString &word)
{
    call.say(u"„%1“ gibt es nicht."_s.arg(word), u"There is no \"%1\"."_s.arg(word));
    return runtime::ExitNothingMatched;
}

} // namespace

bookings::BookingCaller operatorCaller(const CoreCall &call)
{
    bookings::BookingCaller caller;
    caller.kind = bookings::BookingCaller::Kind::Operator;
    caller.actor = {u"admin_cli"_s, {}, {}, {}};
    caller.language = call.language;
    return caller;
}

OptionSpec resourceOption()
{
    return {u"resource"_s, u"ID|SLUG"_s};
}

QCoro::Task<Named<ResourceRecord>> namedResource(std::shared_ptr<CoreCall> call, QString word)
{
    const auto all = co_await call->core.bookings().resources().list(operatorCaller(*call));
    if (!all)
        co_return tl::unexpected(complain(*call, all.error()));
    QList<ResourceRecord> fitting;
    for (const ResourceRecord &record : *all) {
        const bool named = record.resource.id == word || record.resource.slug == word;
        if (named || (word.isEmpty() && record.resource.status != ResourceStatus::Archived))
            fitting.append(record);
    }
    if (fitting.size() == 1)
        co_return fitting.constFirst();
    co_return tl::unexpected(word.isEmpty() ? sayWhichResource(*call, !fitting.isEmpty()) : sayUnknown(*call, word));
}

QCoro::Task<Named<Party>> namedParty(std::shared_ptr<CoreCall> call, QString word)
{
    const auto all = co_await call->core.bookings().resources().list(operatorCaller(*call));
    if (!all)
        co_return tl::unexpected(complain(*call, all.error()));
    for (const ResourceRecord &record : *all) {
        for (const Party &party : record.parties) {
            if (party.id == word)
                co_return party;
        }
    }
    const auto house = co_await namedResource(call, call->arguments.value(u"resource"_s));
    if (!house)
        co_return tl::unexpected(house.error());
    for (const Party &party : house->parties) {
        if (party.name == word)
            co_return party;
    }
    co_return tl::unexpected(sayUnknown(*call, word));
}

} // namespace portier::commands
