// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QObject>
#include <QTimeZone>
#include <QTimer>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace portier::app
{

/// Dates, amounts and spans of time in words, by the formatter of pages and mails. `tick` changes each minute, for
/// whatever shows how long ago something is.
class Format : public QObject
{
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(QString language READ language NOTIFY changed)
    Q_PROPERTY(int tick READ tick NOTIFY changed)
public:
    explicit Format(std::shared_ptr<Clock> clock, QObject *parent = nullptr);
    void setLanguage(const QString &language);
    [[nodiscard]] QString language() const { return m_language; }
    [[nodiscard]] int tick() const { return m_tick; }

    /// {"amount_minor", "currency"} with cents, or in whole units; "–" for null (TRP-272).
    Q_INVOKABLE QString money(const QVariant &money) const;
    Q_INVOKABLE QString wholeMoney(const QVariant &money) const;
    Q_INVOKABLE QString amount(double minor, const QString &currency, bool whole) const;
    /// Minor units of what a person typed ("1.900", "1900,50"), or -1.
    Q_INVOKABLE double minorFromTyped(const QString &text, const QString &currency) const;
    Q_INVOKABLE QString typedFromMinor(double minor, const QString &currency) const;

    Q_INVOKABLE QString date(const QString &isoDate) const;
    Q_INVOKABLE QString dateRange(const QString &first, const QString &last) const;
    /// "01.–04.08. → 01.–05.08.": what the days were and what they are, without a year that all of them share
    /// (BKG-139).
    Q_INVOKABLE QString changedRange(const QString &oldFirst, const QString &oldLast, const QString &first,
                                     const QString &last) const;
    Q_INVOKABLE int nights(const QString &first, const QString &last) const;
    /// "YYYY-MM-DD" of today plus days, in this computer's zone.
    Q_INVOKABLE QString dayFromNow(int days) const;
    Q_INVOKABLE QString time(const QVariant &instant) const;
    Q_INVOKABLE QString dateTime(const QVariant &instant) const;
    Q_INVOKABLE QString dateTimeWithZone(const QVariant &instant) const;
    /// "today, 18:00", "tomorrow, 06:00", or the day and the time.
    Q_INVOKABLE QString when(const QVariant &instant) const;
    /// "3 h ago", "yesterday, 18:00".
    Q_INVOKABLE QString ago(const QVariant &instant) const;
    /// "5 h 20 min" until then; empty once it is past. `minutesUntil` is what the key tag's colour follows.
    Q_INVOKABLE QString remaining(const QVariant &instant) const;
    Q_INVOKABLE double minutesUntil(const QVariant &instant) const;
    Q_INVOKABLE QString minutes(int minutes) const;
    Q_INVOKABLE QString number(double number) const;
    /// Of two colours by WCAG 2, 1 to 21; 0 when one is none.
    Q_INVOKABLE double contrast(const QString &a, const QString &b) const;
    /// The outline of a party's colour on light grounds; the colour itself when it is none.
    Q_INVOKABLE QString partyEdge(const QString &fill) const;
    /// The nearest lighter shade on which dark text can be read.
    Q_INVOKABLE QString readableFill(const QString &fill) const;
    /// IANA time zones by city or part of their name, the likeliest first; a few.
    Q_INVOKABLE QStringList zonesLike(const QString &typed) const;
    /// A key sequence as its caps: "Ctrl+N" -> ["Strg", "N"].
    Q_INVOKABLE QStringList keyCaps(const QString &sequence) const;

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] std::optional<Instant> instantOf(const QVariant &value) const;

    std::shared_ptr<Clock> m_clock;
    QString m_language = QStringLiteral("de");
    QTimer m_minute;
    int m_tick = 0;
};

} // namespace portier::app
