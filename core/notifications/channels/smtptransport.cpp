// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/channels/smtptransport.h"

#include "core/notifications/channels/smtpdialogue.h"

#include <QHostAddress>
#include <QUrl>

#include <curl/curl.h>

#include <cstring>

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

/// One transfer, on a thread of the pool.
struct Transfer {
    SmtpSettings settings;
    QByteArray recipient;
    QByteArray raw;
    qsizetype offset = 0;
    SmtpDialogue dialogue;
    const std::atomic<bool> *cancelled = nullptr;
    SmtpFailure failure = SmtpFailure::Lost; ///< stays when the pool ends before the transfer begins
};

struct CurlDeleter {
    void operator()(CURL *curl) const { curl_easy_cleanup(curl); }
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};

size_t giveBody(char *buffer, size_t size, size_t count, void *user)
{
    auto &transfer = *static_cast<Transfer *>(user);
    const auto left = size_t(transfer.raw.size() - transfer.offset);
    const size_t step = std::min(size * count, left);
    std::memcpy(buffer, transfer.raw.constData() + transfer.offset, step);
    transfer.offset += qsizetype(step);
    // libcurl adds the final dot as soon as it has everything; whether that line left is not visible from here, so
    // from now on the outcome counts as unknown until the reply is read.
    if (size_t(transfer.raw.size()) == size_t(transfer.offset))
        transfer.dialogue.bodyHandedOver();
    return step;
}

/// Called with every line of the dialogue. Its text is used for the stage and thrown away: it holds credentials.
int follow(CURL *, curl_infotype type, char *data, size_t size, void *user)
{
    auto &dialogue = static_cast<Transfer *>(user)->dialogue;
    const QByteArray line(data, qsizetype(size));
    if (type == CURLINFO_HEADER_OUT)
        dialogue.sent(line);
    else if (type == CURLINFO_HEADER_IN)
        dialogue.received(line);
    return 0;
}

/// Asked about once a second. After QUIT libcurl would wait two minutes for a goodbye that nobody needs.
int checkCancelled(void *user, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    const auto &transfer = *static_cast<Transfer *>(user);
    return *transfer.cancelled || transfer.dialogue.isOver() ? 1 : 0;
}

SmtpFailure failureOf(CURLcode code)
{
    switch (code) {
    case CURLE_OK:
        return SmtpFailure::None;
    case CURLE_COULDNT_RESOLVE_HOST:
        return SmtpFailure::Resolve;
    case CURLE_COULDNT_CONNECT:
        return SmtpFailure::Connect;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
        return SmtpFailure::Certificate;
    case CURLE_USE_SSL_FAILED:
        return SmtpFailure::TlsMissing;
    case CURLE_SSL_CONNECT_ERROR:
        return SmtpFailure::TlsBroken;
    case CURLE_LOGIN_DENIED:
        return SmtpFailure::AuthMissing;
    case CURLE_OPERATION_TIMEDOUT:
        return SmtpFailure::Timeout;
    default:
        return SmtpFailure::Lost;
    }
}

bool isLoopback(const QString &host)
{
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

QString ehloName(const SmtpSettings &settings)
{
    const QString &address = settings.from.address;
    return settings.ehloName.isEmpty() ? address.mid(address.lastIndexOf(u'@') + 1) : settings.ehloName;
}

QByteArray transferUrl(const SmtpSettings &settings)
{
    QUrl url;
    url.setScheme(settings.security == SmtpSecurity::Tls ? u"smtps"_s : u"smtp"_s);
    url.setHost(settings.host);
    url.setPort(settings.port);
    url.setPath(u'/' + ehloName(settings)); // libcurl takes the EHLO name from the path
    return url.toEncoded();
}

void setUp(CURL *curl, Transfer &transfer, const QByteArray &sender, curl_slist *recipients)
{
    const SmtpSettings &settings = transfer.settings;
    curl_easy_setopt(curl, CURLOPT_URL, transferUrl(settings).constData());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, ""); // also not from the environment
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, long(settings.connectTimeout.count()));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, long(settings.totalTimeout.count()));
    if (settings.security != SmtpSecurity::None) {
        curl_easy_setopt(curl, CURLOPT_USE_SSL, long(CURLUSESSL_ALL));
        curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
        curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
        curl_easy_setopt(curl, CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
        if (!settings.caFile.isEmpty())
            curl_easy_setopt(curl, CURLOPT_CAINFO, settings.caFile.toUtf8().constData());
        if (!settings.user.isEmpty()) {
            curl_easy_setopt(curl, CURLOPT_USERNAME, settings.user.toUtf8().constData());
            curl_easy_setopt(curl, CURLOPT_PASSWORD, settings.password.toUtf8().constData());
        }
    }
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, sender.constData());
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, giveBody);
    curl_easy_setopt(curl, CURLOPT_READDATA, &transfer);
    curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, curl_off_t(transfer.raw.size()));
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L); // turns on the debug function, which replaces the output
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, follow);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, &transfer);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, checkCancelled);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &transfer);
}

