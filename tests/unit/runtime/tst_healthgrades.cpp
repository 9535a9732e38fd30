// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/mailrenderer.h"
#include "core/runtime/healthdigest.h"
#include "core/runtime/healthgrades.h"

#include <QTest>

using namespace portier;
using namespace portier::runtime;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const Instant now = fromMs(1'800'000'000'000);

/// A healthy house in the morning.
HealthFacts aHouse()
{
    HealthFacts facts;
    facts.now = now;
    facts.trips.active = 3;
    facts.trips.snapshots = 6;
    trips::RefreshRun run;
    run.running = false;
    run.outcome = trips::RunOutcome::Succeeded;
    run.createdAt = now - 61min;
    run.finishedAt = now - 1h;
    facts.trips.lastRun = run;
    facts.backupVerifiedAt = now - 4h;
    return facts;
}

/// "check grade" of what is not well.
QStringList notWell(const HealthFacts &facts)
{
    QStringList list;
    for (const HealthLine &line : gradeHealth(facts)) {
        if (line.grade != HealthGrade::Ok)
            list.append(line.check + u' ' + nameOf(line.grade));
    }
    return list;
}

} // namespace

Q_DECLARE_METATYPE(HealthFacts)

class TestHealthGrades : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void grades_data() // PLT-175
    {
        QTest::addColumn<QStringList>("expected");
        QTest::addColumn<HealthFacts>("facts");
        const auto row = [](const char *name, const QStringList &expected, void (*change)(HealthFacts &)) {
            HealthFacts facts = aHouse();
            change(facts);
            QTest::newRow(name) << expected << facts;
        };
        const auto holding = [](const char *name, const QStringList &expected, const QString &code) {
            HealthFacts facts = aHouse();
            facts.findings.hold({code, {}});
            QTest::newRow(name) << expected << facts;
        };
        row("all is well", {}, [](HealthFacts &) {});
        holding("disk", {u"database warn"_s}, u"disk_low"_s);
        holding("no worker", {u"worker fail"_s}, u"worker_missing"_s);
        holding("late", {u"worker warn"_s}, u"schedule_lag"_s);
        holding("unreadable", {u"worker warn"_s}, u"schedule_invalid"_s);
        holding("source", {u"sources fail"_s}, u"source_failing"_s);
        holding("80 %", {u"budgets warn"_s}, u"source_budget_low"_s);
        holding("100 %", {u"budgets fail"_s}, u"source_budget_spent"_s);
        holding("dead letters", {u"outbox warn"_s}, u"dead_letters"_s);
        holding("stuck", {u"outbox fail"_s}, u"outbox_stuck"_s);
        holding("paused", {u"outbox fail"_s}, u"channel_paused"_s);
        row("no prices", {u"snapshots fail"_s}, [](HealthFacts &f) { f.trips.snapshots = 0; });
        row("no prices and no trips", {}, [](HealthFacts &f) { f.trips.snapshots = f.trips.active = 0; });
        row("some trips err", {u"trips warn"_s}, [](HealthFacts &f) { f.trips.erroring = 1; });
        row("all trips err", {u"trips fail"_s}, [](HealthFacts &f) {
            f.trips.erroring = 3;
            f.trips.active = 0;
        });
        row("a run goes on", {u"refresh warn"_s}, [](HealthFacts &f) {
            f.trips.lastRun->running = true;
            f.trips.lastRun->outcome.reset();
            f.trips.lastRun->finishedAt.reset();
        });
        row("partial run", {u"refresh warn"_s},
            [](HealthFacts &f) { f.trips.lastRun->outcome = trips::RunOutcome::Partial; });
        row("failed run", {u"refresh fail"_s},
            [](HealthFacts &f) { f.trips.lastRun->outcome = trips::RunOutcome::Failed; });
        row("old run", {u"refresh warn"_s}, [](HealthFacts &f) { f.trips.lastRun->finishedAt = now - 27h; });
        row("never ran", {u"refresh warn"_s}, [](HealthFacts &f) { f.trips.lastRun.reset(); });
        row("never had to run", {}, [](HealthFacts &f) {
            f.trips.lastRun.reset();
            f.trips.active = 0;
        });
        row("no backup", {u"backups warn"_s}, [](HealthFacts &f) { f.backupVerifiedAt.reset(); });
        row("old backup", {u"backups fail"_s}, [](HealthFacts &f) { f.backupVerifiedAt = now - 37h; });
        row("a few errors", {u"errors warn"_s}, [](HealthFacts &f) { f.errors = 1; });
        row("many errors", {u"errors fail"_s}, [](HealthFacts &f) { f.errors = 51; });
    }
    void grades()
    {
        QFETCH(QStringList, expected);
        QFETCH(HealthFacts, facts);
        QCOMPARE(notWell(facts), expected);
        QCOMPARE(gradeHealth(facts).size(), 10);
        const QString worst = expected.isEmpty() ? u"ok"_s : expected.constFirst().section(u' ', 1);
        QCOMPARE(nameOf(worstOf(gradeHealth(facts))), worst);
    }

    void readsInBothLanguages_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QStringList>("lines");
        QTest::newRow("de") << u"de"_s << u"Etwas ist nicht in Ordnung: Tagesbericht vom 15.01.2027"_s
                            << QStringList{u"- OK: Datenbank"_s, u"- FAIL: Preisstände"_s,
                                           u"- WARN: Reisen mit Fehler"_s, u"2 Fälle"_s, u"- OK: Sicherungen"_s};
        QTest::newRow("en") << u"en"_s << u"Something is wrong: report of 15 Jan 2027"_s
                            << QStringList{u"- OK: Database"_s, u"- FAIL: Price snapshots"_s,
                                           u"- WARN: Trips with errors"_s, u"2 cases"_s, u"- OK: Backups"_s};
    }
    void readsInBothLanguages() // PLT-125, PLT-175
    {
        QFETCH(QString, language);
        QFETCH(QString, subject);
        QFETCH(QStringList, lines);
        HealthFacts facts = aHouse();
        facts.trips.snapshots = 0;
        facts.trips.erroring = 2;
        const auto event = healthDigestEvent(gradeHealth(facts), QDate(2027, 1, 15), u"2027-01-15"_s);
        notifications::MailFrame frame;
        frame.reader = {language, QTimeZone::utc(), u"https://portier.example.org"_s};
        frame.houseName = u"Portier"_s;
        frame.sentAt = now;
        const auto mail = notifications::renderMail(event.kind, event.facts, frame);
        QVERIFY2(mail, mail ? "" : qPrintable(mail.error().message));
        QCOMPARE(mail->subject, subject);
        for (const QString &line : lines)
            QVERIFY2(mail->text.contains(line), qPrintable(line + u'\n' + mail->text));
    }
};

QTEST_GUILESS_MAIN(TestHealthGrades)
#include "tst_healthgrades.moc"
