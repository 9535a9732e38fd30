// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/zonedtime.h"
#include "core/notifications/mailrenderer.h"
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
