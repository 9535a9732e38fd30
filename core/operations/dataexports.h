// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/actor.h"
#include "core/operations/idempotency.h"
#include "core/operations/persondirectory.h"
#include "core/operations/sealedcolumnstore.h"
#include "core/storage/database.h"

namespace portier::operations
{

inline constexpr auto exportJob = QLatin1String("operations.export");

/// A person's data on its way or ready (PLT-157).
struct DataExport {
    QString id;
    QString accountId; ///< empty: somebody without an account
    QString state;     ///< queued | ready | failed
    qint64 size = 0;   ///< bytes of the archive
    Instant createdAt;
    Instant expiresAt;
};

/// Everything stored about one person, as a ZIP of JSON files with a readme in their language; made by a job, kept
/// sealed for seven days. Lives on the core thread; must outlive the tasks it returned.
class DataExports
{
public:
    DataExports(storage::Database &database, std::shared_ptr<Clock> clock, std::shared_ptr<const Sealer> sealer,
                const PersonalDataSources &sources, PersonDirectory directory);

    /// Of the own account; while one is on its way, that one. `language`: "de" or "en", of the readme.
    QCoro::Task<Result<DataExport>> request(QString accountId, QString language, Actor actor,
                                            RememberReply<DataExport> remember);
    /// By an admin, by address, for people with or without an account. Invalid with a field error "email_invalid".
    QCoro::Task<Result<DataExport>> requestFor(QString email, QString language, Actor actor,
                                               RememberReply<DataExport> remember);
    /// The newest one of an account. NotFound.
    QCoro::Task<Result<DataExport>> newest(QString accountId);
    /// For admins. NotFound.
    QCoro::Task<Result<DataExport>> find(QString id);
    /// The archive; audited. `accountId` empty: whoever it is about. NotFound also when it has expired, is not ready or
    /// belongs to somebody else (PLT-044).
    QCoro::Task<Result<QByteArray>> archive(QString id, QString accountId, Actor actor);

    /// The job.
    QCoro::Task<Result<>> run(QString id, FencedWrite write);
    /// Where the archives lie, for the rotation of keys.
    [[nodiscard]] static SealedColumn sealedColumn();
    [[nodiscard]] static Result<qint64> removeExpired(storage::Transaction &tx, Instant now);

private:
    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    std::shared_ptr<const Sealer> m_sealer;
    const PersonalDataSources &m_sources;
    PersonDirectory m_directory;
};

} // namespace portier::operations
