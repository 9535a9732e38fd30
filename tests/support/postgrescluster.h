// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <sys/types.h>

namespace portier::test
{

/// A temporary PostgreSQL server: reachable only by a Unix socket in its own directory, without fsync, and gone with
/// the process that made it, however that ends (the kernel signals the server when its parent dies).
class PostgresCluster
{
public:
    /// True when the server's programs are installed; the reason is printed once when they are not. With
    /// PORTIER_REQUIRE_POSTGRES=1 in the environment missing programs end the test process.
    [[nodiscard]] static bool isAvailable();
    /// The one of this test process, started by the first call, ended at exit.
    [[nodiscard]] static PostgresCluster &shared();

    PostgresCluster();
    ~PostgresCluster();
    PostgresCluster(const PostgresCluster &) = delete;
    PostgresCluster &operator=(const PostgresCluster &) = delete;

    [[nodiscard]] QString url(const QString &database) const;
    /// Runs SQL outside a transaction, as CREATE DATABASE needs; ends the process when it fails.
    void administer(const QString &sql) const;
    void start();
    /// As if the machine were gone: all connections break at once.
    void stop();

private:
    void prepareData();
    void waitUntilReady();

    QString m_directory; ///< short, as a socket's path has at most 107 characters
    pid_t m_server = 0;
};

} // namespace portier::test