void perform(Transfer &transfer)
{
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    const std::unique_ptr<CURL, CurlDeleter> curl(started == CURLE_OK ? curl_easy_init() : nullptr);
    const std::unique_ptr<curl_slist, CurlDeleter> recipients(
        curl_slist_append(nullptr, transfer.recipient.constData()));
    const Result<QByteArray> sender = envelopeAddress(transfer.settings.from.address);
    if (!curl || !recipients || !sender)
        return;
    setUp(curl.get(), transfer, *sender, recipients.get());
    const CURLcode code = curl_easy_perform(curl.get());
    double connectSeconds = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_CONNECT_TIME, &connectSeconds);
    if (connectSeconds > 0)
        transfer.dialogue.connected();
    transfer.failure = failureOf(code);
}

} // namespace

Result<> checkSmtpSettings(const SmtpSettings &settings)
{
    QList<FieldError> errors;
    const auto wrong = [&](const QString &pointer, const QString &code) { errors.append({pointer, code, {}}); };
    if (QUrl::fromEncoded(transferUrl(settings)).host().isEmpty())
        wrong(u"/smtp.host"_s, u"host_invalid"_s);
    if (settings.port == 0)
        wrong(u"/smtp.port"_s, u"port_invalid"_s);
    if (!isMailAddress(settings.from.address))
        wrong(u"/notify.from"_s, u"address_invalid"_s);
    if (!mailboxHeader(settings.from.name, u"a@b.c"_s))
        wrong(u"/notify.from_name"_s, u"header_invalid"_s);
    if (settings.security == SmtpSecurity::None && !isLoopback(settings.host))
        wrong(u"/smtp.security"_s, u"tls_required"_s);
    if (settings.security == SmtpSecurity::None && !settings.user.isEmpty())
        wrong(u"/smtp.user"_s, u"auth_needs_tls"_s);
    if (!isMailAddress(u"a@"_s + ehloName(settings)))
        wrong(u"/http.public_url"_s, u"ehlo_invalid"_s);
    if (!errors.isEmpty())
        return fail(Error::invalid(errors));
    return {};
}

SmtpTransport::SmtpTransport(std::shared_ptr<TransferPool> pool, SmtpSettings settings)
    : m_pool(std::move(pool)), m_settings(std::make_shared<const SmtpSettings>(std::move(settings)))
{
}

QCoro::Task<DeliveryOutcome> SmtpTransport::send(OutgoingMail mail)
{
    const std::shared_ptr<const SmtpSettings> settings = m_settings;
    const std::shared_ptr<TransferPool> pool = m_pool;
    const Result<QByteArray> recipient = envelopeAddress(mail.toAddress);
    const Result<QByteArray> raw = composeMail(mail, settings->from);
    if (!recipient || !raw) {
        DeliveryOutcome refused;
        refused.outcome = AttemptOutcome::Permanent;
        refused.reason = !recipient ? recipient.error().code : raw.error().code;
        co_return refused;
    }
    auto transfer = std::make_shared<Transfer>();
    transfer->settings = *settings;
    transfer->recipient = *recipient;
    transfer->raw = *raw;
    TransferPool::Work work = [transfer](const std::atomic<bool> &cancelled) {
        transfer->cancelled = &cancelled;
        perform(*transfer);
    };
    co_await pool->run(std::move(work));
    DeliveryOutcome outcome = transfer->dialogue.judge(transfer->failure);
    outcome.provider = u"smtp"_s;
    co_return outcome;
}

} // namespace portier::notifications
