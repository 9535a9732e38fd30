// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/ziparchive.h"

#include <zip.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace portier::operations
{

namespace
{

Error zipFailed(const char *what)
{
    return Error::internal(u"zip: %1"_s.arg(QLatin1String(what)));
}

Result<> addFile(zip_t *archive, const ArchivedFile &file, Instant time)
{
    // The content outlives the archive: zip_close() reads it.
    zip_source_t *source = zip_source_buffer(archive, file.content.constData(), zip_uint64_t(file.content.size()), 0);
    if (!source)
        return fail(zipFailed("source"));
    const zip_int64_t index = zip_file_add(archive, file.name.toUtf8().constData(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return fail(zipFailed("add"));
    }
    zip_file_set_mtime(archive, zip_uint64_t(index), time_t(toMs(time) / 1000), 0);
    return {};
}

/// The bytes that zip_close() left in a buffer source.
Result<QByteArray> readBack(zip_source_t *buffer)
{
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_source_stat(buffer, &stat) < 0 || zip_source_open(buffer) < 0)
        return fail(zipFailed("read"));
    QByteArray bytes(qsizetype(stat.size), Qt::Uninitialized);
    const zip_int64_t count = zip_source_read(buffer, bytes.data(), stat.size);
    zip_source_close(buffer);
    if (count != zip_int64_t(stat.size))
        return fail(zipFailed("read"));
    return bytes;
}

} // namespace

Result<QByteArray> zipOf(const QList<ArchivedFile> &files, Instant time)
{
    zip_error_t error;
    zip_error_init(&error);
    const std::unique_ptr<zip_source_t, void (*)(zip_source_t *)> buffer(
        zip_source_buffer_create(nullptr, 0, 0, &error), zip_source_free);
    if (!buffer)
        return fail(zipFailed("buffer"));
    zip_t *archive = zip_open_from_source(buffer.get(), ZIP_TRUNCATE, &error);
    if (!archive)
        return fail(zipFailed("open"));
    zip_source_keep(buffer.get()); // the archive owns one reference, this function the other
    for (const ArchivedFile &file : files) {
        if (const Result<> added = addFile(archive, file, time); !added) {
            zip_discard(archive);
            return fail(added.error());
        }
    }
    if (zip_close(archive) < 0) {
        zip_discard(archive);
        return fail(zipFailed("close"));
    }
    return readBack(buffer.get());
}

} // namespace portier::operations
