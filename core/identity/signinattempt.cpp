// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/signinattempt.h"

#include "core/identity/lockoutstore.h"
#include "core/identity/sessionstore.h"
#include "core/identity/tokens.h"

namespace portier::identity
{

using namespace Qt::StringLiterals;
using storage::Transaction;

namespace
{

Error tooManyAttempts(Millis wait)
{
    const qint64 seconds = std::max<qint64>(std::chrono::ceil<std::chrono::seconds>(wait).count(), 1);
    return Error::conflict(u"too_many_attempts"_s, {}, {{u"retry_after"_s, seconds}});
}

Result<> countAddress(LockoutStore &store, const SignInAttempt &attempt, const AddressFailures &moments)
{
    return store.saveAddress(attempt.emailHash, afterFailure(moments, attempt.at), attempt.at);
}

/// Counts the failure, or gives the moment from which a try is taken again. The try of a known device enters the
/// address' count only when it has failed: it must not push an older failure out and then be taken back.
Result<std::optional<Instant>> countFailure(Transaction &tx, const SignInAttempt &attempt)
{
    LockoutStore store(tx);
    PORTIER_ASSIGN(moments, store.lockAddress(attempt.emailHash, attempt.at));
    std::optional<Instant> blocked = attempt.fromKnownDevice ? std::nullopt : blockedUntil(moments, attempt.at);
    PairFailures pair;
    if (!attempt.clientPrefix.isEmpty()) {
        PORTIER_ASSIGN(stored, store.lockPair(attempt.emailHash, attempt.clientPrefix, attempt.at));
        pair = stored;
        blocked = std::max(blocked, blockedUntil(pair, attempt.at));
    }
    if (blocked)
        return blocked;
    if (!attempt.fromKnownDevice)
        PORTIER_TRY(countAddress(store, attempt, moments));
    if (!attempt.clientPrefix.isEmpty())
        PORTIER_TRY(store.savePair(attempt.emailHash, attempt.clientPrefix, afterFailure(pair, attempt.at)));
    return std::nullopt;
}

Result<> uncountAddress(LockoutStore &store, const SignInAttempt &attempt)
{
    if (attempt.fromKnownDevice)
        return {};
    PORTIER_ASSIGN(moments, store.lockAddress(attempt.emailHash, attempt.at));
    return store.saveAddress(attempt.emailHash, withoutFailure(moments, attempt.at), attempt.at);
}

} // namespace

Result<SignInAttempt> SignInAttempt::begin(Transaction &tx, const SignInRequest &request, Instant now)
{
    const QString compared = EmailAddress::compare(request.email);
    SignInAttempt attempt;
    attempt.emailHash = EmailAddress::hash(compared);
    attempt.clientPrefix = request.clientIsProxy ? QString() : request.clientPrefix;
    attempt.at = now;
    PORTIER_ASSIGN(known, AccountStore(tx).findByEmail(compared));
    attempt.known = known;
    if (known && !request.deviceToken.isEmpty()) {
        PORTIER_ASSIGN(isDevice, SessionStore(tx).isDeviceOf(tokenHash(request.deviceToken), known->account.id, now));
        attempt.fromKnownDevice = isDevice;
    }
    PORTIER_ASSIGN(blocked, countFailure(tx, attempt));
    if (blocked)
        return portier::fail(tooManyAttempts(*blocked - now));
    return attempt;
}

QString SignInAttempt::storedHash() const
{
    return known && known->account.isActive() ? known->passwordHash : QString();
}

Result<> SignInAttempt::succeed(Transaction &tx) const
{
    LockoutStore store(tx);
    PORTIER_TRY(uncountAddress(store, *this));
    return store.removePair(emailHash, clientPrefix);
}

Result<> SignInAttempt::fail(Transaction &tx) const
{
    if (!fromKnownDevice)
        return {};
    LockoutStore store(tx);
    PORTIER_ASSIGN(moments, store.lockAddress(emailHash, at));
    return countAddress(store, *this, moments);
}

Result<> SignInAttempt::undo(Transaction &tx) const
{
    LockoutStore store(tx);
    PORTIER_TRY(uncountAddress(store, *this));
    if (clientPrefix.isEmpty())
        return {};
    PORTIER_ASSIGN(pair, store.lockPair(emailHash, clientPrefix, at));
    return store.savePair(emailHash, clientPrefix, withoutFailure(pair));
}

} // namespace portier::identity
