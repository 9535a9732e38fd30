// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/client/apitransport.h"

#include <QNetworkAccessManager>
#include <QUrl>

namespace portier::app
{

/// Calls a portierd over HTTP.
class HttpTransport final : public ApiTransport
{
    Q_OBJECT
public:
    explicit HttpTransport(const QUrl &server, QObject *parent = nullptr);

    void send(ApiCall call, Done done) override;
    [[nodiscard]] QString name() const override;

    /// What a person typed as an address, as a URL: https unless it names a scheme or this machine. Invalid for
    /// anything that is not one.
    [[nodiscard]] static QUrl fromTyped(const QString &text);

private:
    QUrl m_server;
    QNetworkAccessManager m_network;
};

} // namespace portier::app
