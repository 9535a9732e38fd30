// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/actor.h"
#include "core/operations/erasurelog.h"
#include "core/operations/persondirectory.h"
#include "core/operations/sealer.h"
#include "core/storage/database.h"

namespace portier::operations
{

inline constexpr auto erasureJob = QLatin1String("operations.erasure");

/// A person's data on its way out (PLT-158).
struct Erasure {
    QString id;
    QString accountId; ///< empty: somebody without an account
    QString state;     ///< waiting | running | done | cancelled
    Instant createdAt;
    Instant dueAt; ///< until then signing in cancels it
};

/// Erases people: one restartable job per person goes through the rooms piece by piece. Lives on the core thread; must
/// outlive the tasks it returned.
class Erasures
{
public:
    /// `logFile`: erasures.log beside the backups, by which a restore repeats what happened since (PLT-160).
    Erasures(storage::Database &database, std::shared_ptr<Clock> clock, std::shared_ptr<const Sealer> sealer,
             const PersonalDataSources &sources, PersonDirectory directory, QString logFile);

    /// Of an account, after seven days; ends its sessions, and signing in cancels it. A repeated wish gives the same
    /// erasure. Errors: NotFound, Conflict "last_admin".
    QCoro::Task<Result<Erasure>> request(QString accountId, Actor actor);
    /// By an admin, by address; `immediately` waives the delay. Errors: Invalid with a field error "email_invalid",
    /// Conflict "last_admin".
    QCoro::Task<Result<Erasure>> requestFor(QString email, bool immediately, Actor actor);
    /// The waiting one is called off. NotFound, Conflict "erasure_running".
    QCoro::Task<Result<Erasure>> cancel(QString id, Actor actor);
    /// In the transaction of a sign-in. Nothing happens without a waiting erasure.
    [[nodiscard]] static Result<> cancelBySignIn(storage::Transaction &tx, const QString &accountId, const Actor &actor,
                                                 Instant now);
    /// NotFound.
    QCoro::Task<Result<Erasure>> find(QString id);

    /// The job. Error: Conflict "last_admin" when the person has become irreplaceable meanwhile.
    QCoro::Task<Result<>> run(QString id, FencedWrite write);

    /// For a restore, before anything is served: erases again whoever the log names and this database, which is older,
    /// does not know as erased (PLT-160). People without an account are found by the addresses that the rooms keep.
    /// Also the last admin is erased: it was allowed then. Gives the number of erasures; may be repeated after a crash.
    QCoro::Task<Result<qint64>> reapply(QList<ErasureLogEntry> entries, Actor actor);

private:
    QCoro::Task<Result<>> eraseRooms(Person person, FencedWrite write);

    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    std::shared_ptr<const Sealer> m_sealer;
    const PersonalDataSources &m_sources;
    PersonDirectory m_directory;
    QString m_logFile;
};

/// What operations itself keeps of people: their audit trail (which stays, by ids), exports, answers kept for repeated
/// requests.
[[nodiscard]] PersonalDataSource operationsPersonalData();

} // namespace portier::operations
