// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/app.h"

#include <QTimer>

namespace portier::app
{

/// What a person types about a trip, kept through lost connections and conflicts: turns it into the body of POST or
/// PATCH /trips, judges it while typing, and shows the server's field errors at their fields (TRP-276, TRP-277).
class TripForm : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QVariantMap values READ values NOTIFY valuesChanged)
    Q_PROPERTY(QVariantMap errors READ errors NOTIFY errorsChanged)
    Q_PROPERTY(bool valid READ isValid NOTIFY errorsChanged)
    Q_PROPERTY(QString reason READ reason NOTIFY errorsChanged)
    Q_PROPERTY(bool saving READ isSaving NOTIFY savingChanged)
    Q_PROPERTY(QString problem READ problem NOTIFY savingChanged)
    Q_PROPERTY(bool startsNewSeries READ startsNewSeries NOTIFY valuesChanged)
    Q_PROPERTY(bool isNew READ isNew NOTIFY valuesChanged)
    Q_PROPERTY(bool asksAboutAirports READ asksAboutAirports NOTIFY errorsChanged)
    Q_PROPERTY(QString rooms READ rooms NOTIFY valuesChanged)
    Q_PROPERTY(QVariantList conflicts READ conflicts NOTIFY savingChanged)
public:
    explicit TripForm(QObject *parent = nullptr);

    [[nodiscard]] QVariantMap values() const { return m_values; }
    [[nodiscard]] QVariantMap errors() const; ///< of touched fields, and of the server
    [[nodiscard]] bool isValid() const { return problems().isEmpty(); }
    [[nodiscard]] QString reason() const; ///< why it cannot be saved; empty when it can
    [[nodiscard]] bool isSaving() const { return m_saving; }
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] bool startsNewSeries() const;
    [[nodiscard]] bool isNew() const { return m_original.isEmpty(); }
    /// The server knows no airport of a code that was typed: it may be a small one (TRP-017).
    [[nodiscard]] bool asksAboutAirports() const { return m_asksAboutAirports; }
    [[nodiscard]] QString rooms() const; ///< as the server will derive them, in words (TRP-018)
    /// Fields that somebody else saved meanwhile with another value than the typed one: {field, mine, theirs, keep},
    /// in the order of the form (TRP-277). `keep`: what was typed stays, as it does until somebody chooses.
    [[nodiscard]] QVariantList conflicts() const { return m_conflicts; }

    /// A new trip: tomorrow to in eight days, one adult, flights and hotels.
    Q_INVOKABLE void begin();
    Q_INVOKABLE void edit(const QVariantMap &trip);
    Q_INVOKABLE void set(const QString &field, const QVariant &value);
    Q_INVOKABLE void save();
    /// Settles one conflict: true keeps what was typed, false takes what the other saved. Then save again.
    Q_INVOKABLE void settle(const QString &field, bool keepMine);

    /// The price alert as it would be saved; empty: none.
    Q_INVOKABLE [[nodiscard]] QVariantMap rule() const;
    Q_INVOKABLE [[nodiscard]] QVariantMap body() const;      ///< of POST, or of PATCH with what changed only
    Q_INVOKABLE [[nodiscard]] QVariantMap wholeBody() const; ///< of POST, also for a trip that is edited
    [[nodiscard]] QVariantMap problems() const;

Q_SIGNALS:
    void valuesChanged();
    void errorsChanged();
    void savingChanged();
    void saved(const QVariantMap &trip);

private:
    void take(const ApiReply &reply);
    [[nodiscard]] QString problemOf(const ApiReply &reply) const;
    void takeError(const QJsonObject &error);
    void meet(const QVariantMap &theirs);
    [[nodiscard]] QVariantMap savedFields() const; ///< empty for a new trip
    [[nodiscard]] App *app() const { return App::instanceFor(this); }

    QVariantMap m_values, m_original, m_serverErrors;
    QVariantList m_conflicts;
    QSet<QString> m_touched;
    QString m_problem;
    bool m_saving = false, m_asksAboutAirports = false;
};

} // namespace portier::app
