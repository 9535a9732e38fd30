// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/storage/sqldialect.h"

#include <QMap>

namespace portier::storage
{

/// A database URL taken apart. Secret: holds the password.
struct DatabaseUrl {
    Backend backend = Backend::Sqlite;
    QString name; ///< SQLite: the file; PostgreSQL: the database
    QString host; ///< a name, an address, or the directory of a Unix socket
    int port = 0; ///< 0: the default
    QString user;
    QString password;
    QMap<QString, QString> options; ///< further libpq words of the query, e.g. sslmode

    /// Reads "sqlite:PATH" or "postgresql://[user[:password]@][host][:port][/name][?word=value&...]" as libpq does.
    /// Error: Invalid "database_url"; the message names the fault and never repeats the URL.
    [[nodiscard]] static Result<DatabaseUrl> parse(const QString &url);
};

} // namespace portier::storage
