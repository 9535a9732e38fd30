// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/accountservice.h"
#include "core/identity/sessionstore.h"
#include "core/identity/tokens.h"
#include "tests/support/testdatabase.h"
#include "tests/unit/identity/countinghasher.h"

#include <QRegularExpression>
#include <QTest>

using namespace portier;
using namespace portier::identity;
using namespace portier::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const QString goodPassword = u"korrekt pferd batterie"_s;
const QString anna = u"anna@example.org"_s;

SignInRequest aSignIn(const QString &email, const QString &password, const QString &prefix = u"192.0.2.1"_s)
{
    SignInRequest request;
    request.email = email;
    request.password = password;
    request.clientPrefix = prefix;
    request.deviceName = u"Laptop"_s;
    return request;
}

} // namespace

class TestSessionService : public QObject
{
    Q_OBJECT
    std::shared_ptr<ManualClock> m_clock;
    std::shared_ptr<CountingHasher> m_hasher;
    std::unique_ptr<TestDatabase> m_db;
    std::unique_ptr<AccountService> m_accounts;
    std::unique_ptr<SessionService> m_sessions;

    void open(const QString &backend)
    {
        m_db = std::make_unique<TestDatabase>(backend, m_clock);
        m_accounts = std::make_unique<AccountService>(**m_db, m_clock, m_hasher, SetupCode(m_db->directory()));
        m_sessions = std::make_unique<SessionService>(**m_db, m_clock, m_hasher);
        add(anna);
    }
    Account add(const QString &email)
    {
        NewAccount account;
        account.email = email;
        account.password = goodPassword;
        auto added = QCoro::waitFor(m_accounts->add(account, {}));
        if (!added)
            qFatal("%s", qPrintable(added.error().code));
        return *added;
    }
    Result<SignIn> signIn(const SignInRequest &request) { return QCoro::waitFor(m_sessions->signIn(request)); }
    QString signInCode(const SignInRequest &request)
    {
        const auto result = signIn(request);
        return result ? u"ok"_s : result.error().code;
    }
    Result<Principal> authenticate(const QString &token)
    {
        auto result = QCoro::waitFor(m_sessions->authenticate(token, u"192.0.2.1"_s));
        QCoro::waitFor(m_sessions->drain());
        return result;
    }
    bool works(const QString &token) { return authenticate(token).has_value(); }

private Q_SLOTS:
    void init()
    {
        m_clock = aClock();
        m_hasher = std::make_shared<CountingHasher>(m_clock);
    }
    void cleanup()
    {
        m_sessions.reset();
        m_accounts.reset();
        m_db.reset();
    }

    void signInGivesATokenOfWhichOnlyTheHashIsStored_data() { TestDatabase::backends(); } // PLT-019, PLT-017
    void signInGivesATokenOfWhichOnlyTheHashIsStored()
    {
        QFETCH(QString, backend);
        open(backend);
        const auto first = signIn(aSignIn(u" ANNA@example.org"_s, goodPassword));
        QVERIFY(first);
        static const QRegularExpression form(u"\\Aps_[A-Za-z0-9_-]{43}\\z"_s);
        QVERIFY(form.match(first->token).hasMatch());
        QCOMPARE(first->session.expiresAt, m_clock->now() + std::chrono::days(30));
        const auto second = signIn(aSignIn(anna, goodPassword));
        QVERIFY(second->token != first->token); // PLT-021
        const auto row = (*m_db)->readBlocking([](storage::Transaction &tx) {
            return tx.queryOne(u"SELECT token_hash FROM sessions ORDER BY created_at, id"_s);
        });
        QCOMPARE((*row)->bytes(0), tokenHash(first->token));
        const auto principal = authenticate(first->token);
        QVERIFY(principal);
        QCOMPARE(principal->accountId, first->account.id);
        QCOMPARE(principal->sessionId, first->session.id);
        QVERIFY(principal->isAccount());
    }

