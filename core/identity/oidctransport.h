// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QCoroTask>
#include <QUrl>

namespace portier::identity
{

struct OidcReply {
    int status = 0;
    QByteArray body;
    std::optional<Millis> maxAge; ///< Cache-Control: max-age
};

/// HTTP to identity providers: https, or plain http to loopback; no redirects; bounded bodies and times.
class OidcTransport
{
public:
    virtual ~OidcTransport() = default;
    /// Errors of both: Unavailable "provider_unavailable" when no complete reply came.
    virtual QCoro::Task<Result<OidcReply>> get(QUrl url) = 0;
    /// `authorization`: value of that header, may be empty.
    virtual QCoro::Task<Result<OidcReply>> postForm(QUrl url, QByteArray form, QByteArray authorization) = 0;
};

} // namespace portier::identity
