// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bookings/bookingservice.h"
#include "core/bookings/resourceservice.h"
#include "core/identity/linkservice.h"
#include "core/operations/metrics.h"
#include "tests/support/testdatabase.h"
#include "tests/support/testkeys.h"

#include <QCoroTask>

namespace portier::test
{

/// The room of bookings on 2027-03-01 at 10:00 in Berlin, with the first house and its three parties, whose addresses
/// are <name>@haus.example. "Mara" is a requester who is no approver.
class BookingWorld
{
public:
    explicit BookingWorld(const QString &backend, const storage::DatabaseOptions &options = {});

    template <class T>
    T wait(QCoro::Task<T> task)
    {
        return QCoro::waitFor(std::move(task));
    }

    // Who asks.
    [[nodiscard]] static bookings::BookingCaller anonymous() { return {}; }
    [[nodiscard]] static bookings::BookingCaller requester(const QString &email = QStringLiteral("mara@gast.example"));
    [[nodiscard]] bookings::BookingCaller approver(const QString &partyName) const;
    /// The account "admin", and accounts that a test puts into `accounts`.
    [[nodiscard]] static bookings::BookingCaller account(const QString &id);

    // What is asked.
    /// Mara's request for these days, "2027-08-01".."2027-08-05"; members of `more` replace or add.
    [[nodiscard]] QJsonObject request(const QString &start, const QString &end, const QJsonObject &more = {}) const;
    [[nodiscard]] Result<bookings::BookingView> submit(const QJsonObject &body,
                                                       const bookings::BookingCaller &caller = {});
    /// Submits and gives the id; ends the test program when that fails.
    QString booked(const QString &start, const QString &end, const QJsonObject &more = {});
    /// The same, approved by all parties.
    QString confirmed(const QString &start, const QString &end, const QJsonObject &more = {});
    [[nodiscard]] Result<bookings::DecisionResult> approve(const QString &party, const QString &id,
                                                           std::optional<int> round = {});
    [[nodiscard]] Result<bookings::DecisionResult> deny(const QString &party, const QString &id,
                                                        const QJsonObject &more = {});
    [[nodiscard]] Result<bookings::DecisionResult> cancel(const bookings::BookingCaller &caller, const QString &id,
                                                          const QString &comment = {});
    [[nodiscard]] Result<bookings::ChangedBooking> edit(const QString &id, const QJsonObject &patch,
                                                        const bookings::BookingCaller &caller = requester());
    [[nodiscard]] Result<bookings::ChangedBooking> reopen(const QString &id, const QJsonObject &patch = {},
                                                          const bookings::BookingCaller &caller = requester());

    // What is there afterwards.
    /// As an admin sees it.
    [[nodiscard]] bookings::BookingView seen(const QString &id);
    [[nodiscard]] QStringList timelineOf(const QString &id);
    /// "party:decision" in order.
    [[nodiscard]] QStringList approvalsOf(const QString &id);
    /// "kind > recipient" of everything in the outbox since the last call, oldest first.
    [[nodiscard]] QStringList takeMails();
    [[nodiscard]] qint64 count(const QString &sql, const storage::Binds &binds = {}) const
    {
        return intOrDie(*db, sql, binds);
    }
    void exec(const QString &sql, const storage::Binds &binds = {}) { execOrDie(*db, sql, binds); }
    [[nodiscard]] QString party(const QString &name) const { return m_parties.value(name); }
    [[nodiscard]] int roundOf(const QString &id)
    {
        return static_cast<int>(count(QStringLiteral("SELECT round FROM bookings WHERE id = ?"), {id}));
    }
    [[nodiscard]] int versionOf(const QString &id)
    {
        return static_cast<int>(count(QStringLiteral("SELECT version FROM bookings WHERE id = ?"), {id}));
    }
    /// Moves the clock to a local time in Berlin, "2027-03-02T00:00".
    void advanceTo(const QString &localTime);
    /// Reads the parties of the house again.
    void reloadParties();
    /// Sets limits.booking_submit, as an admin may at any time.
    void allowPerDay(int requests);

    std::shared_ptr<ManualClock> clock;
    TestDatabase db;
    operations::Metrics metrics;
    operations::RateLimits rateLimits;
    identity::LinkService links;
    std::shared_ptr<scheduling::ScheduleTable> schedules = std::make_shared<scheduling::ScheduleTable>();
    std::shared_ptr<bookings::BookingEnvironment> environment;
    QMap<QString, bookings::BookingAccount> accounts;
    bookings::BookingService service;
    bookings::ResourceService resources;
    QString resourceId;
    QString slug;

private:
    QMap<QString, QString> m_parties;
    qint64 m_mailsSeen = 0;
};

/// The code of an error, or "ok".
template <class T>
[[nodiscard]] QString codeOf(const Result<T> &result)
{
    return result ? QStringLiteral("ok") : result.error().code;
}
/// "pointer:code" of every field error, in order.
template <class T>
[[nodiscard]] QStringList fieldsOf(const Result<T> &result)
{
    QStringList fields;
    if (!result) {
        for (const FieldError &each : result.error().fields)
            fields.append(each.pointer + u':' + each.code);
    }
    return fields;
}

} // namespace portier::test
