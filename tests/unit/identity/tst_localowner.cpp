// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/localowner.h"

#include "core/identity/accountservice.h"
#include "tests/support/testdatabase.h"
#include "tests/unit/identity/countinghasher.h"

#include <QTest>

using namespace portier;
using namespace portier::identity;
using namespace portier::test;
using namespace Qt::StringLiterals;

/// The one owner of a desktop's own data (PLT-006).
class TestLocalOwner : public QObject
{
    Q_OBJECT
    std::shared_ptr<ManualClock> m_clock = aClock();

    Result<SignIn> signIn(TestDatabase &db)
    {
        return QCoro::waitFor(signInLocalOwner(*db, m_clock, u"de"_s, u"Europe/Berlin"_s));
    }

private Q_SLOTS:
    void comesWithTheFolderAsAdministrator_data() { TestDatabase::backends(); }
    void comesWithTheFolderAsAdministrator()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend, m_clock);
        const auto owner = signIn(db);
        QVERIFY(owner);
        QVERIFY(owner->account.isAdmin());
        QVERIFY(owner->account.emailVerifiedAt);
        QCOMPARE(owner->account.language, u"de"_s);
        QVERIFY(owner->token.startsWith(u"ps_"_s));
        QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM accounts WHERE password_hash = ''"_s), 1);
        QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM audit_log WHERE action = 'account.created'"_s), 1);
    }

    void isTheSameEveryTime_data() { TestDatabase::backends(); }
    void isTheSameEveryTime()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend, m_clock);
        const auto first = signIn(db);
        const auto second = signIn(db);
        QVERIFY(first && second);
        QCOMPARE(first->account.id, second->account.id);
        QVERIFY(first->token != second->token);
        QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM accounts"_s), 1);
    }

    void doesNotComeToDataOfOthers_data() { TestDatabase::backends(); }
    void doesNotComeToDataOfOthers()
    {
        QFETCH(QString, backend);
        TestDatabase db(backend, m_clock);
        AccountService accounts(*db, m_clock, std::make_shared<CountingHasher>(m_clock), SetupCode(db.directory()));
        RegisterRequest request;
        request.email = u"anna@example.org"_s;
        request.password = u"korrekt pferd batterie"_s;
        request.fromLoopback = true;
        QVERIFY(QCoro::waitFor(accounts.signUp(request)));
        const auto owner = signIn(db);
        QVERIFY(!owner);
        QCOMPARE(owner.error().code, u"not_a_local_folder"_s);
    }
};

QTEST_GUILESS_MAIN(TestLocalOwner)
#include "tst_localowner.moc"
