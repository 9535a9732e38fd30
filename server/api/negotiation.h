// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace portier::api
{

/// The language of Accept-Language that the product speaks and the caller weights highest ("de-AT" counts as "de");
/// `fallback` when none is (PLT-176).
[[nodiscard]] QString negotiateLanguage(const QByteArray &acceptLanguage, const QString &fallback);
/// Whether an Accept header admits one of the media types; an absent header admits all.
[[nodiscard]] bool accepts(const QByteArray &accept, const QList<QByteArray> &mediaTypes);
/// Whether an Accept-Encoding header admits gzip.
[[nodiscard]] bool acceptsGzip(const QByteArray &acceptEncoding);
/// The media type of a Content-Type header, lower case, without parameters.
[[nodiscard]] QByteArray mediaTypeOf(const QByteArray &contentType);
/// True for application/json (or merge-patch+json), in UTF-8 if a charset is named.
[[nodiscard]] bool isJsonContentType(const QByteArray &contentType);

} // namespace portier::api