    void badCredentialsAreAlike_data() { TestDatabase::backends(); } // PLT-014, A04
    void badCredentialsAreAlike()
    {
        QFETCH(QString, backend);
        open(backend);
        const Account disabled = add(u"disabled@example.org"_s);
        QVERIFY(QCoro::waitFor(m_accounts->setActive(disabled.id, false, {})));
        execOrDie(**m_db, u"UPDATE accounts SET password_hash = '' WHERE id = ?"_s, {add(u"bare@example.org"_s).id});
        QList<Error> errors;
        QList<int> statements;
        for (const QString &email : {anna, u"nobody@example.org"_s, u"disabled@example.org"_s, u"bare@example.org"_s}) {
            m_hasher->checks = 0;
            m_db->failStatement(0);
            const QString password = email == anna ? u"wrong"_s : goodPassword;
            const auto refused = signIn(aSignIn(email, password));
            QVERIFY(!refused);
            errors << refused.error();
            statements << m_db->statements();
            QCOMPARE(m_hasher->checks, 1); // each costs one hash
        }
        for (const Error &error : std::as_const(errors)) {
            QCOMPARE(error.code, u"invalid_credentials"_s);
            QCOMPARE(error.details, errors.first().details);
        }
        QCOMPARE(QSet<int>(statements.begin(), statements.end()).size(), 1); // and the same work besides
    }

    void fiveFailuresBlockThePairForAMinute_data() { TestDatabase::backends(); } // A06, PLT-016, PLT-018
    void fiveFailuresBlockThePairForAMinute()
    {
        QFETCH(QString, backend);
        open(backend);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(signInCode(aSignIn(anna, u"wrong"_s)), u"invalid_credentials"_s);
        m_hasher->checks = 0;
        const auto blocked = signIn(aSignIn(anna, goodPassword));
        QVERIFY(!blocked);
        QCOMPARE(blocked.error().code, u"too_many_attempts"_s);
        QCOMPARE(blocked.error().details.value(u"retry_after"_s).toInteger(), 60);
        QCOMPARE(m_hasher->checks, 0); // not hashed
        QCOMPARE(signInCode(aSignIn(anna, goodPassword, u"192.0.2.2"_s)), u"ok"_s);
        m_clock->advance(59s);
        QCOMPARE(signInCode(aSignIn(anna, goodPassword)), u"too_many_attempts"_s);
        m_clock->advance(1s);
        QCOMPARE(signInCode(aSignIn(anna, goodPassword)), u"ok"_s);
        for (int i = 0; i < 4; ++i) // a success cleared the pair
            QCOMPARE(signInCode(aSignIn(anna, u"wrong"_s)), u"invalid_credentials"_s);
        QCOMPARE(signInCode(aSignIn(anna, goodPassword)), u"ok"_s);
    }

    void blocksGrowWithEachFurtherFailure_data() { TestDatabase::backends(); } // PLT-016
    void blocksGrowWithEachFurtherFailure()
    {
        QFETCH(QString, backend);
        open(backend);
        for (int i = 0; i < 5; ++i)
            (void)signIn(aSignIn(u"nobody@example.org"_s, u"wrong"_s)); // whether or not an account has it
        m_clock->advance(1min);
        QCOMPARE(signInCode(aSignIn(u"nobody@example.org"_s, u"wrong"_s)), u"invalid_credentials"_s);
        const auto blocked = signIn(aSignIn(u"nobody@example.org"_s, u"wrong"_s));
        QCOMPARE(blocked.error().details.value(u"retry_after"_s).toInteger(), 120);
    }

