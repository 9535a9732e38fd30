// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/identity/accountadministration.h"
#include "core/identity/accountlinks.h"
#include "core/identity/accountservice.h"
#include "core/identity/apikeyservice.h"
#include "core/identity/invitationservice.h"
#include "core/identity/passwordservice.h"
#include "tests/support/testdatabase.h"
#include "tests/support/testkeys.h"
#include "tests/unit/identity/countinghasher.h"
#include "tests/unit/identity/sentmails.h"

namespace portier::test
{

inline const QString goodPassword = QStringLiteral("korrekt pferd batterie");
inline const QString otherPassword = QStringLiteral("sonne mond und sterne");

/// The services of identity over a real database.
struct IdentityWorld {
    explicit IdentityWorld(const QString &backend, identity::IdentityOptions wanted = {})
        : db(backend, clock), options(std::move(wanted))
    {
    }

    std::shared_ptr<ManualClock> clock = aClock();
    TestDatabase db;
    std::shared_ptr<CountingHasher> hasher = std::make_shared<CountingHasher>(clock);
    SentMails mails;
    identity::IdentityOptions options;
    identity::AccountService accounts{*db, clock, hasher, identity::SetupCode(db.directory()), options, mails.post()};
    identity::SessionService sessions{*db, clock, hasher, options, mails.post()};
    identity::AccountLinks links{*db, clock, hasher, mails.post(), options};
    identity::InvitationService invitations{*db, clock, mails.post(), options};
    identity::PasswordService passwords{*db, clock, hasher};
    identity::AccountAdministration administration{*db, clock, hasher, options};
    std::shared_ptr<operations::KeyRing> keyRing = aKeyRing();
    identity::ApiKeyService apiKeys{*db, clock, keyRing, mails.post(), options};

    void setOptions(const identity::IdentityOptions &wanted)
    {
        options = wanted;
        accounts.setOptions(options);
        sessions.setOptions(options);
        links.setOptions(options);
        invitations.setOptions(options);
        administration.setOptions(options);
        apiKeys.setOptions(options);
    }

    /// A verified account; the first one is an admin.
    identity::Account add(const QString &email, const QSet<identity::Role> &roles = {})
    {
        identity::NewAccount account;
        account.email = email;
        account.password = goodPassword;
        account.roles = roles;
        return orDie(QCoro::waitFor(accounts.add(account, {})));
    }
    /// An unverified account, by sign-up in the mode `open`.
    identity::SignIn signUp(const QString &email)
    {
        identity::RegisterRequest request;
        request.email = email;
        request.password = goodPassword;
        request.fromLoopback = true;
        return orDie(QCoro::waitFor(accounts.signUp(request)));
    }
    Result<identity::SignIn> trySignIn(const QString &email, const QString &password = goodPassword,
                                       const QString &deviceToken = {},
                                       const QString &prefix = QStringLiteral("192.0.2.1"))
    {
        identity::SignInRequest request;
        request.email = email;
        request.password = password;
        request.deviceToken = deviceToken;
        request.deviceName = QStringLiteral("Laptop");
        request.clientPrefix = prefix;
        return QCoro::waitFor(sessions.signIn(request));
    }
    identity::SignIn signIn(const QString &email, const QString &password = goodPassword)
    {
        return orDie(trySignIn(email, password));
    }
    Result<identity::Principal> authenticate(const QString &token)
    {
        auto principal = QCoro::waitFor(sessions.authenticate(token, QStringLiteral("192.0.2.1")));
        QCoro::waitFor(sessions.drain());
        return principal;
    }
    /// "ok" or the code of the error.
    QString codeOfKey(const QString &token)
    {
        const auto principal = QCoro::waitFor(apiKeys.authenticate(token, QStringLiteral("192.0.2.1")));
        QCoro::waitFor(apiKeys.drain());
        return principal ? QStringLiteral("ok") : principal.error().code;
    }
    /// The same of a session.
    QString codeOf(const QString &token)
    {
        const auto principal = authenticate(token);
        return principal ? QStringLiteral("ok") : principal.error().code;
    }
    identity::Principal principalOf(const QString &token) { return orDie(authenticate(token)); }
    identity::Account accountOf(const QString &email) { return orDie(QCoro::waitFor(accounts.findByEmail(email))); }
    /// What an admin asks for: a key that reads trips.
    static identity::NewApiKey aKeyOf(const identity::Account &owner)
    {
        identity::NewApiKey wanted;
        wanted.accountId = owner.id;
        wanted.name = QStringLiteral("Kitchen display");
        wanted.scopes = QStringList{QStringLiteral("trips:read")};
        return wanted;
    }
    identity::Account account(const QString &id) { return orDie(QCoro::waitFor(accounts.find(id))); }

    template <class T>
    static T orDie(Result<T> result)
    {
        if (!result)
            qFatal("%s", qPrintable(result.error().code));
        return *result;
    }
};

} // namespace portier::test
