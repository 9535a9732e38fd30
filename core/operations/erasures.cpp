// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/erasures.h"

#include "core/base/uuid.h"
#include "core/operations/audit.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::operations
{

using storage::Row;
using storage::Transaction;

namespace
{

constexpr Millis delay = std::chrono::days(7);
constexpr int rowsPerTransaction = 500;
const QString columns = u"id, account_id, state, created_at, due_at"_s;

Erasure erasureFrom(const Row &row)
{
    return {row.text(0), row.text(1), row.text(2), row.instant(3), row.instant(4)};
}

struct Wish {
    Person person;
    QString mac;
    Millis delay;
    Actor actor;
};

Result<Erasure> insert(Transaction &tx, const Wish &wish, const PersonDirectory &directory, Instant now)
{
    PORTIER_TRY(tx.serialise(u"erasure "_s + wish.mac));
    PORTIER_ASSIGN(going, tx.queryOne(u"SELECT %1 FROM erasures WHERE email_mac = ?"
                                      " AND state IN ('waiting', 'running')"_s.arg(columns),
                                      {wish.mac}));
    if (going)
        return erasureFrom(*going);
    const QString account = wish.person.accountId;
    if (!account.isEmpty()) {
        PORTIER_TRY(directory.mayErase(tx, account));
        PORTIER_TRY(directory.endSessions(tx, account, now));
    }
    Erasure made{newUuid(now), account, u"waiting"_s, now, now + wish.delay};
    PORTIER_ASSIGN(job, directory.enqueue(tx, erasureJob, made.id, made.dueAt, wish.actor.requestId, now));
    PORTIER_TRY(tx.exec(u"INSERT INTO erasures (id, account_id, email, email_mac, requested_by, state, job_id,"
                        " created_at, due_at) VALUES (?, ?, ?, ?, ?, 'waiting', ?, ?, ?)"_s,
                        {made.id, account, account.isEmpty() ? wish.person.email : QString(), wish.mac, wish.actor.id,
                         job, made.createdAt, made.dueAt}));
    PORTIER_TRY(appendAudit(tx, {wish.actor, u"erasure.requested"_s, u"account"_s, account, u"ok"_s, {}}, now));
    return made;
}

struct Going {
    Erasure erasure;
    Person person;
    QString mac;
    bool isPermitted = true;
};

Result<> callOff(Transaction &tx, const Erasure &erasure, const QString &jobId, const PersonDirectory *directory,
                 const Actor &actor, Instant now);

/// PLT-047: an admin who has lost the right meanwhile erases nobody. What somebody asked for themselves stands,
/// whatever has become of the account; so does what the command line asked for.
Result<bool> isPermitted(Transaction &tx, const QString &requestedBy, const Erasure &erasure,
                         const PersonDirectory &directory)
{
    if (requestedBy.isEmpty() || requestedBy == erasure.accountId || erasure.state != "waiting"_L1)
        return true;
    return directory.mayAct(tx, requestedBy, true);
}

Result<std::optional<Going>> begin(Transaction &tx, const QString &id, const PersonDirectory &directory, Instant now)
{
    PORTIER_ASSIGN(wanted,
                   tx.queryOne(u"SELECT %1, requested_by FROM erasures WHERE id = ?"
                               " AND state IN ('waiting', 'running')%2"_s.arg(columns, tx.dialect().lockClause()),
                               {id}));
    if (!wanted)
        return std::nullopt;
    const Erasure erasure = erasureFrom(*wanted);
    PORTIER_ASSIGN(permitted, isPermitted(tx, wanted->text(5), erasure, directory));
    if (!permitted) {
        PORTIER_TRY(callOff(tx, erasure, {}, nullptr, Actor::system(), now));
        return Going{erasure, {}, {}, false};
    }
    PORTIER_ASSIGN(row,
                   tx.queryOne(u"UPDATE erasures SET state = 'running' WHERE id = ?"
                               " AND state IN ('waiting', 'running') RETURNING %1, email, email_mac"_s.arg(columns),
                               {id}));
    if (!row)
        return std::nullopt;
    Going going{erasureFrom(*row), {{}, row->text(5)}, row->text(6), true};
    const QString account = going.erasure.accountId;
    if (!account.isEmpty()) {
        PORTIER_TRY(directory.mayErase(tx, account));
        PORTIER_ASSIGN(person, directory.byAccount(tx, account));
        going.person = person;
    }
    return going;
}

Result<qint64> end(Transaction &tx, const Erasure &erasure, Instant now)
{
    PORTIER_ASSIGN(ended, tx.exec(u"UPDATE erasures SET state = 'done', email = '', ended_at = ?"
                                  " WHERE id = ? AND state = 'running'"_s,
                                  {now, erasure.id}));
    if (ended > 0)
        PORTIER_TRY(
            appendAudit(tx, {Actor::system(), u"erasure.done"_s, u"account"_s, erasure.accountId, u"ok"_s, {}}, now));
    return ended;
}

Result<> callOff(Transaction &tx, const Erasure &erasure, const QString &jobId, const PersonDirectory *directory,
                 const Actor &actor, Instant now)
{
    PORTIER_TRY(tx.exec(u"UPDATE erasures SET state = 'cancelled', email = '', ended_at = ? WHERE id = ?"_s,
                        {now, erasure.id}));
    if (directory)
        PORTIER_TRY(directory->cancelJob(tx, jobId, now));
    return appendAudit(tx, {actor, u"erasure.cancelled"_s, u"account"_s, erasure.accountId, u"ok"_s, {}}, now);
}

/// Kept replies show whom a request was about, also one that somebody else made (PLT-056, PLT-159). A retry of such a
/// request runs again; sealed replies show nothing and are gone within a day.
Result<qint64> forgetReplies(Transaction &tx, const QString &email)
{
    const QByteArray wanted = email.toLower().toUtf8();
    QList<storage::Binds> keys;
    const auto look = [&wanted, &keys](const Row &row) {
        if (row.bytes(3).toLower().contains(wanted))
            keys.append({row.text(0), row.text(1), row.text(2)});
        return true;
    };
    if (!wanted.isEmpty())
        PORTIER_TRY(tx.forEach(u"SELECT principal, route, idempotency_key, body FROM idempotency_keys"
                               " WHERE body IS NOT NULL AND sealed = 0"_s,
                               {}, look));
    for (const storage::Binds &key : std::as_const(keys))
        PORTIER_TRY(
            tx.exec(u"DELETE FROM idempotency_keys WHERE principal = ? AND route = ? AND idempotency_key = ?"_s, key));
    return keys.size();
}

} // namespace

Erasures::Erasures(storage::Database &database, std::shared_ptr<Clock> clock, std::shared_ptr<const Sealer> sealer,
                   const PersonalDataSources &sources, PersonDirectory directory, QString logFile)
    : m_database(database), m_clock(std::move(clock)), m_sealer(std::move(sealer)), m_sources(sources),
      m_directory(std::move(directory)), m_logFile(std::move(logFile))
{
}

QCoro::Task<Result<Erasure>> Erasures::request(QString accountId, Actor actor)
{
    const auto body = [=, sealer = m_sealer, directory = m_directory,
                       now = m_clock->now()](Transaction &tx) -> Result<Erasure> {
        PORTIER_ASSIGN(person, directory.byAccount(tx, accountId));
        return insert(tx, {person, erasureMac(*sealer, person), delay, actor}, directory, now);
    };
    co_return co_await m_database.write(body);
}

QCoro::Task<Result<Erasure>> Erasures::requestFor(QString email, bool immediately, Actor actor)
{
    const auto body = [=, sealer = m_sealer, directory = m_directory,
                       now = m_clock->now()](Transaction &tx) -> Result<Erasure> {
        PORTIER_ASSIGN(person, directory.byEmail(tx, email));
        const Millis wait = immediately ? Millis(0) : delay;
        return insert(tx, {person, erasureMac(*sealer, person), wait, actor}, directory, now);
    };
    co_return co_await m_database.write(body);
}

QCoro::Task<Result<Erasure>> Erasures::cancel(QString id, Actor actor)
{
    const auto body = [=, directory = m_directory, now = m_clock->now()](Transaction &tx) -> Result<Erasure> {
        PORTIER_ASSIGN(row, tx.queryOne(u"SELECT %1, job_id FROM erasures WHERE id = ?%2"_s.arg(
                                            columns, tx.dialect().lockClause()),
                                        {id}));
        if (!row)
            return fail(Error::notFound());
        Erasure erasure = erasureFrom(*row);
        if (erasure.state != "waiting"_L1)
            return fail(Error::conflict(u"erasure_running"_s));
        PORTIER_TRY(callOff(tx, erasure, row->text(5), &directory, actor, now));
        erasure.state = u"cancelled"_s;
        return erasure;
    };
    co_return co_await m_database.write(body);
}

Result<> Erasures::cancelBySignIn(Transaction &tx, const QString &accountId, const Actor &actor, Instant now)
{
    PORTIER_ASSIGN(row, tx.queryOne(u"SELECT %1 FROM erasures WHERE account_id = ? AND state = 'waiting'%2"_s.arg(
                                        columns, tx.dialect().lockClause()),
                                    {accountId}));
    // The job finds nothing to do when its time comes.
    return row ? callOff(tx, erasureFrom(*row), {}, nullptr, actor, now) : Result<>();
}

QCoro::Task<Result<Erasure>> Erasures::find(QString id)
{
    const auto body = [id](Transaction &tx) -> Result<Erasure> {
        PORTIER_ASSIGN(row, tx.queryOne(u"SELECT %1 FROM erasures WHERE id = ?"_s.arg(columns), {id}));
        return row ? Result<Erasure>(erasureFrom(*row)) : fail(Error::notFound());
    };
    co_return co_await m_database.read(body);
}

QCoro::Task<Result<>> Erasures::run(QString id, FencedWrite write)
{
    const auto going = std::make_shared<std::optional<Going>>();
    const std::function<Result<qint64>(Transaction &)> beginning =
        [id, going, directory = m_directory, now = m_clock->now()](Transaction &tx) -> Result<qint64> {
        PORTIER_ASSIGN(begun, begin(tx, id, directory, now));
        *going = begun;
        return begun ? 1 : 0;
    };
    PORTIER_CO_TRY(co_await write(beginning));
    if (!*going)
        co_return Result<>(); // called off, or done before a crash
    const Going found = **going;
    if (!found.isPermitted)
        co_return fail(Error::forbidden(u"not_permitted"_s));
    PORTIER_CO_TRY(co_await eraseRooms(found.person, write));
    const ErasureLogEntry line{found.erasure.id, found.erasure.accountId, found.mac, m_clock->now()};
    PORTIER_CO_TRY(appendErasure(m_logFile, line));
    const std::function<Result<qint64>(Transaction &)> ending =
        [erasure = found.erasure, now = m_clock->now()](Transaction &tx) { return end(tx, erasure, now); };
    PORTIER_CO_TRY(co_await write(ending));
    co_return Result<>();
}

QCoro::Task<Result<>> Erasures::eraseRooms(Person person, FencedWrite write)
{
    const PersonalDataSources sources = m_sources;
    for (const PersonalDataSource &source : sources) {
        const std::function<Result<qint64>(Transaction &)> piece = [erase = source.erase, person,
                                                                    now = m_clock->now()](Transaction &tx) {
            return erase(tx, person, rowsPerTransaction, now);
        };
        for (qint64 rows = 1; rows > 0;) {
            PORTIER_CO_ASSIGN(erased, co_await write(piece));
            rows = erased;
        }
    }
    co_return Result<>();
}

PersonalDataSource operationsPersonalData()
{
    PersonalDataSource source;
    source.name = u"activity"_s;
    source.collect = [](Transaction &tx, const Person &person) -> Result<QJsonObject> {
        QJsonArray rows;
        if (!person.accountId.isEmpty()) {
            PORTIER_TRY(tx.forEach(u"SELECT at, action, object_kind, object_id, outcome, client_prefix FROM audit_log"
                                   " WHERE actor_id = ? ORDER BY sequence"_s,
                                   {person.accountId}, [&rows](const Row &row) {
                                       rows.append(QJsonObject{{u"at"_s, toRfc3339(row.instant(0))},
                                                               {u"action"_s, row.text(1)},
                                                               {u"object_kind"_s, row.text(2)},
                                                               {u"object_id"_s, row.text(3)},
                                                               {u"outcome"_s, row.text(4)},
                                                               {u"client_prefix"_s, row.text(5)}});
                                       return true;
                                   }));
        }
        return QJsonObject{{u"audit"_s, rows}};
    };
    source.addresses = [](Transaction &tx, const AddressVisitor &visit) {
        return tx.forEach(u"SELECT email FROM data_exports UNION SELECT email FROM erasures"_s, {},
                          [&visit](const Row &row) {
                              visit(row.text(0));
                              return true;
                          });
    };
    source.erase = [](Transaction &tx, const Person &person, int, Instant) -> Result<qint64> {
        PORTIER_ASSIGN(others, forgetReplies(tx, person.email));
        if (person.accountId.isEmpty()) {
            PORTIER_ASSIGN(exports,
                           tx.exec(u"DELETE FROM data_exports WHERE account_id = '' AND email = ?"_s, {person.email}));
            return others + exports;
        }
        PORTIER_ASSIGN(exports, tx.exec(u"DELETE FROM data_exports WHERE account_id = ?"_s, {person.accountId}));
        PORTIER_ASSIGN(replies, tx.exec(u"DELETE FROM idempotency_keys WHERE principal = ?"_s,
                                        {u"account:"_s + person.accountId}));
        return others + exports + replies;
    };
    return source;
}

} // namespace portier::operations