    void manyFailuresLockTheAddressForUnknownDevices_data() { TestDatabase::backends(); } // A07, PLT-017
    void manyFailuresLockTheAddressForUnknownDevices()
    {
        QFETCH(QString, backend);
        open(backend);
        const auto known = signIn(aSignIn(anna, goodPassword, u"198.51.100.1"_s));
        QVERIFY(known);
        m_hasher->checks = 0;
        std::vector<QCoro::Task<Result<SignIn>>> tries; // all at once
        for (int i = 0; i < 1000; ++i)
            tries.push_back(m_sessions->signIn(aSignIn(anna, u"wrong"_s, u"203.0.113.%1"_s.arg(i % 100))));
        for (auto &attempt : tries)
            QVERIFY(!QCoro::waitFor(attempt));
        QVERIFY2(m_hasher->checks <= 20, qPrintable(QString::number(m_hasher->checks)));
        QVERIFY(m_hasher->checks >= 19);

        QCOMPARE(signInCode(aSignIn(anna, goodPassword, u"198.51.100.2"_s)), u"too_many_attempts"_s);
        SignInRequest fromKnown = aSignIn(anna, goodPassword, u"198.51.100.1"_s);
        fromKnown.deviceToken = known->deviceToken;
        QCOMPARE(signInCode(fromKnown), u"ok"_s);
        QVERIFY(works(known->token)); // existing sessions keep working

        SignInRequest guess = aSignIn(anna, goodPassword, u"198.51.100.3"_s);
        guess.deviceToken = newToken(u"pd_"_s);
        QCOMPARE(signInCode(guess), u"too_many_attempts"_s);
        m_clock->advance(1h);
        QCOMPARE(signInCode(aSignIn(anna, goodPassword, u"198.51.100.2"_s)), u"ok"_s);
    }

    void withoutAClientAddressOnlyTheAddressCounts_data() { TestDatabase::backends(); } // PLT-018
    void withoutAClientAddressOnlyTheAddressCounts()
    {
        QFETCH(QString, backend);
        open(backend);
        for (int i = 0; i < 10; ++i)
            QCOMPARE(signInCode(aSignIn(anna, u"wrong"_s, QString())), u"invalid_credentials"_s);
        QCOMPARE(signInCode(aSignIn(anna, goodPassword, QString())), u"ok"_s);
        QCOMPARE(intOrDie(**m_db, u"SELECT COUNT(*) FROM signin_pairs"_s), 0);
    }

    void aProxysAddressIsNoLockoutKey_data() { TestDatabase::backends(); } // PLT-018
    void aProxysAddressIsNoLockoutKey()
    {
        QFETCH(QString, backend);
        open(backend);
        SignInRequest behindProxy = aSignIn(anna, u"wrong"_s);
        behindProxy.clientIsProxy = true;
        for (int i = 0; i < 10; ++i)
            QCOMPARE(signInCode(behindProxy), u"invalid_credentials"_s);
        behindProxy.password = goodPassword;
        QCOMPARE(signInCode(behindProxy), u"ok"_s);
        QCOMPARE(intOrDie(**m_db, u"SELECT COUNT(*) FROM signin_pairs"_s), 0);
        // Its prefix is known all the same, and the account's own counter goes on counting.
        QCOMPARE(intOrDie(**m_db, u"SELECT COUNT(*) FROM sessions WHERE client_prefix = '192.0.2.1'"_s), 1);
        behindProxy.password = u"wrong"_s;
        for (int i = 0; i < 10; ++i)
            QCOMPARE(signInCode(behindProxy), u"invalid_credentials"_s);
        QCOMPARE(signInCode(behindProxy), u"too_many_attempts"_s); // PLT-017
    }

    void aTryThatWasNeverJudgedDoesNotCount_data() { TestDatabase::backends(); } // PLT-013, PLT-017
    void aTryThatWasNeverJudgedDoesNotCount()
    {
        QFETCH(QString, backend);
        open(backend);
        m_hasher->busy = true;
        for (int i = 0; i < 30; ++i)
            QCOMPARE(signInCode(aSignIn(anna, goodPassword)), u"busy"_s);
        m_hasher->busy = false;
        QCOMPARE(signInCode(aSignIn(anna, goodPassword)), u"ok"_s);
    }

    void aRightPasswordThatStorageFailsIsNoFailure_data() { TestDatabase::backends(); } // PLT-016, PLT-017
    void aRightPasswordThatStorageFailsIsNoFailure()
    {
        QFETCH(QString, backend);
        open(backend);
        int failures = 0;
        for (int nth = 1; nth < 100; ++nth) {
            m_db->failStatement(nth);
            const QString code = signInCode(aSignIn(anna, goodPassword));
            const bool struck = m_db->hasFailed();
            m_db->failStatement(0);
            if (!struck)
                break;
            failures += code == "ok"_L1 ? 0 : 1;
            QCOMPARE(intOrDie(**m_db, u"SELECT COALESCE(SUM(failures), 0) FROM signin_pairs"_s), 0);
        }
        QVERIFY2(failures > 10, qPrintable(QString::number(failures))); // twice what locks the pair out
        QCOMPARE(signInCode(aSignIn(anna, u"wrong"_s)), u"invalid_credentials"_s);
        QCOMPARE(intOrDie(**m_db, u"SELECT SUM(failures) FROM signin_pairs"_s), 1);
    }

