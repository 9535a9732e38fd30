// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/cursors.h"

#include "core/operations/sealer.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace portier::api
{

namespace
{

constexpr qsizetype TagBytes = 16;
constexpr auto Encoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

const QString Purpose = u"list_cursor"_s;

QByteArray tagged(const QString &boundTo, const QByteArray &position)
{
    const QByteArray list = boundTo.toUtf8();
    return QByteArray::number(list.size()) + ':' + list + position;
}

} // namespace

Cursors::Cursors(std::shared_ptr<const operations::Sealer> sealer) : m_sealer(std::move(sealer))
{
}

QString Cursors::encode(const QString &boundTo, const QJsonObject &position) const
{
    const QByteArray text = QJsonDocument(position).toJson(QJsonDocument::Compact);
    return QString::fromLatin1((m_sealer->mac(Purpose, tagged(boundTo, text)) + text).toBase64(Encoding));
}

Result<QJsonObject> Cursors::decode(const QString &boundTo, const QString &cursor) const
{
    const auto decoded =
        QByteArray::fromBase64Encoding(cursor.toLatin1(), Encoding | QByteArray::AbortOnBase64DecodingErrors);
    const QByteArray bytes = decoded ? decoded.decoded : QByteArray();
    if (bytes.size() > TagBytes) {
        const QByteArray text = bytes.sliced(TagBytes);
        if (m_sealer->verifyMac(Purpose, tagged(boundTo, text), bytes.first(TagBytes)))
            return QJsonDocument::fromJson(text).object();
    }
    return fail(Error::invalid(u"bad_cursor"_s, {}));
}

} // namespace portier::api
