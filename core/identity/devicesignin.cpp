// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/devicesignin.h"

#include "core/identity/accountstore.h"
#include "core/identity/devicecodestore.h"
#include "core/identity/proofkey.h"
#include "core/identity/tokens.h"
#include "core/operations/hmac.h"

#include <QRegularExpression>
#include <QUrlQuery>

namespace portier::identity
{

using namespace Qt::StringLiterals;
using storage::Transaction;

namespace
{

constexpr qsizetype longestName = 80;

/// Judged as text, not as a URL: what the browser makes of it must not differ from what was looked at here.
bool isLoopbackCallback(const QString &uri)
{
    static const QRegularExpression form(u"\\Ahttp://(?:127\\.0\\.0\\.1|\\[::1\\]):([1-9][0-9]{0,4})/callback\\z"_s);
    const auto match = form.match(uri);
    return match.hasMatch() && match.captured(1).toInt() <= 65535;
}

Error invalidCode()
{
    return Error::forbidden(u"invalid_code"_s);
}

Result<std::optional<Account>> findActive(Transaction &tx, const QString &id)
{
    PORTIER_ASSIGN(account, AccountStore(tx).find(id));
    return account && account->isActive() ? account : std::nullopt;
}

bool fits(const DeviceCode &code, const CodeExchange &exchange, Instant now)
{
    return now < code.expiresAt && isCodeVerifier(exchange.verifier) &&
           operations::equalInConstantTime(codeChallenge(exchange.verifier).toLatin1(), code.codeChallenge.toLatin1());
}

SignInRequest deviceOf(const DeviceCode &code, const CodeExchange &exchange)
{
    SignInRequest device;
    device.deviceName = exchange.deviceName.isEmpty() ? code.deviceName : exchange.deviceName;
    device.platform = exchange.platform.isEmpty() ? code.platform : exchange.platform;
    device.clientPrefix = exchange.clientPrefix;
    device.requestId = exchange.requestId;
    return device;
}

} // namespace

Result<> checkDeviceRequest(const DeviceRequest &request)
{
    static const QRegularExpression visible(u"\\A[\\x21-\\x7e]{16,256}\\z"_s);
    const bool isGood = isLoopbackCallback(request.redirectUri) && visible.match(request.state).hasMatch() &&
                        isCodeChallenge(request.codeChallenge) && request.deviceName.size() <= longestName &&
                        request.platform.size() <= longestName;
    if (!isGood)
        return fail(Error::invalid(u"device_request_invalid"_s, u"the app's request does not have the form needed"_s));
    return {};
}

DeviceSignIn::DeviceSignIn(storage::Database &database, std::shared_ptr<Clock> clock, IdentityOptions options)
    : m_database(database), m_clock(std::move(clock)), m_options(std::move(options))
{
}

QCoro::Task<Result<QUrl>> DeviceSignIn::approve(QString accountId, DeviceRequest request)
{
    PORTIER_CO_TRY(checkDeviceRequest(request));
    const QString code = newToken(u"pc_"_s);
    auto body = [accountId, request, hash = tokenHash(code), now = m_clock->now()](Transaction &tx) -> Result<> {
        PORTIER_ASSIGN(account, findActive(tx, accountId));
        if (!account)
            return fail(Error::forbidden());
        return DeviceCodeStore(tx).insert(
            hash, {accountId, request.codeChallenge, request.deviceName, request.platform, now + codeLifetime});
    };
    PORTIER_CO_TRY(co_await m_database.write(std::move(body)));
    QUrl target(request.redirectUri, QUrl::StrictMode);
    QUrlQuery query;
    query.addQueryItem(u"code"_s, code);
    query.addQueryItem(u"state"_s, QString::fromLatin1(QUrl::toPercentEncoding(request.state)));
    target.setQuery(query);
    co_return target;
}

QCoro::Task<Result<SignIn>> DeviceSignIn::exchange(CodeExchange exchange)
{
    // A code that does not fit is used up all the same, so the transaction ends well and says what it found.
    auto body = [exchange, hash = tokenHash(exchange.code), now = m_clock->now(),
                 length = m_options.sessionLength](Transaction &tx) -> Result<std::optional<SignIn>> {
        PORTIER_ASSIGN(code, DeviceCodeStore(tx).take(hash));
        if (!code || !fits(*code, exchange, now))
            return std::nullopt;
        PORTIER_ASSIGN(account, findActive(tx, code->accountId));
        if (!account)
            return std::nullopt;
        PORTIER_ASSIGN(signIn, SessionService::begin(tx, *account, deviceOf(*code, exchange), length, now));
        return signIn;
    };
    PORTIER_CO_ASSIGN(signIn, co_await m_database.write(std::move(body)));
    if (!signIn)
        co_return fail(invalidCode());
    co_return *signIn;
}

Result<qint64> DeviceSignIn::removeExpired(Transaction &tx, Instant now)
{
    return DeviceCodeStore(tx).removeExpired(now);
}

} // namespace portier::identity
