// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/accountservice.h"
#include "tests/support/testdatabase.h"
#include "tests/unit/identity/countinghasher.h"

#include <QFile>
#include <QTest>

using namespace portier;
using namespace portier::identity;
using namespace portier::test;
using namespace Qt::StringLiterals;

namespace
{

const QString goodPassword = u"korrekt pferd batterie"_s;

RegisterRequest aSignUp(const QString &email, bool fromLoopback = true)
{
    RegisterRequest request;
    request.email = email;
    request.password = goodPassword;
    request.fromLoopback = fromLoopback;
    request.device.clientPrefix = fromLoopback ? u"127.0.0.1"_s : u"192.0.2.7"_s;
    return request;
}

NewAccount aNewAccount(const QString &email, const QSet<Role> &roles = {Role::Member})
{
    NewAccount account;
    account.email = email;
    account.password = goodPassword;
    account.roles = roles;
    return account;
}

operations::Actor operatorOnTheLine()
{
    operations::Actor actor;
    actor.kind = u"admin_cli"_s;
    return actor;
}

QString code(const Error &error)
{
    return error.code == "validation_failed"_L1 && !error.fields.isEmpty() ? error.fields.first().code : error.code;
}

} // namespace

class TestAccountService : public QObject
{
    Q_OBJECT
    std::shared_ptr<ManualClock> m_clock;
    std::shared_ptr<CountingHasher> m_hasher;
    std::unique_ptr<TestDatabase> m_db;
    std::unique_ptr<AccountService> m_accounts;

    void open(const QString &backend, IdentityOptions options = {})
    {
        m_accounts.reset();
        m_db = std::make_unique<TestDatabase>(backend, m_clock);
        m_accounts = std::make_unique<AccountService>(**m_db, m_clock, m_hasher, SetupCode(m_db->directory()),
                                                      std::move(options));
    }
    QString setupCodeFile() const { return m_db->directory() + u"/setup-code"_s; }
    Result<SignIn> signUp(const RegisterRequest &request) { return QCoro::waitFor(m_accounts->signUp(request)); }
    Account add(const QString &email, const QSet<Role> &roles = {Role::Member})
    {
        auto added = QCoro::waitFor(m_accounts->add(aNewAccount(email, roles), operatorOnTheLine()));
        if (!added)
            qFatal("%s", qPrintable(added.error().code));
        return *added;
    }
    qint64 count(const QString &sql) { return intOrDie(**m_db, sql); }

private Q_SLOTS:
    void init()
    {
        m_clock = aClock();
        m_hasher = std::make_shared<CountingHasher>(m_clock);
    }
    void cleanup()
    {
        m_accounts.reset();
        m_db.reset();
    }

    void theFirstSignUpBecomesAdmin_data() { TestDatabase::backends(); } // PLT-002, PLT-005
    void theFirstSignUpBecomesAdmin()
    {
        QFETCH(QString, backend);
        open(backend);
        const auto first = signUp(aSignUp(u" Anna@Example.org "_s));
        QVERIFY(first);
        QVERIFY(first->account.isAdmin());
        QVERIFY(first->account.emailVerifiedAt);
        QCOMPARE(first->account.email, u"Anna@Example.org"_s);
        QCOMPARE(first->account.displayName, u"Anna"_s);
        QVERIFY(first->token.startsWith(u"ps_"_s));
        QCOMPARE(count(u"SELECT COUNT(*) FROM audit_log WHERE action = 'account.created'"_s), 1);
        const auto second = signUp(aSignUp(u"bert@example.org"_s));
        QVERIFY(!second);
        QCOMPARE(second.error().code, u"signup_closed"_s);
    }

    void twoFirstSignUpsYieldOneAdmin_data() { TestDatabase::backends(); } // A01, PLT-002, PLT-004
    void twoFirstSignUpsYieldOneAdmin()
    {
        QFETCH(QString, backend);
        open(backend);
        auto one = m_accounts->signUp(aSignUp(u"anna@example.org"_s));
        auto two = m_accounts->signUp(aSignUp(u"bert@example.org"_s));
        const auto first = QCoro::waitFor(one);
        const auto second = QCoro::waitFor(two);
        QVERIFY(first.has_value() != second.has_value());
        QCOMPARE((first ? second : first).error().code, u"signup_closed"_s);
        QVERIFY((first ? first : second)->account.isAdmin());
        QCOMPARE(count(u"SELECT COUNT(*) FROM accounts"_s), 1);
    }

