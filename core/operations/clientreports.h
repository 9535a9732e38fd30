// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/actor.h"
#include "core/operations/personaldata.h"
#include "core/storage/database.h"

#include <QCoroTask>

namespace portier::operations
{

/// What somebody wrote to the operator, or a client program reports of itself.
struct ClientReport {
    QString id;
    QString kind;      ///< feedback | error
    QString accountId; ///< empty: nobody who signed in
    QString text;
    QJsonObject details; ///< version, platform and the like
    Instant at;
};

/// Keeps feedback and error reports for the operator; who wrote them is taken from the credential only. Lives on the
/// core thread; must outlive the tasks it returned.
class ClientReports
{
public:
    ClientReports(storage::Database &database, std::shared_ptr<Clock> clock)
        : m_database(database), m_clock(std::move(clock))
    {
    }
    /// Control characters (but line ends) are taken out of the text.
    QCoro::Task<Result<>> add(QString kind, QString text, QJsonObject details, Actor actor);
    /// Newest first, after `beforeId`; the reading is audited (PLT-010).
    QCoro::Task<Result<QList<ClientReport>>> list(QString beforeId, int limit, Actor reader);

    static constexpr Millis kept = std::chrono::days(90);
    [[nodiscard]] static Result<qint64> removeBefore(storage::Transaction &tx, Instant before);
    [[nodiscard]] static PersonalDataSource personalData();

private:
    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
};

/// The text without control characters other than line ends, trimmed.
[[nodiscard]] QString scrubbed(const QString &text);

} // namespace portier::operations
