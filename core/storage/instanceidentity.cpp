// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/instanceidentity.h"

#include "core/base/uuid.h"
#include "core/storage/schema.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace portier::storage
{

using namespace Qt::StringLiterals;

namespace
{

Error missing(const QString &id)
{
    return Error::conflict(u"database_missing"_s,
                           u"the database is empty, but this installation (%1) had data; check the mount and "
                           "database.url, or restore a backup; `portierd adopt` starts empty on purpose"_s.arg(id));
}

Error swapped(const QString &remembered, const QString &found)
{
    return Error::conflict(u"database_swapped"_s,
                           u"the database belongs to installation %1, this is %2; check database.url and the data "
                           "directory; `portierd adopt` takes this database over"_s.arg(found, remembered));
}

Error fileMissing(const QString &found)
{
    return Error::conflict(
        u"identity_file_missing"_s,
        u"the database belongs to installation %1, but the data directory has no instance-id file; "
        "check the data directory (it also holds the key); `portierd adopt` confirms it"_s.arg(found));
}

} // namespace

InstanceIdentity::InstanceIdentity(Database &database, const QString &directory, QString expectedId)
    : m_database(database), m_file(QDir(directory).filePath(u"instance-id"_s)), m_expectedId(std::move(expectedId))
{
}

Result<InstanceIdentity::FileContent> InstanceIdentity::readFile() const
{
    QFile file(m_file);
    if (!file.exists())
        return FileContent{};
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::unavailable(u"storage_unavailable"_s, u"cannot read %1"_s.arg(m_file)));
    QString text = QString::fromUtf8(file.read(100)).trimmed();
    const bool pending = text.startsWith("pending "_L1);
    if (pending)
        text = text.mid(8);
    if (!isUuid(text))
        return fail(Error::conflict(u"identity_file_broken"_s,
                                    u"%1 holds no instance id; `portierd adopt` writes it anew"_s.arg(m_file)));
    return FileContent{text, pending};
}

Result<> InstanceIdentity::writeFile(const FileContent &content) const
{
    QSaveFile file(m_file);
    const QByteArray text = (content.pending ? "pending " : "") + content.id.toLatin1() + '\n';
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return fail(Error::unavailable(u"storage_unavailable"_s, u"cannot write %1"_s.arg(m_file)));
    return {};
}

Result<QString> InstanceIdentity::idInDatabase()
{
    return m_database.readBlocking([](Transaction &tx) -> Result<QString> {
        PORTIER_ASSIGN(known, hasTable(tx, u"instance"_s));
        if (!known)
            return QString();
        PORTIER_ASSIGN(row, tx.queryOne(u"SELECT id FROM instance"_s));
        return row ? row->text(0) : QString();
    });
}

Result<> InstanceIdentity::check()
{
    PORTIER_ASSIGN(file, readFile());
    PORTIER_ASSIGN(found, idInDatabase());
    for (const QString &remembered : {m_expectedId, file.pending ? QString() : file.id}) {
        if (!remembered.isEmpty() && found.isEmpty())
            return fail(missing(remembered));
        if (!remembered.isEmpty() && found != remembered)
            return fail(swapped(remembered, found));
    }
    if (found.isEmpty() || found == file.id)
        return {};
    return fail(file.id.isEmpty() ? fileMissing(found) : swapped(file.id, found));
}

Result<QString> InstanceIdentity::establish(Instant now)
{
    PORTIER_TRY(check());
    PORTIER_ASSIGN(file, readFile());
    if (!file.id.isEmpty() && !file.pending)
        return file.id;
    return create(file, now);
}

/// File as pending, database, file: whichever step a crash leaves last, the next start goes on from there.
Result<QString> InstanceIdentity::create(const FileContent &found, Instant now)
{
    const QString id = found.id.isEmpty() ? newUuid(now) : found.id;
    PORTIER_TRY(writeFile({id, true}));
    PORTIER_TRY(m_database.writeBlocking([id, now](Transaction &tx) {
        return tx.exec(u"INSERT INTO instance (singleton, id, created_at) VALUES (1, ?, ?) ON CONFLICT DO NOTHING"_s,
                       {id, now});
    }));
    // Another instance on the same PostgreSQL database may have been first.
    PORTIER_ASSIGN(kept, idInDatabase());
    PORTIER_TRY(writeFile({kept, false}));
    return kept;
}

Result<QString> InstanceIdentity::adopt(Instant now)
{
    PORTIER_ASSIGN(found, idInDatabase());
    if (found.isEmpty())
        return create({}, now);
    PORTIER_TRY(writeFile({found, false}));
    return found;
}

} // namespace portier::storage