    void anAccountDisabledMeanwhileGetsNoSession_data() { TestDatabase::backends(); } // PLT-047
    void anAccountDisabledMeanwhileGetsNoSession()
    {
        QFETCH(QString, backend);
        open(backend);
        const Account bert = add(u"bert@example.org"_s);
        m_hasher->takes = 1s;
        auto task = m_sessions->signIn(aSignIn(bert.email, goodPassword));
        m_clock->settle();
        QVERIFY(QCoro::waitFor(m_accounts->setActive(bert.id, false, {})));
        m_clock->advance(1s);
        QCOMPARE(QCoro::waitFor(task).error().code, u"invalid_credentials"_s);
        QCOMPARE(intOrDie(**m_db, u"SELECT COUNT(*) FROM sessions"_s), 0);
    }

    void weakerHashesAreRenewed_data() { TestDatabase::backends(); } // PLT-012
    void weakerHashesAreRenewed()
    {
        QFETCH(QString, backend);
        open(backend);
        execOrDie(**m_db, u"UPDATE accounts SET password_hash = ?"_s, {u"weak:"_s + goodPassword});
        QVERIFY(signIn(aSignIn(anna, goodPassword)));
        QCOMPARE(intOrDie(**m_db, u"SELECT COUNT(*) FROM accounts WHERE password_hash LIKE 'plain:%'"_s), 1);
    }

    void sessionsEndAfterThirtyDays_data() { TestDatabase::backends(); } // A08, PLT-019, PLT-021
    void sessionsEndAfterThirtyDays()
    {
        QFETCH(QString, backend);
        open(backend);
        const auto session = signIn(aSignIn(anna, goodPassword));
        m_clock->advance(std::chrono::days(29));
        QVERIFY(works(session->token));
        m_clock->advance(std::chrono::days(1) - 1ms); // not sliding
        QVERIFY(works(session->token));
        m_clock->advance(1ms);
        QCOMPARE(authenticate(session->token).error().code, u"invalid_token"_s);
        QVERIFY(QCoro::waitFor(m_sessions->signOut(session->token, {}))); // PLT-021
        const auto removed = (*m_db)->writeBlocking(
            [&](storage::Transaction &tx) { return SessionService::removeExpired(tx, m_clock->now()); });
        QVERIFY(removed);
        QCOMPARE(intOrDie(**m_db, u"SELECT COUNT(*) FROM sessions"_s), 0);
    }

    void endingOneDeviceLeavesTheOthers_data() { TestDatabase::backends(); } // A08, PLT-020, PLT-044
    void endingOneDeviceLeavesTheOthers()
    {
        QFETCH(QString, backend);
        open(backend);
        add(u"bert@example.org"_s);
        const auto phone = signIn(aSignIn(anna, goodPassword));
        const auto laptop = signIn(aSignIn(anna, goodPassword));
        const auto tablet = signIn(aSignIn(anna, goodPassword));
        const auto foreign = signIn(aSignIn(u"bert@example.org"_s, goodPassword));
        const Principal caller = *authenticate(laptop->token);
        QCOMPARE(QCoro::waitFor(m_sessions->list(caller.accountId))->size(), 3);

        QVERIFY(QCoro::waitFor(m_sessions->signOut(phone->token, {})));
        QVERIFY(!works(phone->token));
        QVERIFY(works(laptop->token) && works(tablet->token));
        QCOMPARE(QCoro::waitFor(m_sessions->end(caller, foreign->session.id)).error().kind, ErrorKind::NotFound);
        QVERIFY(works(foreign->token));
        QVERIFY(QCoro::waitFor(m_sessions->endOthers(caller)));
        QVERIFY(works(laptop->token) && !works(tablet->token) && works(foreign->token));
        QVERIFY(QCoro::waitFor(m_sessions->end(caller, caller.sessionId)));
        QVERIFY(!works(laptop->token));
        QCOMPARE(intOrDie(**m_db, u"SELECT COUNT(*) FROM audit_log WHERE action = 'session.ended'"_s), 3);
    }

