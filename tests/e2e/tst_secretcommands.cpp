// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/portierdprocess.h"

#include <QFile>
#include <QTest>

#include <csignal>

using namespace portier::test;
using namespace Qt::Literals::StringLiterals;

/// PLT-181: keys by the command line, in the running service and without one; PLT-180, A56: the wrong key.
class TestSecretCommands : public QObject
{
    Q_OBJECT
private:
    static int keysOf(PortierdProcess &portierd, const QByteArray &name)
    {
        int count = 0;
        for (const QByteArray &line : portierd.run({u"secrets"_s, u"list"_s}).out.split('\n'))
            count += line.startsWith(name + '\t') ? 1 : 0;
        return count;
    }
    static void rotateAndRetire(PortierdProcess &portierd)
    {
        const auto run = [&portierd](const QStringList &words) {
            return portierd.run(QStringList{u"secrets"_s} + words);
        };
        QCOMPARE(keysOf(portierd, "erasure"), 1);
        QCOMPARE(run({u"rotate"_s, u"erasure"_s}).exitCode, 2); // never (PLT-160)
        for (const QString &name : {u"master"_s, u"pepper"_s, u"cookie"_s, u"link"_s}) {
            const int before = keysOf(portierd, name.toLatin1());
            const Ended rotated = run({u"rotate"_s, name});
            QVERIFY2(rotated.exitCode == 0, rotated.err.constData());
            QVERIFY(rotated.out.isEmpty()); // such keys never leave the key file
            QCOMPARE(keysOf(portierd, name.toLatin1()), before + 1);
            QCOMPARE(run({u"retire"_s, name}).exitCode, 0);
            QCOMPARE(keysOf(portierd, name.toLatin1()), 1);
        }
        const Ended metrics = run({u"rotate"_s, u"metrics"_s});
        QCOMPARE(metrics.exitCode, 0);
        QVERIFY(metrics.out.startsWith("pm_"));
        QCOMPARE(run({u"rotate"_s, u"nonsense"_s}).exitCode, 2);
    }

private Q_SLOTS:
    void withoutAService()
    {
        PortierdProcess portierd;
        rotateAndRetire(portierd);
        QVERIFY2(portierd.start(), portierd.log().constData());
        portierd.signal(SIGTERM);
        QCOMPARE(portierd.wait().exitCode, 0);
    }
    void inTheRunningService()
    {
        PortierdProcess portierd;
        QVERIFY2(portierd.start(), portierd.log().constData());
        rotateAndRetire(portierd);
        QCOMPARE(portierd.get(u"/ready"_s).status, 200);
        QFile file(portierd.file(u"secret.key"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().split('\n');
        portierd.signal(SIGTERM);
        const Ended ended = portierd.wait();
        QCOMPARE(ended.exitCode, 0);
        for (const QByteArray &line : lines) { // PLT-182
            const QByteArray secret = line.mid(line.lastIndexOf(' ') + 1);
            if (secret.size() > 40)
                QVERIFY(!ended.err.contains(secret));
        }
    }
    // A56: the key file of before a rotation does not open what was sealed since.
    void anOlderKeyFileIsRefused()
    {
        PortierdProcess portierd;
        QCOMPARE(portierd.run({u"migrate"_s}).exitCode, 0);
        const QString path = portierd.file(u"secret.key"_s);
        QVERIFY(QFile::copy(path, path + u".old"_s));
        QCOMPARE(portierd.run({u"secrets"_s, u"rotate"_s, u"master"_s}).exitCode, 0);
        QVERIFY(QFile::remove(path));
        QVERIFY(QFile::rename(path + u".old"_s, path));
        QCOMPARE(portierd.run({u"migrate"_s}).exitCode, 6);
    }
};

QTEST_GUILESS_MAIN(TestSecretCommands)
#include "tst_secretcommands.moc"
