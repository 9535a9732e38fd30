// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/commandrows.h"

#include "tests/support/postgrescluster.h"

#include <QTest>

#include <csignal>

using namespace Qt::Literals::StringLiterals;

namespace portier::test
{

namespace
{

/// An own database in the cluster of this test.
QString freshPostgres()
{
    static int count = 0;
    const QString name = u"commands_%1"_s.arg(++count);
    PostgresCluster::shared().administer(u"CREATE DATABASE "_s + name);
    return PostgresCluster::shared().url(name);
}

} // namespace

void commandRows()
{
    QTest::addColumn<bool>("onPostgres");
    QTest::addColumn<bool>("running");
    QTest::newRow("sqlite, without a service") << false << false;
    QTest::newRow("sqlite, in the running service") << false << true;
    if (!PostgresCluster::isAvailable())
        return;
    QTest::newRow("postgres, without a service") << true << false;
    QTest::newRow("postgres, in the running service") << true << true;
}

void runCommandRow(const std::function<void(PortierdProcess &)> &steps, const QByteArrayList &secrets)
{
    QFETCH(bool, onPostgres);
    QFETCH(bool, running);
    PortierdProcess portierd;
    if (onPostgres)
        portierd.set(u"database.url="_s + freshPostgres());
    if (running)
        QVERIFY2(portierd.start(), portierd.log().constData());
    steps(portierd);
    if (!running || QTest::currentTestFailed())
        return;
    portierd.signal(SIGTERM);
    const Ended ended = portierd.wait();
    QCOMPARE(ended.exitCode, 0);
    for (const QByteArray &secret : secrets)
        QVERIFY2(!ended.err.toLower().contains(secret), secret.constData());
}

} // namespace portier::test
