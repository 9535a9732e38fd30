// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/manualclock.h"
#include "core/storage/database.h"
#include "core/storage/migrator.h"

#include <QTemporaryDir>

namespace portier::test
{

/// 2026-01-15T08:00:00Z, a Thursday: where tests start when the moment does not matter.
[[nodiscard]] std::shared_ptr<ManualClock> aClock();

/// A fresh database with all built-in migrations (or another list), gone with this object:
///
///     void myTest_data() { TestDatabase::backends(); }
///     void myTest()
///     {
///         QFETCH(QString, backend);
///         auto clock = aClock();
///         TestDatabase db(backend, clock);
///         QVERIFY(db->writeBlocking([](storage::Transaction &tx) { return tx.exec(u"..."_s); }));
///         const auto trips = QCoro::waitFor(service.list(*db));
///     }
class TestDatabase
{
public:
    /// Adds the column "backend" with the rows "sqlite" and, where PostgreSQL is installed, "postgres".
    static void backends();
    /// The same names, for tests that add rows of their own.
    [[nodiscard]] static QStringList backendNames();

    explicit TestDatabase(const QString &backend, std::shared_ptr<Clock> clock = aClock(),
                          storage::DatabaseOptions options = {},
                          QList<storage::Migration> migrations = storage::Migrator::builtIn());
    ~TestDatabase();
    TestDatabase(const TestDatabase &) = delete;
    TestDatabase &operator=(const TestDatabase &) = delete;

    [[nodiscard]] storage::Database *operator->() const { return m_database.get(); }
    [[nodiscard]] storage::Database &operator*() const { return *m_database; }
    [[nodiscard]] QString url() const { return m_options.url; }
    /// A directory for whatever belongs beside the data; with SQLite the file "portier.db" lies in it.
    [[nodiscard]] QString directory() const { return m_directory.path(); }

    /// Closes the database, as the end of a process does; the data stays.
    void close() { m_database.reset(); }
    /// Opens it again, as the next start does.
    void reopen();

    /// The nth statement from now on (from 1; each COMMIT counts) fails with Unavailable "storage_unavailable", once.
    /// 0 switches it off. For "all or nothing" at every statement of a use case (PLT-147):
    ///
    ///     for (int n = 1;; ++n) {
    ///         db.failStatement(n);
    ///         const auto result = useCase();
    ///         if (!db.hasFailed()) break;     // the use case has fewer than n statements
    ///         // result is an error and nothing changed
    ///     }
    void failStatement(int nth);
    [[nodiscard]] bool hasFailed() const { return m_faults->failed; }
    /// Statements run since the last failStatement().
    [[nodiscard]] int statements() const { return m_faults->count; }

private:
    struct Faults {
        std::atomic<int> count = 0;
        std::atomic<int> failAt = 0;
        std::atomic<bool> failed = false;
    };

    void createSqlite(const QList<storage::Migration> &migrations);
    void createPostgres(const QList<storage::Migration> &migrations);

    std::shared_ptr<Clock> m_clock;
    storage::DatabaseOptions m_options;
    QTemporaryDir m_directory;
    QString m_postgresName; ///< empty on SQLite
    std::shared_ptr<Faults> m_faults = std::make_shared<Faults>();
    std::unique_ptr<storage::Database> m_database;
};

/// Runs one statement in its own transaction; ends the process with the error when it fails. For arranging a test.
void execOrDie(storage::Database &database, const QString &sql, const storage::Binds &binds = {});
/// The first column of the first row; ends the process when there is none. For looking in a test.
[[nodiscard]] qint64 intOrDie(storage::Database &database, const QString &sql, const storage::Binds &binds = {});

} // namespace portier::test