    void onlyGoodTokensAuthenticate_data() { TestDatabase::backends(); } // PLT-020, PLT-045
    void onlyGoodTokensAuthenticate()
    {
        QFETCH(QString, backend);
        open(backend);
        const auto session = signIn(aSignIn(anna, goodPassword));
        for (const QString &bad : {QString(), u"ps_"_s, session->deviceToken, newToken(u"ps_"_s),
                                   session->token.chopped(1), session->token.mid(3)})
            QCOMPARE(authenticate(bad).error().code, u"invalid_token"_s);
        const Account bert = add(u"bert@example.org"_s);
        const auto other = signIn(aSignIn(bert.email, goodPassword));
        QVERIFY(works(other->token));
        QVERIFY(QCoro::waitFor(m_accounts->setActive(bert.id, false, {})));
        QCOMPARE(authenticate(other->token).error().code, u"invalid_token"_s);
    }

    void unverifiedAccountsMayOnlySignIn_data() { TestDatabase::backends(); } // PLT-005
    void unverifiedAccountsMayOnlySignIn()
    {
        QFETCH(QString, backend);
        open(backend);
        execOrDie(**m_db, u"UPDATE accounts SET email_verified_at = NULL"_s);
        const auto session = signIn(aSignIn(anna, goodPassword));
        QVERIFY(session);
        QVERIFY(authenticate(session->token)->isUnverified); // the doors ask for it
    }

    void lastUseIsNotedOncePerMinute_data() { TestDatabase::backends(); } // PLT-019
    void lastUseIsNotedOncePerMinute()
    {
        QFETCH(QString, backend);
        open(backend);
        const auto session = signIn(aSignIn(anna, goodPassword));
        const Instant start = m_clock->now();
        const auto lastUsed = [&] { return fromMs(intOrDie(**m_db, u"SELECT last_used_at FROM sessions"_s)); };
        m_clock->advance(59s);
        QVERIFY(works(session->token));
        QCOMPARE(lastUsed(), start);
        m_clock->advance(1s);
        QVERIFY(works(session->token));
        QCOMPARE(lastUsed(), start + 1min);
    }

    void seenAccountsAreCounted_data() { TestDatabase::backends(); } // PLT-167
    void seenAccountsAreCounted()
    {
        QFETCH(QString, backend);
        open(backend);
        const auto seen = [this] {
            return (*m_db)->readBlocking([since = m_clock->now() - 24h](storage::Transaction &tx) {
                return SessionStore(tx).countAccountsSeen(since);
            });
        };
        QCOMPARE(*seen(), 0);
        const auto session = signIn(aSignIn(anna, goodPassword));
        QVERIFY(signIn(aSignIn(anna, goodPassword)));
        QCOMPARE(*seen(), 1);
        m_clock->advance(25h);
        QCOMPARE(*seen(), 0);
        QVERIFY(works(session->token));
        QCOMPARE(*seen(), 1);
    }

    void refusalsAreAudited_data() { TestDatabase::backends(); } // PLT-141
    void refusalsAreAudited()
    {
        QFETCH(QString, backend);
        open(backend);
        (void)signIn(aSignIn(anna, u"wrong"_s));
        (void)signIn(aSignIn(u"nobody@example.org"_s, u"wrong"_s));
        QVERIFY(signIn(aSignIn(anna, goodPassword)));
        QCOMPARE(intOrDie(**m_db, u"SELECT COUNT(*) FROM audit_log WHERE action = 'session.refused'"_s), 2);
        QCOMPARE(intOrDie(**m_db, u"SELECT COUNT(*) FROM audit_log WHERE action = 'session.created'"_s), 1);
    }
};

QTEST_GUILESS_MAIN(TestSessionService)
#include "tst_sessionservice.moc"
