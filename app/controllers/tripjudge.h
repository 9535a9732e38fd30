// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/tripfields.h"

#include <QCoreApplication>

namespace portier::app
{

/// What is wrong with the fields of a trip, while they are typed: the rules of the server as far as the form can know
/// them (TRP-010 to TRP-020). The server has the last word.
class TripJudge
{
    Q_DECLARE_TR_FUNCTIONS(portier::app::TripForm)
public:
    /// `before`: the fields of the saved trip, empty for a new one. Days that were saved may lie in the past (TRP-023).
    [[nodiscard]] static QVariantMap problems(const QVariantMap &fields, const QVariantMap &before,
                                              const Format &format);

private:
    TripJudge(const QVariantMap &fields, const QVariantMap &before, const Format &format);

    void judgeName();
    void judgeDays();
    void judgeDay(const QString &field);
    void judgeParty();
    void judgeFlights();
    void judgeHotel();
    void judgeStay();
    void judgeAlert();
    void judgeReminders();

    [[nodiscard]] QString text(const QString &field) const { return m_fields.value(field).toString().simplified(); }
    [[nodiscard]] QDate day(const QString &field) const { return QDate::fromString(text(field), Qt::ISODate); }
    void fail(const QString &field, const QString &why);

    const QVariantMap &m_fields, &m_before;
    const Format &m_format;
    bool m_flights, m_hotels, m_oneWay;
    QDate m_today;
    QVariantMap m_problems;
};

} // namespace portier::app
