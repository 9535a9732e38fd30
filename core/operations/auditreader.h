// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/audit.h"
#include "core/storage/database.h"

#include <QCoroTask>

namespace portier::operations
{

/// Which rows of the audit are wanted; what is empty does not narrow.
struct AuditFilter {
    QString actorKind; ///< account | key | link | system | admin_cli | anonymous
    QString actorId;
    QString action; ///< "trip.created", or "trip.*"
    QString objectKind;
    QString objectId;
    std::optional<Instant> from; ///< inclusive
    std::optional<Instant> to;   ///< exclusive
};

struct AuditRow {
    qint64 sequence = 0;
    Instant at;
    AuditEntry entry;
};

struct AuditPage {
    QList<AuditRow> rows;       ///< newest first
    std::optional<qint64> next; ///< pass as `before` of the next page; nothing at the end
};

/// Reads the audit for admins (PLT-143). Lives on the core thread; must outlive the tasks it returned.
class AuditReader
{
public:
    AuditReader(storage::Database &database, std::shared_ptr<Clock> clock)
        : m_database(database), m_clock(std::move(clock))
    {
    }
    QCoro::Task<Result<AuditPage>> page(AuditFilter filter, std::optional<qint64> before, int limit);

    /// Most rows of one file.
    static constexpr int mostExported = 100'000;
    /// The rows as a CSV file, oldest first; cells that a spreadsheet would take for formulas are guarded. Audited
    /// itself. Error: Invalid "export_too_large" with details {"limit"} above mostExported rows.
    QCoro::Task<Result<QByteArray>> exportCsv(AuditFilter filter, Actor actor);

private:
    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
};

} // namespace portier::operations