    void fromAnotherMachineItNeedsTheSetupCode_data() { TestDatabase::backends(); } // A02, PLT-003
    void fromAnotherMachineItNeedsTheSetupCode()
    {
        QFETCH(QString, backend);
        open(backend);
        QVERIFY(QCoro::waitFor(m_accounts->prepareSetup()));
        QFile file(setupCodeFile());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
        const QString setupCode = QString::fromLatin1(file.readAll()).trimmed();
        QVERIFY(setupCode.size() >= 20);
        QVERIFY(QCoro::waitFor(m_accounts->prepareSetup())); // a restart keeps the code

        RegisterRequest request = aSignUp(u"anna@example.org"_s, false);
        for (const QString &wrong : {QString(), u"guess"_s, setupCode + u'x'}) {
            request.setupCode = wrong;
            const auto refused = signUp(request);
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, u"setup_code_required"_s);
        }
        QCOMPARE(m_hasher->hashes, 0);
        request.setupCode = setupCode;
        QVERIFY(signUp(request)->account.isAdmin());
        QVERIFY(!QFile::exists(setupCodeFile()));
    }

    void anAccountOfTheCommandLineEndsTheSetup_data() { TestDatabase::backends(); } // PLT-003, PLT-005, PLT-008
    void anAccountOfTheCommandLineEndsTheSetup()
    {
        QFETCH(QString, backend);
        open(backend);
        QVERIFY(QCoro::waitFor(m_accounts->prepareSetup()));
        const Account account = add(u"anna@example.org"_s, {Role::Admin});
        QVERIFY(account.isAdmin());
        QVERIFY(account.emailVerifiedAt);
        QVERIFY(!QFile::exists(setupCodeFile()));
        QCOMPARE(signUp(aSignUp(u"bert@example.org"_s)).error().code, u"signup_closed"_s);
    }

    void signUpModes_data() // PLT-004, PLT-005
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<QString>("email");
        QTest::addColumn<bool>("admitted");
        const auto row = [](const char *name, SignUpMode mode, const QString &email, bool admitted) {
            QTest::newRow(name) << int(mode) << email << admitted;
        };
        row("closed", SignUpMode::Closed, u"bert@example.org"_s, false);
        row("open, listed", SignUpMode::Open, u"bert@example.org"_s, true);
        row("open, not listed", SignUpMode::Open, u"bert@elsewhere.org"_s, false); // PLT-033
        row("listed address", SignUpMode::Allowlist, u"Bert@Example.org"_s, true);
        row("listed domain", SignUpMode::Allowlist, u"dora@house.example"_s, true);
        row("sub-domain", SignUpMode::Allowlist, u"dora@sub.house.example"_s, false);
        row("not listed", SignUpMode::Allowlist, u"eve@example.org"_s, false);
        row("known, not listed", SignUpMode::Allowlist, u"admin@example.org"_s, false);
    }
    void signUpModes()
    {
        QFETCH(int, mode);
        QFETCH(QString, email);
        QFETCH(bool, admitted);
        IdentityOptions options;
        options.signUp = SignUpMode(mode);
        options.allowlist = {u"bert@example.org"_s, u"@House.example"_s};
        open(u"sqlite"_s, options);
        add(u"admin@example.org"_s, {Role::Admin});
        const auto result = signUp(aSignUp(email, false));
        QCOMPARE(result.has_value(), admitted);
        if (admitted) {
            QVERIFY(!result->account.isAdmin());
            QVERIFY(!result->account.emailVerifiedAt);
        } else {
            QCOMPARE(result.error().code, u"signup_closed"_s);
        }
    }

    void addressesAreUniqueAsCompared_data() { TestDatabase::backends(); } // PLT-001
    void addressesAreUniqueAsCompared()
    {
        QFETCH(QString, backend);
        open(backend);
        add(u"Jörg@Example.org"_s);
        // The same letters, decomposed and in capitals.
        const auto again =
            QCoro::waitFor(m_accounts->add(aNewAccount(u" JO\u0308RG@EXAMPLE.ORG"_s), operatorOnTheLine()));
        QVERIFY(!again);
        QCOMPARE(again.error().code, u"email_taken"_s);
        QCOMPARE(QCoro::waitFor(m_accounts->findByEmail(u"jörg@example.org"_s))->email, u"Jörg@Example.org"_s);
    }

    void badFieldsAreNamed_data() // PLT-001, PLT-011
    {
        QTest::addColumn<QString>("email");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("expected");
        const QString email = u"anna@example.org"_s;
        QTest::newRow("no @") << u"anna"_s << QString() << QString() << QString() << goodPassword << u"email_invalid"_s;
        QTest::newRow("two @") << u"a@b@c"_s << QString() << QString() << QString() << goodPassword
                               << u"email_invalid"_s;
        QTest::newRow("line break") << u"a@b.c\r\nBcc: d"_s << QString() << QString() << QString() << goodPassword
                                    << u"email_invalid"_s;
        QTest::newRow("255 characters") << QString(u"@b.org"_s).prepend(QString(249, u'a')) << QString() << QString()
                                        << QString() << goodPassword << u"email_invalid"_s;
        QTest::newRow("long name") << email << QString(81, u'n') << QString() << QString() << goodPassword
                                   << u"too_long"_s;
        QTest::newRow("blank name") << email << u"   "_s << QString() << QString() << goodPassword << u"too_short"_s;
        QTest::newRow("language") << email << QString() << u"fr"_s << QString() << goodPassword << u"not_one_of"_s;
        QTest::newRow("zone") << email << QString() << QString() << u"Mars/Olympus"_s << goodPassword
                              << u"time_zone_unknown"_s;
        QTest::newRow("weak") << email << QString() << QString() << QString() << u"password1"_s
                              << u"password_too_weak"_s;
        QTest::newRow("own address") << email << QString() << QString() << QString() << email << u"password_too_weak"_s;
    }
    void badFieldsAreNamed()
    {
        QFETCH(QString, email);
        QFETCH(QString, name);
        QFETCH(QString, language);
        QFETCH(QString, zone);
        QFETCH(QString, password);
        open(u"sqlite"_s);
        RegisterRequest request = aSignUp(email);
        request.displayName = name;
        request.language = language;
        request.timeZone = zone;
        request.password = password;
        const auto refused = signUp(request);
        QVERIFY(!refused);
        QTEST(code(refused.error()), "expected");
        QCOMPARE(count(u"SELECT COUNT(*) FROM accounts"_s), 0);
    }

    void theLastAdminStays_data() { TestDatabase::backends(); } // A03, PLT-007
    void theLastAdminStays()
    {
        QFETCH(QString, backend);
        open(backend);
        const QString admin = add(u"anna@example.org"_s, {Role::Admin}).id;
        const auto disabled = QCoro::waitFor(m_accounts->setActive(admin, false, operatorOnTheLine()));
        QVERIFY(!disabled);
        QCOMPARE(disabled.error().code, u"last_admin"_s);
        QVERIFY(QCoro::waitFor(m_accounts->find(admin))->isAdmin());
    }

    void profilesAreVersioned_data() { TestDatabase::backends(); } // PLT-060
    void profilesAreVersioned()
    {
        QFETCH(QString, backend);
        open(backend);
        const Account account = add(u"anna@example.org"_s);
        ProfileChange change;
        change.displayName = u"Anna B."_s;
        const auto changed =
            QCoro::waitFor(m_accounts->updateProfile(account.id, account.version, change, operatorOnTheLine()));
        QVERIFY(changed);
        QCOMPARE(changed->displayName, u"Anna B."_s);
        QCOMPARE(changed->timeZone, account.timeZone);
        const auto stale =
            QCoro::waitFor(m_accounts->updateProfile(account.id, account.version, change, operatorOnTheLine()));
        QVERIFY(!stale);
        QCOMPARE(stale.error().code, u"stale_version"_s);
        QCOMPARE(stale.error().details.value(u"version"_s).toInteger(), changed->version);
    }

    void aNewPasswordEndsOtherSessions_data() { TestDatabase::backends(); } // PLT-015
    void aNewPasswordEndsOtherSessions()
    {
        QFETCH(QString, backend);
        open(backend);
        const auto first = signUp(aSignUp(u"anna@example.org"_s));
        QVERIFY(first);
        const QString id = first->account.id;
        QVERIFY(
            QCoro::waitFor(m_accounts->setPassword(id, u"ein ganz anderes"_s, operatorOnTheLine(), first->session.id)));
        QCOMPARE(count(u"SELECT COUNT(*) FROM sessions"_s), 1);
        QVERIFY(QCoro::waitFor(m_accounts->setPassword(id, u"noch ein anderes"_s, operatorOnTheLine())));
        QCOMPARE(count(u"SELECT COUNT(*) FROM sessions"_s), 0);
    }

    void noAddressOrNameIsAudited_data() { TestDatabase::backends(); } // PLT-141
    void noAddressOrNameIsAudited()
    {
        QFETCH(QString, backend);
        open(backend);
        const Account account = add(u"anna@example.org"_s);
        ProfileChange change;
        change.displayName = u"Annabella"_s;
        QVERIFY(QCoro::waitFor(m_accounts->updateProfile(account.id, account.version, change, operatorOnTheLine())));
        QCOMPARE(count(u"SELECT COUNT(*) FROM audit_log WHERE changes LIKE '%anna%' OR changes LIKE '%Annabella%'"_s),
                 0);
    }
};

QTEST_GUILESS_MAIN(TestAccountService)
#include "tst_accountservice.moc"
