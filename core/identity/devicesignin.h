// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/identityoptions.h"
#include "core/identity/sessionservice.h"
#include "core/storage/database.h"

#include <QUrl>

namespace portier::identity
{

/// What the desktop app asks the browser page /auth/device for (PLT-030): the query of its address. Carried through
/// forms and sign-ins as it is; nothing of it is stored before somebody agrees.
struct DeviceRequest {
    QString redirectUri;   ///< "http://127.0.0.1:{port}/callback" or "http://[::1]:{port}/callback"
    QString state;         ///< the app's own, given back: 16 to 256 visible ASCII characters
    QString codeChallenge; ///< base64url(SHA-256(verifier)), 43 characters (RFC 7636, S256)
    QString deviceName;    ///< to show and to keep; may be empty
    QString platform;      ///< may be empty
};

/// Whether the request may be shown at all: no other redirect target, ever (PLT-031). Error: Invalid
/// "device_request_invalid".
[[nodiscard]] Result<> checkDeviceRequest(const DeviceRequest &request);

/// What the app exchanges for its session.
struct CodeExchange {
    QString code;
    QString verifier;
    QString deviceName; ///< empty: as the page showed it
    QString platform;
    QString clientPrefix;
    QString requestId;
};

/// Sign-in of the desktop app through the system browser (PLT-030, PLT-031). The page signs its reader in as always,
/// shows which device asks, and on its POST calls approve() with the account that is signed in.
class DeviceSignIn
{
public:
    static constexpr Millis codeLifetime = std::chrono::seconds(60);

    DeviceSignIn(storage::Database &database, std::shared_ptr<Clock> clock, IdentityOptions options = {});
    void setOptions(IdentityOptions options) { m_options = std::move(options); }

    /// Where to redirect the browser: the app's loopback address with a single-use code and its state. Errors: those of
    /// checkDeviceRequest(), Forbidden "forbidden" for an account that is not active.
    QCoro::Task<Result<QUrl>> approve(QString accountId, DeviceRequest request);
    /// The session. Error: Forbidden "invalid_code" (401): unknown, used, older than 60 s, or another verifier, which
    /// uses the code up as well.
    QCoro::Task<Result<SignIn>> exchange(CodeExchange exchange);

    /// Codes that nobody fetched; for `cleanup_sessions`.
    [[nodiscard]] static Result<qint64> removeExpired(storage::Transaction &tx, Instant now);

private:
    storage::Database &m_database;
    std::shared_ptr<Clock> m_clock;
    IdentityOptions m_options;
};

} // namespace portier::identity
