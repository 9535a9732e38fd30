// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/keyfile.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace portier::operations
{

namespace
{

constexpr auto fileMark = "portier-keys-1"_L1;
constexpr qsizetype secretBytes = 32;
constexpr qint64 mostBytes = 64 * 1024;

Error fileError(const QString &path, const QString &what)
{
    return Error::internal(u"key file %1: %2"_s.arg(path, what));
}

Error coded(const QString &code, const QString &sentence)
{
    return {ErrorKind::Internal, code, sentence, {}, {}};
}

/// Writes all of `content` to a new file that only its owner may read, and waits until it is on disk.
Result<> writeNewFile(const QString &path, const QByteArray &content)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return fail(fileError(path, qt_error_string(errno)));
    const bool written = ::write(file, content.constData(), size_t(content.size())) == content.size();
    const bool durable = written && ::fsync(file) == 0;
    ::close(file);
    if (!durable) {
        QFile::remove(path);
        return fail(fileError(path, u"cannot be written"_s));
    }
    return {};
}

/// Waits until the names in the file's folder are on disk.
Result<> syncFolder(const QString &path)
{
    const int folder = ::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(), O_RDONLY | O_CLOEXEC);
    const bool durable = folder >= 0 && ::fsync(folder) == 0;
    if (folder >= 0)
        ::close(folder);
    if (!durable)
        return fail(fileError(path, u"its folder cannot be synchronised"_s));
    return {};
}

QByteArray toText(const KeyTable &table)
{
    QByteArray text = QByteArray(fileMark.data(), fileMark.size()) + '\n';
    for (auto it = table.begin(); it != table.end(); ++it) {
        for (const NumberedKey &key : *it)
            text += purposeName(it.key()).toLatin1() + ' ' + QByteArray::number(key.number) + ' ' +
                    toRfc3339(key.createdAt).toLatin1() + ' ' + key.secret.toBase64() + '\n';
    }
    return text;
}

bool readLine(const QString &line, KeyTable *table)
{
    const QStringList words = line.split(u' ');
    if (words.size() != 4)
        return false;
    const auto purpose = purposeFromName(words[0]);
    const int number = words[1].toInt();
    const auto created = fromRfc3339(words[2]);
    const auto secret = QByteArray::fromBase64Encoding(words[3].toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!purpose || number < 1 || number > 65535 || !created || !secret || (*secret).size() != secretBytes)
        return false;
    QList<NumberedKey> &keys = (*table)[*purpose];
    if (std::any_of(keys.begin(), keys.end(), [number](const NumberedKey &key) { return key.number == number; }))
        return false;
    keys.append({number, *created, *secret});
    return true;
}

std::optional<KeyTable> fromText(const QString &text)
{
    QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
    if (lines.isEmpty() || lines.takeFirst() != fileMark)
        return std::nullopt;
    KeyTable table;
    for (const QString &line : std::as_const(lines)) {
        if (!readLine(line.trimmed(), &table))
            return std::nullopt;
    }
    for (QList<NumberedKey> &keys : table)
        std::sort(keys.begin(), keys.end(), [](const auto &a, const auto &b) { return a.number > b.number; });
    // Files from before erasures had a key of their own: theirs was the cookie key. The first rotation writes it down.
    if (table.contains(KeyPurpose::Cookie) && !table.contains(KeyPurpose::Erasure))
        table.insert(KeyPurpose::Erasure, {table.value(KeyPurpose::Cookie).constLast()});
    for (const KeyPurpose purpose : keyPurposes()) {
        if (isEssential(purpose) && !table.contains(purpose))
            return std::nullopt;
    }
    return table;
}

} // namespace

Result<KeyTable> loadKeyFile(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return fail(Error::notFound(u"key_file_missing"_s, u"there is no key file at %1"_s.arg(path)));
    if (!file.open(QIODevice::ReadOnly))
        return fail(fileError(path, file.errorString()));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    if (file.permissions() & others)
        return fail(
            coded(u"key_file_permissions"_s, u"key file %1 may be read by others: set its mode to 0600"_s.arg(path)));
    auto table = fromText(QString::fromLatin1(file.read(mostBytes)));
    if (!table)
        return fail(coded(u"key_file_invalid"_s, u"%1 is not a key file"_s.arg(path)));
    return *table;
}

Result<KeyTable> loadOrCreateKeyFile(const QString &path, Instant now)
{
    if (QFileInfo::exists(path))
        return loadKeyFile(path);
    const KeyTable table = generateKeyTable(now);
    PORTIER_TRY(writeNewFile(path, toText(table)));
    PORTIER_TRY(syncFolder(path));
    return table;
}

Result<> replaceKeyFile(const QString &path, const KeyTable &table)
{
    const QString fresh = path + u".new"_s;
    QFile::remove(fresh); // of a process that died here
    PORTIER_TRY(writeNewFile(fresh, toText(table)));
    if (::rename(QFile::encodeName(fresh).constData(), QFile::encodeName(path).constData()) != 0) {
        const Error error = fileError(path, qt_error_string(errno));
        QFile::remove(fresh);
        return fail(error);
    }
    return syncFolder(path);
}

} // namespace portier::operations
