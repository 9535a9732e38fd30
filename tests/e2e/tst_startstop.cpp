// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/portierdprocess.h"

#include "core/base/clock.h"
#include "core/storage/database.h"
#include "tests/support/testdatabase.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <csignal>

#include <sys/resource.h>

using namespace portier;
using namespace portier::test;
using namespace Qt::Literals::StringLiterals;

/// Starting and stopping the real program, and the exit codes it refuses with.
class TestStartStop : public QObject
{
    Q_OBJECT
private:
    /// One statement in the database of a stopped service.
    static void change(const PortierdProcess &portierd, const QString &sql)
    {
        storage::DatabaseOptions options;
        options.url = u"sqlite:"_s + portierd.file(u"portier.db"_s);
        auto database = storage::Database::open(options, std::make_shared<SystemClock>());
        QVERIFY(database.has_value());
        execOrDie(**database, sql);
    }
    static void startAndStop(PortierdProcess &portierd)
    {
        QVERIFY2(portierd.start(), portierd.log().constData());
        portierd.signal(SIGTERM);
        const Ended ended = portierd.wait();
        QVERIFY2(ended.exitCode == 0, ended.err.constData());
    }
    static QMap<QString, QByteArray> contents(const QString &directory)
    {
        QMap<QString, QByteArray> result;
        for (const QFileInfo &info : QDir(directory).entryInfoList(QDir::Files)) {
            QFile file(info.filePath());
            if (info.fileName() != "portierd.lock"_L1 && file.open(QIODevice::ReadOnly))
                result.insert(info.fileName(), file.readAll());
        }
        return result;
    }

private Q_SLOTS:
    // PLT-102
    void termDrainsAndExitsWithZero_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }
    void termDrainsAndExitsWithZero()
    {
        QFETCH(int, signal);
        PortierdProcess portierd;
        QVERIFY2(portierd.start(), portierd.log().constData());
        portierd.signal(signal);
        const Ended ended = portierd.wait();
        QCOMPARE(ended.exitCode, 0);
        QVERIFY(ended.err.contains("\"drain_started\""));
        QVERIFY(ended.err.contains("\"drain_finished\""));
        QVERIFY(!QFileInfo::exists(portierd.file(u"portierd.sock"_s)));
    }
    // PLT-102
    void aSecondSignalEndsAtOnce()
    {
        PortierdProcess portierd;
        QVERIFY2(portierd.start(), portierd.log().constData());
        portierd.signal(SIGSTOP); // so that both are there before the first is acted upon
        portierd.signal(SIGTERM);
        portierd.signal(SIGINT);
        portierd.signal(SIGCONT);
        QCOMPARE(portierd.wait().exitCode, 130);
    }
    // PLT-102
    void hangupReadsTheConfigurationAgain()
    {
        PortierdProcess portierd;
        QVERIFY2(portierd.start(), portierd.log().constData());
        portierd.signal(SIGHUP);
        QVERIFY(portierd.waitForLog("\"configuration_reloaded\""));
        portierd.signal(SIGTERM);
        QCOMPARE(portierd.wait().exitCode, 0);
    }
    // PLT-161: whatever a service writes is one JSON object per line
    void everyLineIsJson()
    {
        PortierdProcess portierd;
        startAndStop(portierd);
        int lines = 0;
        for (const QByteArray &line : portierd.log().split('\n')) {
            if (line.isEmpty())
                continue;
            ++lines;
            const QJsonObject object = QJsonDocument::fromJson(line).object();
            for (const QString &member : {u"time"_s, u"level"_s, u"event"_s, u"component"_s, u"instance"_s, u"msg"_s})
                QVERIFY2(object.contains(member), line.constData());
        }
        QVERIFY(lines >= 4);
    }
    // PLT-023
    void withoutTlsItWarns()
    {
        PortierdProcess open;
        startAndStop(open);
        QCOMPARE(open.log().count("\"cookies_not_secure\""), 1);
        PortierdProcess secure;
        secure.set(u"http.public_url=https://localhost"_s);
        startAndStop(secure);
        QCOMPARE(secure.log().count("\"cookies_not_secure\""), 0);
    }
    // data.directory of section 12; PLT-182
    void theDataIsClosedToOthersAndCoreDumpsAreOff()
    {
        PortierdProcess portierd;
        QDir().mkpath(portierd.directory());
        QFile::setPermissions(portierd.directory(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner |
                                                        QFile::ReadOther | QFile::ExeOther);
        QVERIFY2(portierd.start(), portierd.log().constData());
        const auto open = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                          QFile::WriteOther | QFile::ExeOther;
        for (const QString &name : {u"."_s, u"secret.key"_s, u"portierd.sock"_s})
            QVERIFY2(!QFileInfo(portierd.file(name)).permissions().testAnyFlags(open), qPrintable(name));
        rlimit limit{1, 1};
        QCOMPARE(prlimit(static_cast<pid_t>(portierd.processId()), RLIMIT_CORE, nullptr, &limit), 0);
        QCOMPARE(limit.rlim_cur, 0u);
        portierd.signal(SIGTERM);
        QCOMPARE(portierd.wait().exitCode, 0);
    }

    // PLT-170, PLT-171, PLT-103: started means ready
    void aStartedServiceIsReady()
    {
        PortierdProcess portierd;
        QVERIFY2(portierd.start(), portierd.log().constData());
        const HttpAnswer ready = portierd.get(u"/ready"_s);
        QCOMPARE(ready.status, 200);
        const QJsonObject report = QJsonDocument::fromJson(ready.body).object();
        QCOMPARE(report.value(u"status"_s).toString(), u"ready"_s);
        const QJsonObject checks = report.value(u"checks"_s).toObject();
        for (const QString &check : {u"database"_s, u"migrations"_s, u"disk"_s, u"accepting"_s})
            QVERIFY2(checks.value(check).toBool(), qPrintable(check));
        QCOMPARE(portierd.get(u"/health"_s).status, 200);
        QCOMPARE(portierd.get(u"/metrics"_s).status, 200);
        portierd.signal(SIGTERM);
        QCOMPARE(portierd.wait().exitCode, 0);
    }
    void aBusyPortIsNamed()
    {
        PortierdProcess first;
        QVERIFY2(first.start(), first.log().constData());
        PortierdProcess second;
        second.set(u"http.listen=127.0.0.1:%1"_s.arg(first.port()));
        const Ended ended = second.run({u"serve"_s});
        QCOMPARE(ended.exitCode, 1);
        QVERIFY2(ended.err.contains("Cannot listen on 127.0.0.1:" + QByteArray::number(first.port())),
                 ended.err.constData());
        first.signal(SIGTERM);
        QCOMPARE(first.wait().exitCode, 0);
    }

    // PLT-184, A60
    void wrongSettingsAreAllNamedAndExitWithTwo()
    {
        PortierdProcess portierd;
        portierd.set(u"http.max_connections=7"_s);
        portierd.set(u"nonsense.key=1"_s);
        portierd.setEnvironment(u"PORTIER_LOG_LEVEL"_s, u"loud"_s);
        // Grammars and pairs of other rooms are named with the rest.
        portierd.set(u"limits.reads=many"_s);
        portierd.set(u"schedule.retention=off"_s);
        portierd.set(u"schedule.trip_refresh=weekly sun 06:00"_s);
        portierd.set(u"twilio.account_sid=SM0123"_s);
        portierd.set(u"errors.dsn=http://key@elsewhere.test/1"_s);
        for (const QStringList &words : {QStringList{u"serve"_s}, QStringList{u"config"_s, u"check"_s},
                                         QStringList{u"config"_s, u"show"_s}, QStringList{u"migrate"_s}}) {
            const Ended ended = portierd.run(words);
            QCOMPARE(ended.exitCode, 2);
            QCOMPARE(ended.err.count('\n'), 9); // two of them about Twilio
            QVERIFY(ended.err.contains("16 to 65535"));
        }
        QVERIFY(!QFileInfo::exists(portierd.directory()));
    }
    // PLT-182, PLT-183
    void configShowMasksSecrets()
    {
        PortierdProcess portierd;
        portierd.set(u"smtp.user=u"_s);
        portierd.setEnvironment(u"PORTIER_SMTP_PASSWORD"_s, u"geheim"_s);
        const Ended ended = portierd.run({u"config"_s, u"show"_s});
        QCOMPARE(ended.exitCode, 0);
        QVERIFY(!ended.out.contains("geheim"));
        QVERIFY(ended.out.contains("smtp.password = ********    (PORTIER_SMTP_PASSWORD)\n"));
        QCOMPARE(portierd.run({u"config"_s, u"check"_s}).exitCode, 0);
    }
    // PLT-179
    void aSecretFileOpenToOthersIsRefused()
    {
        PortierdProcess portierd;
        QTemporaryDir directory;
        QFile file(directory.filePath(u"password"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("geheim\n");
        file.close();
        portierd.set(u"smtp.user=u"_s);
        portierd.set(u"smtp.password_file="_s + file.fileName());
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::ReadOther));
        QCOMPARE(portierd.run({u"config"_s, u"check"_s}).exitCode, 2);
        QVERIFY(file.setPermissions(QFile::ReadOwner));
        QCOMPARE(portierd.run({u"config"_s, u"check"_s}).exitCode, 0);
    }
    void wrongCommandLinesExitWithTwo_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("unknown command") << QStringList{u"fly"_s};
        QTest::newRow("unknown option") << QStringList{u"serve"_s, u"--fast"_s};
        QTest::newRow("too many words") << QStringList{u"migrate"_s, u"now"_s};
        QTest::newRow("missing word") << QStringList{u"clock"_s, u"advance"_s};
    }
    void wrongCommandLinesExitWithTwo()
    {
        QFETCH(QStringList, words);
        PortierdProcess portierd;
        QCOMPARE(portierd.run(words).exitCode, 2);
        QVERIFY(!QFileInfo::exists(portierd.directory()));
    }

    // PLT-149, PLT-151, PLT-152, PLT-180, A56: refused with the right code, data untouched
    void refusalsLeaveTheDataAlone_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("fileToDamage");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("changed migration")
            << u"UPDATE schema_migrations SET checksum = 'other' WHERE number = 1"_s << QString() << 3;
        QTest::newRow("newer schema")
            << u"INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES (9000, 'f', 'c', 0)"_s
            << QString() << 3;
        QTest::newRow("swapped database")
            << u"UPDATE instance SET id = '01a20232-6701-753b-aeb3-3715780ff8ed'"_s << QString() << 5;
        QTest::newRow("lost database") << QString() << u"portier.db"_s << 5;
        QTest::newRow("lost key") << QString() << u"secret.key"_s << 6;
        QTest::newRow("other key") << u"UPDATE instance SET key_id = '0011223344556677'"_s << QString() << 6;
    }
    void refusalsLeaveTheDataAlone()
    {
        QFETCH(QString, sql);
        QFETCH(QString, fileToDamage);
        QFETCH(int, exitCode);
        PortierdProcess portierd;
        startAndStop(portierd);
        if (!sql.isEmpty())
            change(portierd, sql);
        if (!fileToDamage.isEmpty())
            QVERIFY(QFile::remove(portierd.file(fileToDamage)));
        const auto before = contents(portierd.directory());
        const Ended ended = portierd.run({u"serve"_s});
        QVERIFY2(ended.exitCode == exitCode, ended.err.constData());
        QVERIFY(ended.err.contains("\"start_refused\""));
        QCOMPARE(contents(portierd.directory()).keys(), before.keys());
        QCOMPARE(contents(portierd.directory()), before);
    }
    // PLT-151
    void aSecondServiceIsRefusedNamingTheFirst()
    {
        PortierdProcess portierd;
        QVERIFY2(portierd.start(), portierd.log().constData());
        const Ended second = portierd.run({u"serve"_s});
        QCOMPARE(second.exitCode, 4);
        QVERIFY2(second.err.contains(QByteArray::number(portierd.processId())), second.err.constData());
        portierd.signal(SIGTERM);
        QCOMPARE(portierd.wait().exitCode, 0);
    }
    // PLT-151: the lock of a dead process
    void aKilledServiceBlocksNobody()
    {
        PortierdProcess portierd;
        QVERIFY2(portierd.start(), portierd.log().constData());
        portierd.signal(SIGKILL);
        static_cast<void>(portierd.wait());
        startAndStop(portierd);
    }
    // PLT-152
    void adoptTakesASwappedDatabase()
    {
        PortierdProcess portierd;
        startAndStop(portierd);
        change(portierd, u"UPDATE instance SET id = '01a20232-6701-753b-aeb3-3715780ff8ed'"_s);
        QCOMPARE(portierd.run({u"serve"_s}).exitCode, 5);
        const Ended adopted = portierd.run({u"adopt"_s});
        QVERIFY2(adopted.exitCode == 0, adopted.err.constData());
        startAndStop(portierd);
    }
    // database.migrate
    void checkRefusesPendingMigrationsAndMigrateAppliesThem()
    {
        PortierdProcess portierd;
        portierd.set(u"database.migrate=check"_s);
        const Ended refused = portierd.run({u"serve"_s});
        QCOMPARE(refused.exitCode, 3);
        QVERIFY(refused.err.contains("portierd migrate"));
        QCOMPARE(portierd.run({u"migrate"_s}).exitCode, 0);
        startAndStop(portierd);
    }

    // PLT-151: one command, in the service or without it
    void commandsRunInTheServiceOrAlone()
    {
        PortierdProcess portierd;
        const Ended alone = portierd.run({u"clock"_s, u"show"_s});
        QVERIFY2(alone.exitCode == 0, alone.err.constData());
        QVERIFY(fromRfc3339(QString::fromUtf8(alone.out.trimmed())).has_value());
        QVERIFY2(portierd.start(), portierd.log().constData());
        const Ended inside = portierd.run({u"clock"_s, u"show"_s});
        QCOMPARE(inside.exitCode, 0);
        QVERIFY(fromRfc3339(QString::fromUtf8(inside.out.trimmed())).has_value());
        QVERIFY(portierd.waitForLog("\"control_command\""));
        portierd.signal(SIGTERM);
        QCOMPARE(portierd.wait().exitCode, 0);
    }
    void aRealClockCannotBeMoved()
    {
        PortierdProcess portierd;
        QVERIFY2(portierd.start(), portierd.log().constData());
        QCOMPARE(portierd.run({u"clock"_s, u"advance"_s, u"24h"_s}).exitCode, 1);
        portierd.signal(SIGTERM);
        QCOMPARE(portierd.wait().exitCode, 0);
    }
    void aSteppedClockMovesOnCommand()
    {
        PortierdProcess portierd;
        portierd.set(u"test.clock=stepped"_s);
        portierd.set(u"test.clock_start=2027-03-01T08:00:00Z"_s);
        QVERIFY2(portierd.start(), portierd.log().constData());
        const Ended moved = portierd.run({u"clock"_s, u"advance"_s, u"24h"_s});
        QVERIFY2(moved.exitCode == 0, moved.err.constData());
        QVERIFY2(moved.out.startsWith("2027-03-02T08:"), moved.out.constData());
        portierd.signal(SIGTERM);
        QCOMPARE(portierd.wait().exitCode, 0);
    }
    void testModeIsRefusedForRealData()
    {
        PortierdProcess portierd;
        portierd.set(u"data.directory=/var/lib/portier-test-never-made"_s);
        const Ended ended = portierd.run({u"serve"_s});
        QCOMPARE(ended.exitCode, 2);
        QVERIFY(ended.err.contains("test.enabled: is refused unless data.directory is below"));
    }
};

QTEST_GUILESS_MAIN(TestStartStop)
#include "tst_startstop.moc"
