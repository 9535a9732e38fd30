// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/erasurelog.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace portier::operations
{

namespace
{

Error unwritable(const QString &what)
{
    return Error::unavailable(u"storage_unavailable"_s, what);
}

/// Whether the file ends within a line, because a process died while it wrote.
bool endsWithinALine(QFile &file)
{
    if (file.size() == 0 || !file.seek(file.size() - 1))
        return false;
    return file.read(1) != "\n";
}

std::optional<ErasureLogEntry> fromLine(const QByteArray &line)
{
    const QJsonObject json = QJsonDocument::fromJson(line).object();
    const auto at = fromRfc3339(json.value("at"_L1).toString());
    const ErasureLogEntry entry{json.value("id"_L1).toString(), json.value("account_id"_L1).toString(),
                                json.value("email_mac"_L1).toString(), at.value_or(Instant())};
    if (entry.id.isEmpty() || entry.mac.isEmpty() || !at)
        return std::nullopt;
    return entry;
}

} // namespace

QString erasureMac(const Sealer &sealer, const Person &person)
{
    const QString who = person.email.isEmpty() ? u"account "_s + person.accountId : person.email;
    return QString::fromLatin1(sealer.mac(u"erasure"_s, who.toUtf8()).toHex());
}

Result<> appendErasure(const QString &path, const ErasureLogEntry &entry)
{
    if (!QDir().mkpath(QFileInfo(path).path()))
        return fail(unwritable(u"the directory of erasures.log"_s));
    QFile file(path);
    const bool isNew = !file.exists();
    if (!file.open(QIODevice::Append | QIODevice::ReadWrite))
        return fail(unwritable(u"erasures.log"_s));
    if (isNew)
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const QJsonObject line{{u"id"_s, entry.id},
                           {u"account_id"_s, entry.accountId},
                           {u"email_mac"_s, entry.mac},
                           {u"at"_s, toRfc3339(entry.at)}};
    const QByteArray begin = endsWithinALine(file) ? "\n" : "";
    const QByteArray text = begin + QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    if (file.write(text) != text.size() || !file.flush() || ::fsync(file.handle()) != 0)
        return fail(unwritable(u"erasures.log"_s));
    return {};
}

Result<ErasureLog> readErasureLog(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return fail(Error::notFound(u"erasures_log_missing"_s, u"there is no %1"_s.arg(path)));
    if (!file.open(QIODevice::ReadOnly))
        return fail(unwritable(u"erasures.log"_s));
    ErasureLog log;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine().trimmed();
        if (line.isEmpty())
            continue;
        if (const auto entry = fromLine(line))
            log.entries.append(*entry);
        else
            ++log.unreadable;
    }
    return log;
}

} // namespace portier::operations
