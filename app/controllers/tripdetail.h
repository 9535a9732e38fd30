// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/app.h"

#include <QTimer>

namespace portier::app
{

/// One trip as its page shows it: the trip, the offers of its newest snapshot, its price history and what its alert
/// says. Picking a flight and a hotel recomputes the sum at once, without the network (TRP-273).
class TripDetail : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString tripId READ tripId WRITE setTripId NOTIFY tripIdChanged)
    Q_PROPERTY(QString state READ state NOTIFY changed)
    Q_PROPERTY(QVariantMap trip READ trip NOTIFY changed)
    Q_PROPERTY(QVariantMap snapshot READ snapshot NOTIFY changed)
    Q_PROPERTY(QVariantList flights READ flights NOTIFY changed)
    Q_PROPERTY(QVariantList hotels READ hotels NOTIFY changed)
    Q_PROPERTY(QString offersState READ offersState NOTIFY changed)
    Q_PROPERTY(QVariantMap history READ history NOTIFY historyChanged)
    Q_PROPERTY(QString historyState READ historyState NOTIFY historyChanged)
    Q_PROPERTY(QVariantMap explanation READ explanation NOTIFY changed)
    Q_PROPERTY(QString flightKey READ flightKey WRITE pickFlight NOTIFY picksChanged)
    Q_PROPERTY(QString hotelKey READ hotelKey WRITE pickHotel NOTIFY picksChanged)
    Q_PROPERTY(QVariant flightPrice READ flightPrice NOTIFY picksChanged)
    Q_PROPERTY(QVariant hotelPrice READ hotelPrice NOTIFY picksChanged)
    Q_PROPERTY(QVariant totalPrice READ totalPrice NOTIFY picksChanged)
    Q_PROPERTY(bool checking READ isChecking NOTIFY changed)
    Q_PROPERTY(int days READ days WRITE setDays NOTIFY historyChanged)
public:
    explicit TripDetail(QObject *parent = nullptr);

    [[nodiscard]] QString tripId() const { return m_tripId; }
    void setTripId(const QString &id);
    [[nodiscard]] QString state() const { return m_state; } ///< "", loading, ready, error, gone
    [[nodiscard]] QVariantMap trip() const { return m_trip; }
    [[nodiscard]] QVariantMap snapshot() const { return m_snapshot; }
    [[nodiscard]] QVariantList flights() const { return m_flights; }
    [[nodiscard]] QVariantList hotels() const { return m_hotels; }
    /// loading, ready, error: an error is not "nothing there". What was shown before stays.
    [[nodiscard]] QString offersState() const { return m_offersState; }
    [[nodiscard]] QVariantMap history() const { return m_history; }
    [[nodiscard]] QString historyState() const { return m_historyState; } ///< of the range that is chosen
    [[nodiscard]] QVariantMap explanation() const { return m_explanation; }
    [[nodiscard]] QString flightKey() const { return m_flightKey; }
    void pickFlight(const QString &key);
    [[nodiscard]] QString hotelKey() const { return m_hotelKey; }
    void pickHotel(const QString &key);
    [[nodiscard]] QVariant flightPrice() const;
    [[nodiscard]] QVariant hotelPrice() const;
    /// The sum of the picked sides; null while a tracked side has no price (TRP-272).
    [[nodiscard]] QVariant totalPrice() const;
    [[nodiscard]] bool isChecking() const;
    [[nodiscard]] int days() const { return m_days; }
    void setDays(int days); ///< 30, 90 or 0 for all

    Q_INVOKABLE void reload();
    Q_INVOKABLE void reloadHistory();
    Q_INVOKABLE void reloadOffers();
    /// Takes a newer state of the trip that a reply brought.
    Q_INVOKABLE void takeTrip(const QVariantMap &trip);

    /// The history with what the offers of these keys cost at each of its points, without all the other offers.
    [[nodiscard]] static QVariantMap withPicks(QVariantMap history, const QString &flightKey, const QString &hotelKey);
    /// The history with "selected_total" at each point: what the picked offers cost then, or last before. Nothing of it
    /// where the picks are the cheapest all along, and across a new search (TRP-275).
    [[nodiscard]] static QVariantMap withSelection(const QVariantMap &history, bool flights, bool hotels);

    /// The sum of two prices of one currency; a null side gives null.
    [[nodiscard]] static QVariant sum(const QVariant &a, const QVariant &b);

Q_SIGNALS:
    void tripIdChanged();
    void changed();
    void historyChanged();
    void picksChanged();

private:
    void pick(const QString &side, QString &picked, const QString &key);
    void loadSnapshot();
    void loadHistory();
    void showHistory();
    void loadExplanation();
    void takeOffers(const QVariantMap &snapshot);
    void setState(const QString &state);
    [[nodiscard]] App *app() const { return App::instanceFor(this); }
    [[nodiscard]] QString path(const QString &rest = {}) const;

    QString m_tripId, m_state, m_offersState, m_historyState, m_flightKey, m_hotelKey;
    QVariantMap m_trip, m_snapshot, m_history, m_explanation;
    QVariantList m_flights, m_hotels;
    QHash<int, QVariantMap> m_histories; ///< by days, each with every offer: a pick needs no network
    QTimer m_watch;                      ///< looks after a check that runs, besides the feed
    int m_days = 30;
    bool m_following = false;
};

} // namespace portier::app
