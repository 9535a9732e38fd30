// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/gzip.h"

#include <zlib.h>

namespace portier
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int GzipWindow = 15 + 16; ///< zlib's way to ask for the gzip format
constexpr int Level = 5;            ///< close to the default's size at a good part of its time

Bytef *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<Bytef *>(const_cast<char *>(bytes.constData())); // zlib only reads its input
}

} // namespace

QByteArray gzipped(const QByteArray &plain)
{
    z_stream stream{};
    if (deflateInit2(&stream, Level, Z_DEFLATED, GzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return {};
    QByteArray packed(qsizetype(deflateBound(&stream, uLong(plain.size()))), Qt::Uninitialized);
    stream.next_in = bytesOf(plain);
    stream.avail_in = uInt(plain.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = uInt(packed.size());
    const int state = deflate(&stream, Z_FINISH);
    packed.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return state == Z_STREAM_END ? packed : QByteArray();
}

Result<QByteArray> gunzipped(const QByteArray &packed, qsizetype limit)
{
    const auto invalid = [] { return fail(Error::invalid(u"gzip_invalid"_s, u"not a gzip member of that size"_s)); };
    z_stream stream{};
    if (inflateInit2(&stream, GzipWindow) != Z_OK)
        return invalid();
    QByteArray plain;
    stream.next_in = bytesOf(packed);
    stream.avail_in = uInt(packed.size());
    int state = Z_OK;
    while (state == Z_OK && plain.size() <= limit) {
        const qsizetype have = plain.size();
        plain.resize(have + 64 * 1024);
        stream.next_out = reinterpret_cast<Bytef *>(plain.data() + have);
        stream.avail_out = 64 * 1024;
        state = inflate(&stream, Z_NO_FLUSH);
        plain.truncate(qsizetype(stream.total_out));
        if (state == Z_OK && stream.avail_out > 0) // the input ended too early
            break;
    }
    inflateEnd(&stream);
    if (state != Z_STREAM_END || plain.size() > limit)
        return invalid();
    return plain;
}

} // namespace portier
