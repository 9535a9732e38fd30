// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bookings/bookinginbox.h"

#include "core/base/format.h"
#include "core/base/zonedtime.h"
#include "core/bookings/bookingqueries.h"

using namespace Qt::StringLiterals;

namespace portier::bookings
{

using operations::InboxItem;
using operations::InboxReader;
using storage::Transaction;

namespace
{

constexpr int mostEntries = 1000;

InboxItem entryOf(const BookingView &view, bool namesResource, const InboxReader &reader, Instant now)
{
    InboxItem item;
    item.kind = bookingDecisionKind;
    item.id = view.id;
    item.title = view.firstName + u" · "_s + formatDateRange(view.range.start, view.range.end, reader.language);
    item.subtitle = formatPersons(view.partySize, reader.language) + u" · "_s + view.affiliation.name;
    if (namesResource)
        item.subtitle += u" · "_s + view.resourceName;
    item.waitingSince = view.details->createdAt;
    const QTimeZone zone = zoneByName(view.zone).value_or(QTimeZone::utc());
    const Instant begin = startOfDay(view.range.start, zone);
    item.deadline = now < begin ? begin : startOfDay(view.range.end.addDays(1), zone);
    item.deadlineKind = now < begin ? u"stay_begins"_s : u"stay_ends"_s;
    for (const AllowedAction action : view.details->actions) {
        if (action == AllowedAction::Approve || action == AllowedAction::Deny)
            item.actions.append(toText(action));
    }
    return item;
}

Result<QList<InboxItem>> waitingFor(const BookingEnvironment &environment, Transaction &tx, const InboxReader &reader,
                                    Instant now)
{
    PORTIER_ASSIGN(account, environment.findAccount(tx, reader.accountId));
    QList<InboxItem> items;
    if (!account || account->partyIds.isEmpty())
        return items;
    BookingCaller caller;
    caller.kind = BookingCaller::Kind::Account;
    caller.accountId = reader.accountId;
    BookingQueries queries(environment, tx, caller, now);
    PORTIER_ASSIGN(page, queries.approvals(ApprovalsTab::Outstanding, {mostEntries, {}}));
    for (const BookingView &view : std::as_const(page.items))
        items.append(entryOf(view, page.severalResources, reader, now));
    return items;
}

} // namespace

operations::Inbox::Source bookingInbox(BookingEnv environment)
{
    return [environment = std::move(environment)](Transaction &tx, const InboxReader &reader, Instant now) {
        return waitingFor(*environment, tx, reader, now);
    };
}

} // namespace portier::bookings
