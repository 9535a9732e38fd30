// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/bookingcard.h"

#include "server/pages/icons.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace portier::pages
{

using bookings::AllowedAction;
using bookings::BookingView;

namespace
{

/// The buttons of a booking, by what its reader may do.
QJsonArray actionValues(const PageRequest &request, const BookingView &view, const QString &path)
{
    struct Button {
        AllowedAction action;
        QLatin1String name, icon, style;
    };
    static const QList<Button> buttons{{AllowedAction::Approve, "approve"_L1, "check"_L1, "primary"_L1},
                                       {AllowedAction::Deny, "deny"_L1, "x"_L1, "danger"_L1},
                                       {AllowedAction::Edit, "edit"_L1, "pencil"_L1, ""_L1},
                                       {AllowedAction::Rename, "edit"_L1, "pencil"_L1, ""_L1},
                                       {AllowedAction::Reopen, "reopen"_L1, "undo-2"_L1, ""_L1},
                                       {AllowedAction::Cancel, "cancel"_L1, "ban"_L1, ""_L1}};
    QJsonArray values;
    for (const Button &button : buttons) {
        if (!allows(view, button.action))
            continue;
        const QString key = u"action."_s + bookings::toText(button.action);
        values.append(QJsonObject{{u"label"_s, request.text(key)},
                                  {u"url"_s, path + u'/' + button.name},
                                  {u"icon"_s, iconSvg(QString(button.icon))},
                                  {u"style"_s, QString(button.style)}});
    }
    return values;
}

QString progressText(const PageRequest &request, const BookingView &view)
{
    if (!view.details || view.status != bookings::BookingStatus::Pending)
        return {};
    return request.text(u"booking.progress"_s, {{u"n"_s, QString::number(approvedOf(view))},
                                                {u"all"_s, QString::number(view.details->approvals.size())}});
}

/// "Beginn in 8 Tagen", "Läuft gerade".
QString startText(const PageRequest &request, const BookingView &view)
{
    if (view.isPast)
        return {};
    if (view.daysUntilStart < 0)
        return request.text(u"booking.running"_s);
    if (view.daysUntilStart == 0)
        return request.text(u"booking.starts_today"_s);
    return request.texts->count(u"booking.starts"_s, view.daysUntilStart);
}

} // namespace

bool allows(const BookingView &view, AllowedAction action)
{
    return view.details && view.details->actions.contains(action);
}

int approvedOf(const BookingView &view)
{
    const auto approved = [](const bookings::ApprovalView &approval) {
        return approval.decision == bookings::Decision::Approved;
    };
    const auto &approvals = view.details->approvals;
    return int(std::count_if(approvals.begin(), approvals.end(), approved));
}

QJsonObject cardValue(const PageRequest &request, const BookingView &view, const LinkVisit &visit, bool namesHouse)
{
    const QString path = visit.bookingPath(view.id);
    QJsonObject card = stayValue(request, view, path);
    // An own stay is known by its days, somebody else's by name.
    card.insert(u"title"_s, visit.decides() ? view.firstName + u" · "_s + rangeText(view.range, request.language)
                                            : rangeText(view.range, request.language));
    const QJsonArray actions = actionValues(request, view, path);
    card.insert(u"has_actions"_s, !actions.isEmpty());
    card.insert(u"actions"_s, actions);
    card.insert(u"progress"_s, orFalse(progressText(request, view)));
    card.insert(u"starts"_s, orFalse(startText(request, view)));
    card.insert(u"house_name"_s, orFalse(namesHouse ? view.resourceName : QString()));
    return card;
}

} // namespace portier::pages
