// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/accountstore.h"
#include "core/runtime/bookingaccounts.h"
#include "tests/unit/identity/identityworld.h"

#include <QTest>

using namespace portier;
using namespace portier::test;
using namespace Qt::StringLiterals;

using bookings::BookingAccount;
using storage::Transaction;

namespace
{

const QString mara = u"Mara@Gast.example"_s;

std::optional<BookingAccount> found(IdentityWorld &world, const QString &id)
{
    const auto find = [id](Transaction &tx) { return runtime::findBookingAccount(tx, id); };
    return IdentityWorld::orDie(world.db->readBlocking(find));
}

std::optional<BookingAccount> byAddress(IdentityWorld &world, const QString &email)
{
    const auto find = [email](Transaction &tx) { return runtime::bookingAccountByEmail(tx, email); };
    return IdentityWorld::orDie(world.db->readBlocking(find));
}

} // namespace

/// What of an account counts in a shared house.
class TestBookingAccounts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void addressesCountOnceVerified_data() { TestDatabase::backends(); }
    void addressesCountOnceVerified() // BKG-069, BKG-013
    {
        QFETCH(QString, backend);
        IdentityWorld world(backend);
        world.add(u"admin@firma.example"_s);
        const QString id = world.add(mara).id;
        QCOMPARE(found(world, id)->email, u"mara@gast.example"_s);
        QCOMPARE(byAddress(world, u"mara@gast.example"_s)->id, id);
        execOrDie(*world.db, u"UPDATE accounts SET email_verified_at = NULL WHERE id = ?"_s, {id});
        QCOMPARE(found(world, id)->email, QString());
        QVERIFY(!byAddress(world, u"mara@gast.example"_s));
    }

    void disabledAccountsCountNowhere_data() { TestDatabase::backends(); }
    void disabledAccountsCountNowhere() // BKG-069
    {
        QFETCH(QString, backend);
        IdentityWorld world(backend);
        world.add(u"admin@firma.example"_s);
        const QString id = world.add(mara).id;
        QVERIFY(QCoro::waitFor(world.accounts.setActive(id, false, {})));
        QVERIFY(!found(world, id));
        QVERIFY(!byAddress(world, u"mara@gast.example"_s));
    }
};

QTEST_GUILESS_MAIN(TestBookingAccounts)
#include "tst_bookingaccounts.moc"
