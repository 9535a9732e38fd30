// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/zonedtime.h"
#include "core/notifications/mailrenderer.h"
#include "core/trips/periodicmails.h"
#include "core/trips/sourcemails.h"
#include "core/trips/tripmails.h"

#include <QTest>

using namespace portier;
using namespace portier::trips;
using namespace Qt::StringLiterals;

namespace
{

notifications::MailFrame frameFor(const QString &language)
{
    notifications::MailFrame frame;
    frame.reader = {language, *zoneByName(u"Europe/Berlin"_s), u"https://portier.example.org"_s};
    frame.sentAt = *fromRfc3339(u"2027-09-07T16:01:00Z"_s);
    return frame;
}

TripOwner anOwner()
{
    TripOwner owner;
    owner.id = u"account-1"_s;
    owner.email = u"cornelia@contest.com"_s;
    owner.language = u"de"_s;
    owner.zone = u"Europe/Berlin"_s;
    return owner;
}

Trip aTrip()
{
    Trip trip;
    trip.id = u"trip-1"_s;
    trip.plan.name = u"Lissabon"_s;
    trip.plan.kind = TripKind::RoundTrip;
    trip.plan.originAirport = u"HAM"_s;
    trip.plan.destinationAirport = u"LIS"_s;
    trip.plan.departDate = QDate(2027, 11, 12);
    trip.plan.returnDate = QDate(2027, 11, 19);
    return trip;
}

PriceAlert anAlert(AlertKind kind, AlertReason reason)
{
    PriceAlert alert;
    alert.trip = aTrip();
    alert.rule.id = u"rule-1"_s;
    alert.rule.currency = u"EUR"_s;
    alert.rule.wish.kind = kind;
    alert.rule.wish.measure = Measure::FlightTotal;
    if (kind == AlertKind::Threshold)
        alert.rule.wish.thresholdMinor = 100'000;
    alert.snapshot.id = u"snapshot-1"_s;
    alert.snapshot.currency = u"EUR"_s;
    alert.snapshot.takenAt = *fromRfc3339(u"2027-09-07T16:00:00Z"_s);
    alert.snapshot.flightMinor = 93'400;
    alert.snapshot.flightSource = u"skiplagged"_s;
    alert.verdict.reason = reason;
    alert.verdict.priceMinor = 93'400;
    alert.verdict.comparedMinor = 110'000;
    return alert;
}

} // namespace

