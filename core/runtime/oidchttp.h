// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/oidctransport.h"
#include "core/trips/sources/httpclient.h"

namespace portier::runtime
{

/// Identity providers over the client that price sources use: no redirects, TLS always verified, 10 s, 1 MiB.
class OidcHttp final : public identity::OidcTransport
{
public:
    explicit OidcHttp(std::shared_ptr<Clock> clock);

    QCoro::Task<Result<identity::OidcReply>> get(QUrl url) override;
    QCoro::Task<Result<identity::OidcReply>> postForm(QUrl url, QByteArray form, QByteArray authorization) override;
    /// Ends what is under way.
    void abort() { m_client.abortAll(); }

private:
    QCoro::Task<Result<identity::OidcReply>> exchange(trips::HttpRequest request);

    trips::HttpClient m_client;
};

} // namespace portier::runtime
