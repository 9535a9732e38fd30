// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/api/apirequest.h"

namespace portier::api
{

/// The version of resources that have none: their tag is the digest of the body alone.
inline constexpr qint64 Unversioned = 0;

/// A strong tag such as "7-3f2a90c1b2d4": the version, which is what If-Match compares, and a digest of the body, so
/// that two views of one version differ (PLT-059, PLT-060). The HTTP adapter appends "-gz" when it compresses.
[[nodiscard]] QByteArray makeEtag(qint64 version, const QByteArray &body);
/// Whether If-None-Match names the tag, in either encoding.
[[nodiscard]] bool matchesNone(const QByteArray &ifNoneMatch, const QByteArray &etag);
/// The version an If-Match header names; -1, which no row has, for a tag that is none of ours. Error: Invalid
/// "precondition_required" when it is missing or "*".
[[nodiscard]] Result<qint64> versionOfIfMatch(const QByteArray &ifMatch);
/// Conflict "stale_version" with the current version, for services whose one-statement check found another one.
[[nodiscard]] Error staleVersion(qint64 current);

} // namespace portier::api
