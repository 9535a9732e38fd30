// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/bookings/booking.h"
#include "core/bookings/fieldrules.h"
#include "core/bookings/resource.h"

#include <QJsonObject>

namespace portier::bookings
{

/// What the field rules of bookings.md section 10 ask beside the body.
struct FieldFacts {
    QDate today; ///< in the resource's zone
    Limits limits;
    QStringList activePartyIds;
    QString language = QStringLiteral("de"); ///< of a submission that names none
};

/// A submission that passed every field rule.
struct Submission {
    DateRange range;
    int partySize = 1;
    QString affiliationPartyId;
    QString firstName;
    QString email;
    std::optional<QString> description;
    QString language;
    bool longStayConfirmed = false;
};
/// Reads the body of a submission; "resource" is known and left alone. Error: Invalid "validation_failed" with every
/// broken rule (BKG-098).
[[nodiscard]] Result<Submission> readSubmission(const QJsonObject &body, const FieldFacts &facts);

/// The values a booking would have after an edit or a reopen.
struct ChangedFields {
    DateRange range;
    int partySize = 1;
    QString affiliationPartyId;
    QString firstName;
    std::optional<QString> description;
    bool longStayConfirmed = false;
};
enum class ChangeKind { Edit, Reopen };
/// Lays a patch over a booking (BKG-036): absent members stay, only what changes is judged by today's limits (BKG-009),
/// except that a reopen checks everything as a create does (BKG-052). Error: Invalid "validation_failed".
[[nodiscard]] Result<ChangedFields> readChange(const QJsonObject &patch, const Booking &booking, ChangeKind kind,
                                               const FieldFacts &facts);
/// The dates a patch asks for, as far as they can be read, and whether it touches anything but the first name: what
/// decides which event an edit is, before its fields are judged (BKG-059).
struct ChangeOutline {
    DateRange range;
    bool onlyFirstName = false;
};
[[nodiscard]] ChangeOutline outlineOf(const QJsonObject &patch, const Booking &booking);

/// BKG-024. Error: Invalid "long_stay_confirmation_required" {total_days, limit}.
[[nodiscard]] Result<> requireLongStay(const DateRange &range, bool confirmed, const Limits &limits);

/// What comes with a decision or a cancel.
struct DecisionInput {
    std::optional<int> round;
    std::optional<QString> comment; ///< trimmed; blank is absent
    bool ackConfirmed = false;
};
enum class DecisionKind { Approve, Deny, Cancel };
/// As far as the body can be read, for the checks that come before those of fields.
[[nodiscard]] DecisionInput peekDecision(const QJsonObject &body);
/// Every field rule: round for decisions (BKG-108), comment when needed. Errors: Invalid "comment_required" when that
/// alone is missing, else "validation_failed".
[[nodiscard]] Result<DecisionInput> readDecision(const QJsonObject &body, DecisionKind kind, bool needsComment);

} // namespace portier::bookings
