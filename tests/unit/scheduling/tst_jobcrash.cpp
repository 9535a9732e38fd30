// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
// kill -9 of a process that runs jobs, on real files and real time.
#include "core/scheduling/jobqueue.h"
#include "tests/support/testdatabase.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

using namespace portier;
using namespace portier::scheduling;
using namespace portier::storage;
using namespace portier::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// The helper beside this test.
class JobProcess
{
public:
    explicit JobProcess(const QString &url)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QString::fromLatin1(PORTIER_JOBPROCESS), {url});
        if (!m_process.waitForStarted(30000))
            qFatal("cannot start %s", PORTIER_JOBPROCESS);
    }
    ~JobProcess() { kill(); }
    /// Waits until it has said the line.
    [[nodiscard]] bool says(const QString &line)
    {
        while (!m_said.contains(line)) {
            if (!m_process.canReadLine() && !m_process.waitForReadyRead(60000))
                return false;
            while (m_process.canReadLine())
                m_said << QString::fromUtf8(m_process.readLine()).trimmed();
        }
        return true;
    }
    /// SIGKILL.
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished(30000);
    }

private:
    QProcess m_process;
    QStringList m_said;
};

QString enqueue(Database &database, const QString &kind, const QString &key)
{
    const Instant now = SystemClock().now();
    const NewJob job{.kind = kind, .uniqueKey = key, .payload = {}, .runAt = {}, .requestId = {}};
    const auto id = database.writeBlocking([&](Transaction &tx) { return JobQueue::enqueue(tx, job, now); });
    if (!id)
        qFatal("%s", qPrintable(id.error().message));
    return *id;
}

} // namespace

class TestJobCrash : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aKilledJobRunsAgainWithOneEffect_data() { TestDatabase::backends(); }
    void aKilledJobRunsAgainWithOneEffect() // A42: PLT-097, PLT-103
    {
        QFETCH(QString, backend);
        TestDatabase db(backend, std::make_shared<SystemClock>());
        const QString id = enqueue(*db, u"hold"_s, u"a"_s);
        db.close(); // one process per SQLite file
        {
            JobProcess first(db.url());
            QVERIFY(first.says(u"run a 1"_s));
            first.kill();
        }
        JobProcess second(db.url());
        QVERIFY(second.says(u"ready"_s));
        QVERIFY(second.says(u"run a 2"_s));
        second.kill();
        db.reopen();
        // The second process may have been killed between its word and its commit: then a third one finishes.
        if (intOrDie(*db, u"SELECT COUNT(*) FROM jobs WHERE id = ? AND state = 'done'"_s, {id}) == 0) {
            db.close();
            JobProcess third(db.url());
            QVERIFY(third.says(u"run a 3"_s));
            QTest::qWait(500);
            third.kill();
            db.reopen();
        }
        QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM jobs WHERE id = ? AND state = 'done'"_s, {id}), 1);
        QCOMPARE(intOrDie(*db, u"SELECT COUNT(*) FROM period_marks WHERE work = 'effect'"_s), 1);
    }

    void killedAtAnyMomentEachJobHasOneEffect_data() { TestDatabase::backends(); }
    void killedAtAnyMomentEachJobHasOneEffect() // PLT-103
    {
        QFETCH(QString, backend);
        constexpr int jobs = 400;
        TestDatabase db(backend, std::make_shared<SystemClock>());
        for (int i = 0; i < jobs; ++i)
            enqueue(*db, u"work"_s, QString::number(i));
        db.close();
        QRandomGenerator random(20270110);
        for (int kill = 0; kill < 12; ++kill) {
            JobProcess process(db.url());
            QVERIFY(process.says(u"ready"_s));
            QTest::qWait(int(random.bounded(60)));
            process.kill();
        }
        JobProcess last(db.url());
        QVERIFY(last.says(u"ready"_s));
        // On SQLite only the last process may have the file, so it is asked by another connection for reading.
        DatabaseOptions options;
        options.url = db.url();
        const auto look = Database::open(options, std::make_shared<SystemClock>());
        QVERIFY(look);
        QTRY_COMPARE_WITH_TIMEOUT(intOrDie(**look, u"SELECT COUNT(*) FROM jobs WHERE state = 'done'"_s), jobs, 60000);
        QCOMPARE(intOrDie(**look, u"SELECT COUNT(*) FROM period_marks WHERE work = 'effect'"_s), jobs);
        QCOMPARE(intOrDie(**look, u"SELECT COUNT(DISTINCT owner) FROM period_marks WHERE work = 'effect'"_s), jobs);
    }
};

QTEST_GUILESS_MAIN(TestJobCrash)
#include "tst_jobcrash.moc"
