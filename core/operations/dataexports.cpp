// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/dataexports.h"

#include "core/base/uuid.h"
#include "core/operations/audit.h"
#include "core/operations/changefeed.h"
#include "core/operations/ziparchive.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace portier::operations
{

using storage::Row;
using storage::Transaction;

namespace
{

constexpr Millis kept = std::chrono::days(7);
const QString columns = u"id, account_id, state, size, created_at, expires_at"_s;

DataExport exportFrom(const Row &row)
{
    return {row.text(0), row.text(1), row.text(2), row.integer(3), row.instant(4), row.instant(5)};
}

QString placeOf(const QString &id)
{
    return u"data_exports/"_s + id;
}

QByteArray readme(const QString &language)
{
    if (language == "en"_L1)
        return "This archive holds everything this service stores about you, as of the time of the files.\n"
               "Each file is one area, in JSON (UTF-8, times in UTC). Passwords and keys are not in it; they are only\n"
               "stored as checksums.\n";
    return QStringLiteral(
               "In diesem Archiv liegt alles, was dieser Dienst über dich gespeichert hat, mit dem Stand der "
               "Dateien.\nJede Datei ist ein Bereich, als JSON (UTF-8, Zeiten in UTC). Passwörter und "
               "Schlüssel sind nicht dabei; von ihnen gibt es nur Prüfsummen.\n")
        .toUtf8();
}

Result<DataExport> insert(Transaction &tx, const Person &person, const QString &language, const Actor &actor,
                          const PersonDirectory &directory, Instant now)
{
    PORTIER_ASSIGN(going, tx.queryOne(u"SELECT %1 FROM data_exports WHERE state = 'queued' AND account_id = ?"
                                      " AND email = ? ORDER BY created_at DESC LIMIT 1"_s.arg(columns),
                                      {person.accountId, person.accountId.isEmpty() ? person.email : QString()}));
    if (going)
        return exportFrom(*going);
    DataExport made{newUuid(now), person.accountId, u"queued"_s, 0, now, now + kept};
    // The address of an account is looked up when the job runs; only people without one are known by it alone.
    PORTIER_TRY(tx.exec(u"INSERT INTO data_exports (id, account_id, email, language, requested_by, state, created_at,"
                        " expires_at) VALUES (?, ?, ?, ?, ?, 'queued', ?, ?)"_s,
                        {made.id, made.accountId, person.accountId.isEmpty() ? person.email : QString(), language,
                         actor.id, made.createdAt, made.expiresAt}));
    PORTIER_TRY(directory.enqueue(tx, exportJob, made.id, now, actor.requestId, now));
    PORTIER_TRY(appendAudit(tx, {actor, u"export.requested"_s, u"account"_s, made.accountId, u"ok"_s, {}}, now));
    return made;
}

struct Wanted {
    DataExport row;
    QString email;
    QString language;
    QString requestedBy; ///< empty: the command line
};

/// PLT-047: judged when the archive is made, not only when it is asked for.
Result<bool> isPermitted(Transaction &tx, const Wanted &wanted, const PersonDirectory &directory)
{
    if (wanted.requestedBy.isEmpty())
        return true;
    return directory.mayAct(tx, wanted.requestedBy, wanted.requestedBy != wanted.row.accountId);
}

Result<std::optional<Wanted>> queued(Transaction &tx, const QString &id)
{
    PORTIER_ASSIGN(row, tx.queryOne(u"SELECT %1, email, language, requested_by FROM data_exports WHERE id = ?"
                                    " AND state = 'queued'"_s.arg(columns),
                                    {id}));
    if (!row)
        return std::nullopt;
    return Wanted{exportFrom(*row), row->text(6), row->text(7), row->text(8)};
}

Result<QByteArray> collect(Transaction &tx, const Wanted &wanted, const PersonalDataSources &sources,
                           const PersonDirectory &directory, Instant now)
{
    Person person{{}, wanted.email};
    if (!wanted.row.accountId.isEmpty()) {
        PORTIER_ASSIGN(found, directory.byAccount(tx, wanted.row.accountId));
        person = found;
    }
    QList<ArchivedFile> files{
        {wanted.language == "en"_L1 ? u"README.txt"_s : u"LIESMICH.txt"_s, readme(wanted.language)}};
    for (const PersonalDataSource &source : sources) {
        PORTIER_ASSIGN(data, source.collect(tx, person));
        files.append({source.name + ".json"_L1, QJsonDocument(data).toJson(QJsonDocument::Indented)});
    }
    return zipOf(files, now);
}

} // namespace

DataExports::DataExports(storage::Database &database, std::shared_ptr<Clock> clock,
                         std::shared_ptr<const Sealer> sealer, const PersonalDataSources &sources,
                         PersonDirectory directory)
    : m_database(database), m_clock(std::move(clock)), m_sealer(std::move(sealer)), m_sources(sources),
      m_directory(std::move(directory))
{
}

QCoro::Task<Result<DataExport>> DataExports::request(QString accountId, QString language, Actor actor,
                                                     RememberReply<DataExport> remember)
{
    const auto body = [=, directory = m_directory, now = m_clock->now()](Transaction &tx) -> Result<DataExport> {
        PORTIER_TRY(tx.serialise(u"export "_s + accountId));
        PORTIER_ASSIGN(made, insert(tx, {accountId, {}}, language, actor, directory, now));
        PORTIER_TRY(operations::remember(remember, tx, made));
        return made;
    };
    co_return co_await m_database.write(body);
}

QCoro::Task<Result<DataExport>> DataExports::requestFor(QString email, QString language, Actor actor,
                                                        RememberReply<DataExport> remember)
{
    const auto body = [=, directory = m_directory, now = m_clock->now()](Transaction &tx) -> Result<DataExport> {
        PORTIER_ASSIGN(person, directory.byEmail(tx, email));
        PORTIER_ASSIGN(made, insert(tx, person, language, actor, directory, now));
        PORTIER_TRY(operations::remember(remember, tx, made));
        return made;
    };
    co_return co_await m_database.write(body);
}

QCoro::Task<Result<DataExport>> DataExports::newest(QString accountId)
{
    const auto body = [=, now = m_clock->now()](Transaction &tx) -> Result<DataExport> {
        PORTIER_ASSIGN(row, tx.queryOne(u"SELECT %1 FROM data_exports WHERE account_id = ? AND expires_at > ?"
                                        " ORDER BY created_at DESC, id DESC LIMIT 1"_s.arg(columns),
                                        {accountId, now}));
        return row ? Result<DataExport>(exportFrom(*row)) : fail(Error::notFound());
    };
    co_return co_await m_database.read(body);
}

QCoro::Task<Result<DataExport>> DataExports::find(QString id)
{
    const auto body = [=, now = m_clock->now()](Transaction &tx) -> Result<DataExport> {
        PORTIER_ASSIGN(
            row, tx.queryOne(u"SELECT %1 FROM data_exports WHERE id = ? AND expires_at > ?"_s.arg(columns), {id, now}));
        return row ? Result<DataExport>(exportFrom(*row)) : fail(Error::notFound());
    };
    co_return co_await m_database.read(body);
}

QCoro::Task<Result<QByteArray>> DataExports::archive(QString id, QString accountId, Actor actor)
{
    const auto body = [=, sealer = m_sealer, now = m_clock->now()](Transaction &tx) -> Result<QByteArray> {
        PORTIER_ASSIGN(row, tx.queryOne(u"SELECT archive, account_id FROM data_exports WHERE id = ?"
                                        " AND state = 'ready' AND expires_at > ?"_s,
                                        {id, now}));
        if (!row || (!accountId.isEmpty() && row->text(1) != accountId))
            return fail(Error::notFound());
        PORTIER_TRY(appendAudit(tx, {actor, u"export.downloaded"_s, u"account"_s, row->text(1), u"ok"_s, {}}, now));
        return sealer->open(row->bytes(0), placeOf(id));
    };
    co_return co_await m_database.write(body);
}

QCoro::Task<Result<>> DataExports::run(QString id, FencedWrite write)
{
    // One consistent read over all rooms, then one small write.
    const auto read = [id, sources = m_sources, directory = m_directory,
                       now = m_clock->now()](Transaction &tx) -> Result<std::optional<QByteArray>> {
        PORTIER_ASSIGN(wanted, queued(tx, id));
        if (!wanted)
            return std::nullopt;
        PORTIER_ASSIGN(permitted, isPermitted(tx, *wanted, directory));
        if (!permitted)
            return QByteArray();
        PORTIER_ASSIGN(archive, collect(tx, *wanted, sources, directory, now));
        return archive;
    };
    PORTIER_CO_ASSIGN(archive, co_await m_database.read(read));
    if (!archive)
        co_return Result<>(); // made before a crash, or erased meanwhile
    if (archive->isEmpty()) {
        const std::function<Result<qint64>(Transaction &)> refusing = [id](Transaction &tx) {
            return tx.exec(u"UPDATE data_exports SET state = 'failed' WHERE id = ? AND state = 'queued'"_s, {id});
        };
        PORTIER_CO_TRY(co_await write(refusing));
        co_return fail(Error::forbidden(u"not_permitted"_s));
    }
    const auto store = [id, size = archive->size(), sealed = m_sealer->seal(*archive, placeOf(id)),
                        now = m_clock->now()](Transaction &tx) -> Result<qint64> {
        PORTIER_ASSIGN(row, tx.queryOne(u"UPDATE data_exports SET state = 'ready', archive = ?, size = ?"
                                        " WHERE id = ? AND state = 'queued' RETURNING account_id"_s,
                                        {sealed, qint64(size), id}));
        if (!row)
            return 0;
        const QString account = row->text(0);
        const QString seer = account.isEmpty() ? u"role:admin"_s : u"account:"_s + account;
        PORTIER_TRY(appendChange(tx, {u"export.ready"_s, id, ChangeOperation::Created, seer, {}}, now));
        return 1;
    };
    const std::function<Result<qint64>(Transaction &)> storing = store;
    PORTIER_CO_ASSIGN(stored, co_await write(storing));
    Q_UNUSED(stored)
    co_return Result<>();
}

SealedColumn DataExports::sealedColumn()
{
    return {.table = u"data_exports"_s,
            .keys = {u"id"_s},
            .column = u"archive"_s,
            .place = [](const QStringList &keys) { return placeOf(keys.constFirst()); }};
}

Result<qint64> DataExports::removeExpired(Transaction &tx, Instant now)
{
    return tx.exec(u"DELETE FROM data_exports WHERE expires_at <= ?"_s, {now});
}

} // namespace portier::operations
