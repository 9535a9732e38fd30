// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingview.h"
#include "server/pages/views.h"

namespace portier::pages
{

/// What stands in the fields of a booking form, as typed.
struct TypedBooking {
    QString start, end, persons, affiliation, name, email, description;
    bool longStay = false;

    [[nodiscard]] static TypedBooking from(const PageRequest &request);
    [[nodiscard]] static TypedBooking from(const bookings::BookingView &view);

    /// The body that the service reads; what cannot be read as a date or number goes on as the text it is, so that the
    /// rule it breaks names it.
    [[nodiscard]] QJsonObject toSubmission(const QString &language) const;
    /// The same without address and language, for edit and reopen.
    [[nodiscard]] QJsonObject toPatch() const;
};

/// A date as typed: "2027-10-01", "1.10.2027", "01.10.27"; nothing for anything else.
[[nodiscard]] std::optional<QDate> typedDate(const QString &text);

/// What went wrong with a form: sentences at their fields, and whether the long-stay question is to be asked.
struct FormTrouble {
    QList<FieldComplaint> complaints;
    QList<bookings::BookingConflict> conflicts;
    qint64 conflictsTotal = 0;
    int longStayDays = 0; ///< 0: not asked
};
/// Reads an error of submit(), edit() or reopen(); nothing when the error is no matter of the form.
[[nodiscard]] std::optional<FormTrouble> troubleOf(const PageRequest &request, const Error &error,
                                                   const TypedBooking &typed);

/// The values of templates/bookingfields.
[[nodiscard]] QJsonObject bookingFields(const PageRequest &request, const bookings::ResourceView &house,
                                        const TypedBooking &typed, const FormTrouble &trouble);

} // namespace portier::pages
