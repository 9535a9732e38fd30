// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/commandrows.h"

#include <QFileInfo>
#include <QTest>

#include <csignal>

using namespace portier::test;
using namespace Qt::Literals::StringLiterals;

/// PLT-008, PLT-151: accounts by the command line, in the running service and without one.
class TestUserCommands : public QObject
{
    Q_OBJECT
private:
    const QByteArray m_password = "correct horse battery staple\n";

    static QList<QByteArray> users(PortierdProcess &portierd)
    {
        QList<QByteArray> lines = portierd.run({u"user"_s, u"list"_s}).out.split('\n');
        lines.removeLast();
        return lines;
    }
    void exerciseAll(PortierdProcess &portierd)
    {
        const auto run = [&portierd](const QStringList &words, const QByteArray &input = {}) {
            return portierd.run(QStringList{u"user"_s} + words, input);
        };
        const QString anna = u"anna@firma.test"_s;
        const Ended added = run({u"add"_s, u"--email"_s, anna, u"--role"_s, u"admin"_s}, m_password);
        QVERIFY2(added.exitCode == 0, added.err.constData());
        QCOMPARE(run({u"add"_s, u"--email"_s, anna}, m_password).exitCode, 1); // taken
        QCOMPARE(run({u"add"_s, u"--email"_s, u"bo@firma.test"_s, u"--name"_s, u"Bo Ö."_s}, m_password).exitCode, 0);
        QCOMPARE(users(portierd), (QList<QByteArray>{"anna@firma.test\tactive\tmember,admin\tanna",
                                                     "bo@firma.test\tactive\tmember\tBo Ö."}));
        // PLT-007
        QCOMPARE(run({u"set-role"_s, u"--email"_s, anna, u"--role"_s, u"member"_s}).exitCode, 1);
        QCOMPARE(run({u"disable"_s, u"--email"_s, anna}).exitCode, 1);
        QCOMPARE(run({u"set-role"_s, u"--email"_s, u"bo@firma.test"_s, u"--role"_s, u"admin"_s}).exitCode, 0);
        const auto approve = [&run](const QString &parties) {
            return run(
                {u"set-role"_s, u"--email"_s, u"bo@firma.test"_s, u"--role"_s, u"approver"_s, u"--party"_s, parties});
        };
        QCOMPARE(approve(u"Nobody"_s).exitCode, 8);
        QVERIFY(!users(portierd).last().contains("approver"));
        const Ended approving = approve(u"Ingeborg, Cornelia"_s);
        QVERIFY2(approving.exitCode == 0, approving.err.constData());
        QVERIFY(users(portierd).last().contains("member,approver"));
        const Ended wrong = run(
            {u"set-role"_s, u"--email"_s, u"bo@firma.test"_s, u"--role"_s, u"admin"_s, u"--party"_s, u"Angelika"_s});
        QCOMPARE(wrong.exitCode, 2); // parties are an approver's (PLT-009)
        QCOMPARE(run({u"set-role"_s, u"--email"_s, u"bo@firma.test"_s, u"--role"_s, u"admin"_s}).exitCode, 0);
        QCOMPARE(run({u"disable"_s, u"--email"_s, anna}).exitCode, 0);
        QVERIFY(users(portierd).first().contains("\tdisabled\t"));
        QCOMPARE(run({u"enable"_s, u"--email"_s, anna}).exitCode, 0);
        QCOMPARE(run({u"set-password"_s, u"--email"_s, anna}, "another good password\n").exitCode, 0);
        QCOMPARE(run({u"sessions"_s, u"--email"_s, anna}).exitCode, 0);
        QCOMPARE(run({u"sessions"_s, u"--email"_s, anna, u"--end"_s}).exitCode, 0);
        QCOMPARE(run({u"sessions"_s, u"--email"_s, u"nobody@firma.test"_s}).exitCode, 8);
    }

private Q_SLOTS:
    void everything_data() { commandRows(); }
    void everything()
    {
        const auto steps = [this](PortierdProcess &portierd) { exerciseAll(portierd); };
        runCommandRow(steps, {"anna@", "correct horse", "another good"}); // PLT-163
    }
    // PLT-003
    void theSetupCodeIsWrittenAndVanishes()
    {
        PortierdProcess portierd;
        QVERIFY2(portierd.start(), portierd.log().constData());
        const QFileInfo file(portierd.file(u"setup-code"_s));
        QVERIFY(file.exists());
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        const Ended printed = portierd.run({u"user"_s, u"setup-code"_s});
        QCOMPARE(printed.exitCode, 0);
        QVERIFY(printed.out.trimmed().size() >= 16);
        QVERIFY(!portierd.log().contains(printed.out.trimmed()));
        QCOMPARE(
            portierd.run({u"user"_s, u"add"_s, u"--email"_s, u"a@firma.test"_s, u"--role"_s, u"admin"_s}, m_password)
                .exitCode,
            0);
        QVERIFY(!QFileInfo::exists(file.filePath()));
        QCOMPARE(portierd.run({u"user"_s, u"setup-code"_s}).exitCode, 8);
        portierd.signal(SIGTERM);
        QCOMPARE(portierd.wait().exitCode, 0);
    }
    void badInputIsNamedFieldByField()
    {
        PortierdProcess portierd;
        portierd.setEnvironment(u"LC_ALL"_s, u"de_DE.UTF-8"_s);
        const Ended ended = portierd.run({u"user"_s, u"add"_s, u"--email"_s, u"nonsense"_s}, "x\n");
        QCOMPARE(ended.exitCode, 2);
        QVERIFY2(ended.err.contains("/email: Das ist keine E-Mail-Adresse."), ended.err.constData());
        QCOMPARE(portierd.run({u"user"_s, u"add"_s, u"--email"_s, u"a@b.test"_s}).exitCode, 2); // no password
        QCOMPARE(portierd.run({u"user"_s, u"add"_s, u"--email"_s, u"a@b.test"_s, u"--role"_s, u"king"_s}, m_password)
                     .exitCode,
                 2);
    }
};

QTEST_GUILESS_MAIN(TestUserCommands)
#include "tst_usercommands.moc"
