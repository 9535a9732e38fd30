// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/connection.h"

#include "core/storage/sqlerrors.h"
#include "core/storage/sqlscript.h"

#include <QSqlError>
#include <QSqlRecord>

#include <algorithm>
#include <atomic>

namespace portier::storage
{

using namespace Qt::StringLiterals;

namespace
{

/// Statements kept prepared; lists with optional filters make more texts than that only if something is wrong.
constexpr int statementLimit = 256;

QString nextName()
{
    static std::atomic<int> count = 0;
    return u"portier-%1"_s.arg(++count);
}

/// PostgreSQL prepares only these; everything else (DDL, SET, LOCK) is sent as it is.
bool isPreparable(const QString &sql)
{
    static const QStringList verbs{u"SELECT"_s, u"INSERT"_s, u"UPDATE"_s, u"DELETE"_s, u"WITH"_s, u"VALUES"_s};
    const QStringView text = QStringView(sql).trimmed();
    return std::any_of(verbs.cbegin(), verbs.cend(),
                       [&](const QString &verb) { return text.startsWith(verb, Qt::CaseInsensitive); });
}

QString connectOptions(const DatabaseUrl &url)
{
    if (url.backend == Backend::Sqlite)
        return u"QSQLITE_BUSY_TIMEOUT=5000"_s;
    // A vanished server is noticed within five seconds (PLT-146), also in the middle of a statement.
    QStringList words{u"connect_timeout=3"_s, u"tcp_user_timeout=4000"_s, u"keepalives_idle=2"_s,
                      u"keepalives_interval=1"_s, u"keepalives_count=2"_s};
    if (!url.options.contains(u"application_name"_s))
        words.append(u"application_name=portierd"_s);
    for (auto it = url.options.cbegin(); it != url.options.cend(); ++it) {
        QString value = it.value();
        value.replace(u'\\', "\\\\"_L1).replace(u'\'', "\\'"_L1);
        words.append(u"%1='%2'"_s.arg(it.key(), value));
    }
    return words.join(u';');
}

} // namespace

Connection::Connection(DatabaseUrl url, Access access, StatementHook hook)
    : m_url(std::move(url)), m_dialect(m_url.backend), m_access(access), m_hook(std::move(hook)), m_name(nextName())
{
}

Connection::~Connection()
{
    close();
}

Result<> Connection::open()
{
    close();
    m_database = QSqlDatabase::addDatabase(m_dialect.isSqlite() ? u"QSQLITE"_s : u"QPSQL"_s, m_name);
    m_database.setDatabaseName(m_url.name);
    m_database.setHostName(m_url.host);
    m_database.setUserName(m_url.user);
    m_database.setPassword(m_url.password);
    if (m_url.port != 0)
        m_database.setPort(m_url.port);
    m_database.setConnectOptions(connectOptions(m_url));
    if (!m_database.open()) {
        // The driver's text names hosts and users but no password.
        const QString text = m_database.lastError().databaseText().section(u'\n', 0, 0);
        close();
        return fail(storageUnavailable(u"cannot open the database: %1"_s.arg(text)));
    }
    Result<> done = setUp();
    if (!done)
        close();
    return done;
}

Result<> Connection::setUp()
{
    m_fault = Fault::None;
    QStringList settings;
    if (m_dialect.isSqlite()) {
        settings << u"PRAGMA synchronous = FULL"_s << u"PRAGMA foreign_keys = ON"_s << u"PRAGMA temp_store = MEMORY"_s;
        if (m_access == Access::ReadOnly)
            settings << u"PRAGMA query_only = ON"_s;
        else
            settings << u"PRAGMA journal_mode = WAL"_s << u"PRAGMA journal_size_limit = 67108864"_s;
    } else {
        settings << u"SET idle_in_transaction_session_timeout = '60s'"_s;
        settings << u"SET client_min_messages = error"_s; // notices would go to stderr, past the log pipeline
    }
    for (const QString &setting : std::as_const(settings)) {
        // Whatever keeps a fresh connection from being set up makes the store unusable, e.g. "file is not a database".
        if (const Result<> done = runDirect(setting); !done)
            return fail(storageUnavailable(done.error().message));
    }
    return {};
}

void Connection::close()
{
    if (!m_database.isValid())
        return;
    // SQLite wants its statements gone before the connection. On PostgreSQL they end with it; freed before, each would
    // cost a DEALLOCATE, or a warning when the server is away.
    if (m_dialect.isSqlite())
        m_statements.clear();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
    m_statements.clear();
}

bool Connection::isOpen() const
{
    return m_database.isValid() && m_database.isOpen();
}

void Connection::clearFault()
{
    // One of them may be older than the table it reads. Not done at the failure itself: the server takes no DEALLOCATE
    // inside a failed transaction.
    if (m_fault == Fault::Rerun)
        m_statements.clear();
    m_fault = Fault::None;
}

Error Connection::noteFailure(const QSqlQuery &query)
{
    SqlFailure failure = classify(m_dialect.backend(), query.lastError(), !m_database.isOpen());
    m_fault = failure.fault;
    m_faultError = failure.error;
    return failure.error;
}

Result<> Connection::mayRun(const QString &sql)
{
    if (m_fault != Fault::None)
        return fail(m_faultError);
    if (!m_hook)
        return {};
    Result<> allowed = m_hook(sql);
    if (!allowed) {
        m_fault = allowed.error().code == "storage_unavailable"_L1 ? Fault::Storage : Fault::Statement;
        m_faultError = allowed.error();
    }
    return allowed;
}

Result<> Connection::control(const QString &sql)
{
    if (sql == "COMMIT"_L1)
        PORTIER_TRY(mayRun(sql));
    if (!m_dialect.isSqlite())
        return runDirect(sql);
    PORTIER_ASSIGN(prepared, statement(sql));
    const bool done = prepared->query.exec();
    if (!done)
        return fail(noteFailure(prepared->query));
    prepared->query.finish();
    return {};
}

Result<> Connection::runDirect(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return fail(noteFailure(query));
    return {};
}

Result<> Connection::script(const QString &sql)
{
    for (const QString &one : splitStatements(sql)) {
        PORTIER_TRY(mayRun(one));
        PORTIER_TRY(runDirect(one));
    }
    return {};
}

Result<std::shared_ptr<Connection::Statement>> Connection::statement(const QString &sql)
{
    const auto cached = m_statements.constFind(sql);
    // A statement that is being read is used by nobody else: the visitor of select() may run the same text again.
    if (cached != m_statements.constEnd() && cached->use_count() == 1) {
        (*cached)->lastUse = ++m_uses;
        return *cached;
    }
    auto made = std::make_shared<Statement>(Statement{QSqlQuery(m_database), ++m_uses, -1, -1});
    made->query.setNumericalPrecisionPolicy(QSql::HighPrecision);
    // SQLite would keep a copy of every row otherwise. On PostgreSQL the flag means row-by-row transfer, which allows
    // no second statement in between.
    made->query.setForwardOnly(m_dialect.isSqlite());
    if (!made->query.prepare(sql))
        return fail(noteFailure(made->query));
    if (cached != m_statements.constEnd())
        return made;
    if (m_statements.size() >= statementLimit) {
        const auto oldest = std::min_element(m_statements.begin(), m_statements.end(),
                                             [](const auto &a, const auto &b) { return a->lastUse < b->lastUse; });
        m_statements.erase(oldest);
    }
    m_statements.insert(sql, made);
    return made;
}

Result<std::shared_ptr<Connection::Statement>> Connection::run(const QString &sql, const Binds &binds)
{
    PORTIER_TRY(mayRun(sql));
    PORTIER_ASSIGN(prepared, statement(sql));
    // A missing value would silently be the one of the run before.
    if (prepared->binds >= 0 && prepared->binds != binds.size()) {
        m_fault = Fault::Statement;
        m_faultError = Error::internal(u"%1 values for %2 placeholders"_s.arg(binds.size()).arg(prepared->binds));
        return fail(m_faultError);
    }
    prepared->binds = binds.size();
    for (int i = 0; i < binds.size(); ++i) {
        const QVariant &value = binds.at(i).value();
        if (value.typeId() == QMetaType::QString && value.toString().contains(QChar(0))) {
            m_fault = Fault::Statement;
            m_faultError = Error::invalid(u"nul_in_text"_s, u"a text value holds a NUL character"_s);
            return fail(m_faultError);
        }
        prepared->query.bindValue(i, value);
    }
    if (!prepared->query.exec())
        return fail(noteFailure(prepared->query));
    return prepared;
}

Result<qint64> Connection::exec(const QString &sql, const Binds &binds)
{
    if (binds.isEmpty() && !isPreparable(sql)) {
        PORTIER_TRY(script(sql));
        return 0;
    }
    PORTIER_ASSIGN(ran, run(sql, binds));
    const qint64 changed = ran->query.numRowsAffected();
    ran->query.finish();
    return changed;
}

Result<> Connection::select(const QString &sql, const Binds &binds, const std::function<bool(const Row &)> &visit)
{
    PORTIER_ASSIGN(ran, run(sql, binds));
    QSqlQuery &query = ran->query;
    if (ran->columns < 0)
        ran->columns = query.record().count();
    const int columns = ran->columns;
    bool more = true;
    while (more && query.next()) {
        QList<QVariant> values;
        values.reserve(columns);
        for (int i = 0; i < columns; ++i)
            values.append(query.value(i));
        more = visit(Row(std::move(values)));
    }
    if (more && query.lastError().isValid())
        return fail(noteFailure(query));
    query.finish();
    return {};
}

} // namespace portier::storage
