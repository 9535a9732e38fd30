// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QCoroTask>
#include <QNetworkAccessManager>
#include <QUrl>

namespace portier::trips
{

struct HttpRequest {
    QByteArray method = "GET";
    QUrl url;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< User-Agent and Accept-Encoding are added
    QByteArray body;
    std::optional<Millis> timeLeft; ///< of the asker, when that is less than the client's total timeout
};

struct HttpReply {
    int status = 0;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case
    QByteArray body;                                  ///< decoded

    [[nodiscard]] QByteArray header(QByteArrayView lowerCaseName) const;
};

/// How one HTTP exchange ended.
struct HttpExchange {
    enum class End {
        Replied,  ///< `reply` is complete
        NotSent,  ///< name resolution, connect or TLS failed: the call provably never left (TRP-117)
        Timeout,  ///< it left, no complete reply in time
        Broken,   ///< it left, the connection failed
        TooLarge, ///< the body passed the limit and was aborted (TRP-130)
        Cancelled,
    };
    End end = End::NotSent;
    HttpReply reply;
    Millis duration{0}; ///< real time
};

/// Plain HTTP for price sources: no redirects, no cookies, no proxies from the environment, TLS always verified,
/// limited bodies and times (TRP-126, TRP-130). Lives on the core thread.
///
/// Its timeouts are counted in real time, whatever the product's clock says: the other side is a real process. A
/// ManualClock therefore stands still while an exchange is under way (Clock::beginWork), and tests of slow servers
/// lower the timeouts instead of advancing the clock.
class HttpClient : public QObject
{
    Q_OBJECT
public:
    struct Options {
        QByteArray userAgent = "Portier";
        Millis connectTimeout = std::chrono::seconds(5);
        Millis totalTimeout = std::chrono::seconds(30);
        qint64 maxBody = 8 * 1024 * 1024;
    };
    explicit HttpClient(std::shared_ptr<Clock> clock) : HttpClient(std::move(clock), Options()) {}
    HttpClient(std::shared_ptr<Clock> clock, Options options);
    ~HttpClient() override;

    /// The client must outlive the call; abortAll() ends it early.
    QCoro::Task<HttpExchange> send(HttpRequest request);
    /// Ends what is under way as Cancelled, and everything sent later.
    void abortAll();

private:
    std::shared_ptr<Clock> m_clock;
    SystemClock m_realTime;
    Options m_options;
    QNetworkAccessManager m_network;
    QList<QNetworkReply *> m_running;
    bool m_closed = false;
};

/// True for https, and for plain http to a loopback host (TRP-131).
[[nodiscard]] bool isAllowedBaseUrl(const QUrl &url);
/// The text without credential-like query members and without user-info, for storing and logging (TRP-098).
[[nodiscard]] QString withoutSecrets(const QUrl &url);
/// Reads JSON that is nested at most 64 deep (TRP-130). Error: Invalid "bad_response".
[[nodiscard]] Result<QJsonValue> parseJson(const QByteArray &text);

} // namespace portier::trips
