// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/storage/database.h"

namespace portier::storage
{

/// Which installation this is: one id in the database, in the file "instance-id" of the data directory, and, where an
/// administrator wrote it down, in the configuration. They must agree, so that a missing mount, a wrong URL or a
/// swapped file never starts an empty or a foreign installation (PLT-152).
///
/// Errors (the process exits with 5), each with a sentence that says what to do: Conflict "database_missing" (an id is
/// remembered, the database has none), "database_swapped" (ids differ), "identity_file_missing" (the database has an
/// id, the directory none: perhaps the wrong directory, without its key file).
class InstanceIdentity
{
public:
    /// `expectedId` is what the configuration remembers; empty when it does not.
    InstanceIdentity(Database &database, const QString &directory, QString expectedId = {});

    /// Looks only; call it before migrations.
    [[nodiscard]] Result<> check();
    /// After migrations: checks, and gives the id; a new installation gets one. A crash in between is made good by the
    /// next start.
    [[nodiscard]] Result<QString> establish(Instant now);
    /// `portierd adopt`, after migrations: the database is the right one, so the file follows it.
    [[nodiscard]] Result<QString> adopt(Instant now);

private:
    struct FileContent {
        QString id;
        bool pending = false; ///< written before the database knew the id
    };
    [[nodiscard]] Result<FileContent> readFile() const;
    [[nodiscard]] Result<> writeFile(const FileContent &content) const;
    [[nodiscard]] Result<QString> idInDatabase();
    [[nodiscard]] Result<QString> create(const FileContent &found, Instant now);

    Database &m_database;
    QString m_file;
    QString m_expectedId;
};

} // namespace portier::storage