class TestTripMails : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// TRP-201, PLT-125: what an alert says is what its templates ask for.
    void everyAlertCanBeWorded_data()
    {
        QTest::addColumn<AlertKind>("kind");
        QTest::addColumn<AlertReason>("reason");
        QTest::newRow("crossed") << AlertKind::Threshold << AlertReason::Crossed;
        QTest::newRow("first sample") << AlertKind::Threshold << AlertReason::FirstSample;
        QTest::newRow("new low") << AlertKind::Threshold << AlertReason::NewLow;
        QTest::newRow("dropped") << AlertKind::AnyDrop << AlertReason::Dropped;
    }
    void everyAlertCanBeWorded()
    {
        QFETCH(AlertKind, kind);
        QFETCH(AlertReason, reason);
        for (const bool rich : {false, true}) {
            PriceAlert alert = anAlert(kind, reason);
            if (rich) {
                alert.lastAlertedMinor = 95'000;
                alert.lowest = SnapshotStore::Lowest{90'000, alert.snapshot.takenAt};
                alert.snapshot.cached = alert.snapshot.partial = alert.snapshot.simulated = true;
                alert.previous = alert.snapshot;
                alert.previous->flightSource = u"demo"_s;
            }
            const auto event = priceAlertEvent(alert, anOwner());
            for (const QString &language : {u"de"_s, u"en"_s}) {
                const auto mail = notifications::renderMail(event.kind, event.facts, frameFor(language));
                QVERIFY2(mail, mail ? "" : qPrintable(mail.error().fields.value(0).pointer));
                QVERIFY(mail->text.contains(u"HAM ↔ LIS"_s));
                QVERIFY(mail->text.contains(u"https://portier.example.org/trips/trip-1"_s));
                QCOMPARE(mail->subject.startsWith(u"[Demo] "_s), rich); // TRP-160
                QCOMPARE(mail->text.contains(u"demo"_s), rich);         // TRP-187: the other source before
            }
        }
    }

    void everyErrorCanBeWorded_data() // TRP-033, TRP-200
    {
        QTest::addColumn<QString>("code");
        for (const char *code : {"auth", "timeout", "no_source", "upstream_unavailable", "something_new"})
            QTest::newRow(code) << QString::fromLatin1(code);
    }
    void everyErrorCanBeWorded()
    {
        QFETCH(QString, code);
        Trip trip = aTrip();
        trip.lastError = LastError{};
        trip.lastError->code = code;
        trip.lastError->at = *fromRfc3339(u"2027-09-07T16:00:00Z"_s);
        trip.lastError->consecutive = 3;
        const auto event =
            tripErrorEvent(trip, u"check-1"_s, false, trip.lastError->at + std::chrono::hours(12), anOwner());
        for (const QString &language : {u"de"_s, u"en"_s}) {
            const auto mail = notifications::renderMail(event.kind, event.facts, frameFor(language));
            QVERIFY2(mail, mail ? "" : qPrintable(mail.error().fields.value(0).pointer));
            QVERIFY(!mail->text.contains(code));
        }
    }

    void everyReminderCanBeWorded_data() // TRP-206
    {
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("de");
        QTest::addColumn<QString>("en");
        QTest::newRow("three days") << u"2027-11-09T08:00:00Z"_s << u"Lissabon: in 3 Tagen geht es los"_s
                                    << u"Lissabon: 3 days to go"_s;
        QTest::newRow("a day late") << u"2027-11-10T07:00:00Z"_s << u"Lissabon: in 2 Tagen geht es los"_s
                                    << u"Lissabon: 2 days to go"_s;
        QTest::newRow("tomorrow") << u"2027-11-11T08:00:00Z"_s << u"Lissabon: morgen geht es los"_s
                                  << u"Lissabon: you leave tomorrow"_s;
        QTest::newRow("today") << u"2027-11-12T07:00:00Z"_s << u"Lissabon: heute geht es los"_s
                               << u"Lissabon: you leave today"_s;
    }
    void everyReminderCanBeWorded()
    {
        QFETCH(QString, now);
        QFETCH(QString, de);
        QFETCH(QString, en);
        for (const bool rich : {false, true}) {
            Trip trip = aTrip();
            std::optional<Snapshot> newest;
            if (rich) {
                newest = anAlert(AlertKind::Threshold, AlertReason::Crossed).snapshot;
                newest->simulated = true;
                trip.status = TripStatus::Paused;
            }
            const auto event = tripReminderEvent(trip, 3, newest, anOwner(), *fromRfc3339(now));
            QCOMPARE(event.key, u"trip_reminder:trip-1:2027-11-12:3"_s);
            QCOMPARE(toRfc3339(*event.expiresAt).left(16), u"2027-11-12T23:00"_s); // never after departure
            for (const QString &language : {u"de"_s, u"en"_s}) {
                const auto mail = notifications::renderMail(event.kind, event.facts, frameFor(language));
                QVERIFY2(mail, mail ? "" : qPrintable(mail.error().fields.value(0).pointer));
                const QString heading = language == u"de"_s ? de : en;
                QCOMPARE(mail->subject, (rich ? u"[Demo] "_s : QString()) + heading);
                QCOMPARE(mail->text.contains(u"934"_s), rich);
            }
        }
    }

    void everySummaryCanBeWorded() // TRP-205, TRP-086
    {
        const Snapshot newest = anAlert(AlertKind::Threshold, AlertReason::Crossed).snapshot;
        Snapshot older = newest;
        older.takenAt -= std::chrono::hours(24 * 8);
        older.flightMinor = 95'000;
        SummaryLine full{aTrip(), newest, older, SnapshotStore::Lowest{90'000, older.takenAt},
                         newest.takenAt + std::chrono::hours(12)};
        SummaryLine bare{aTrip(), {}, {}, {}, {}};
        bare.trip.plan.name = u"Porto"_s;
        const auto event = priceSummaryEvent({full, bare}, anOwner(), u"2027-W36"_s);
        QCOMPARE(event.key, u"trip_weekly_summary:account-1:2027-W36"_s);
        QCOMPARE(event.list, u"trips"_s); // TRP-207
        const auto german = notifications::renderMail(event.kind, event.facts, frameFor(u"de"_s));
        QVERIFY2(german, german ? "" : qPrintable(german.error().fields.value(0).pointer));
        QCOMPARE(german->subject, u"Deine Woche: 2 Reisen im Blick"_s);
        for (const QString &words :
             {u"Lissabon: 934,00\u00a0€"_s, u"Nur der Flug. Abgefragt Di., 07.09.2027, 18:00 MESZ"_s,
              u"16,00\u00a0€ weniger als vor sieben Tagen"_s, u"Tiefster Preis bisher: 900,00\u00a0€ am 30.08.2027"_s,
              u"Nächste Prüfung: Mi., 08.09.2027, 06:00 MESZ"_s, u"Porto: zurzeit kein Preis"_s})
            QVERIFY2(german->text.contains(words), qPrintable(words + u"\n\n"_s + german->text));
        const auto english = notifications::renderMail(event.kind, event.facts, frameFor(u"en"_s));
        QVERIFY(english);
        for (const QString &words : {u"€16.00 less than seven days ago"_s, u"Porto: no price at the moment"_s})
            QVERIFY2(english->text.contains(words), qPrintable(english->text));
    }

    void adminsHearOfSources_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("mailKind");
        QTest::newRow("80 %") << int(SourceNotice::Kind::BudgetWarning) << u"source_budget_warning"_s;
        QTest::newRow("100 %") << int(SourceNotice::Kind::BudgetExhausted) << u"source_budget_warning"_s;
        QTest::newRow("refused") << int(SourceNotice::Kind::AuthFailed) << u"source_refused"_s;
    }
    void adminsHearOfSources() // TRP-118, TRP-128, TRP-200
    {
        QFETCH(int, kind);
        const SourceNotice notice{static_cast<SourceNotice::Kind>(kind), u"skiplagged"_s, u"2027-09"_s, 2400, 3000};
        const Instant now = *fromRfc3339(u"2027-09-07T16:00:00Z"_s);
        const auto event = sourceNoticeEvent(notice, {anOwner()}, now);
        QTEST(event.kind, "mailKind");
        QCOMPARE(event.recipients.size(), 2); // mail and desktop
        QCOMPARE(event.list, u"operator"_s);
        // Once per source and period, a refusal once per occurrence.
        const bool again = sourceNoticeEvent(notice, {anOwner()}, now + std::chrono::hours(1)).key == event.key;
        QCOMPARE(again, notice.kind != SourceNotice::Kind::AuthFailed);
        for (const QString &language : {u"de"_s, u"en"_s}) {
            const auto mail = notifications::renderMail(event.kind, event.facts, frameFor(language));
            QVERIFY2(mail, mail ? "" : qPrintable(mail.error().fields.value(0).pointer));
            QVERIFY(mail->text.contains(u"skiplagged"_s));
        }
    }
};

QTEST_GUILESS_MAIN(TestTripMails)
#include "tst_tripmails.moc"
