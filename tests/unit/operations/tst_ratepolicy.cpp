// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/zonedtime.h"
#include "core/operations/ratepolicy.h"
#include "core/operations/tokenbuckets.h"

#include <QTest>

using namespace portier;
using namespace portier::operations;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Kind = RateLimit::Kind;

class TestRatePolicy : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void parsesLimits_data() // PLT-185: `limits.<policy>` reads N/duration or N/s burst M, 0 = off
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("count");
        QTest::addColumn<qint64>("periodMs");
        QTest::addColumn<int>("burst");
        QTest::addColumn<QString>("again");
        QTest::newRow("off") << u"0"_s << int(Kind::Off) << 0 << qint64(0) << 0 << u"0"_s;
        QTest::newRow("off, too") << u"0/hour"_s << int(Kind::Off) << 0 << qint64(0) << 0 << u"0"_s;
        QTest::newRow("hour") << u"30/hour"_s << int(Kind::Hourly) << 30 << qint64(3600'000) << 0 << u"30/hour"_s;
        QTest::newRow("h") << u"30/h"_s << int(Kind::Hourly) << 30 << qint64(3600'000) << 0 << u"30/hour"_s;
        QTest::newRow("day") << u"10/day"_s << int(Kind::Daily) << 10 << qint64(86400'000) << 0 << u"10/day"_s;
        QTest::newRow("second") << u"10/s burst 20"_s << int(Kind::Bucket) << 10 << qint64(1000) << 20
                                << u"10/s burst 20"_s;
        QTest::newRow("minute") << u"12/minute burst 3"_s << int(Kind::Bucket) << 12 << qint64(60'000) << 3
                                << u"12/minute burst 3"_s;
        QTest::newRow("burst N where none is given")
            << u"10/minute"_s << int(Kind::Bucket) << 10 << qint64(60'000) << 10 << u"10/minute"_s;
        QTest::newRow("seconds") << u"2/90s"_s << int(Kind::Bucket) << 2 << qint64(90'000) << 2 << u"2/90s"_s;
    }
    void parsesLimits()
    {
        QFETCH(QString, text);
        const auto limit = RateLimit::parse(text);
        QVERIFY(limit);
        QTEST(int(limit->kind), "kind");
        QTEST(limit->count, "count");
        QTEST(qint64(limit->period.count()), "periodMs");
        QTEST(limit->burst, "burst");
        QTEST(limit->toText(), "again");
    }

    void refusesOtherTexts_data() // PLT-184
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "10", "-1/hour", "10/fortnight", "10/2h", "10/hour burst 5", "10/s burst 0",
                                 "10/s burst", "10/0s", "9999999/hour", "1.5/s", "10/s burst 20 now", "ten/hour"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void refusesOtherTexts()
    {
        QFETCH(QString, text);
        const auto limit = RateLimit::parse(text);
        QVERIFY(!limit);
        QCOMPARE(limit.error().code, u"limit_invalid"_s);
    }

    void defaultsAreTheTable() // platform.md 3.5
    {
        const RatePolicies policies;
        QCOMPARE(policies.limit(u"booking_submit"_s).toText(), u"10/day"_s);
        QCOMPARE(policies.limit(u"unauthenticated_write"_s).toText(), u"30/hour"_s);
        QCOMPARE(policies.limit(u"reads"_s).toText(), u"10/s burst 20"_s);
        QCOMPARE(policies.limit(u"roomplan_submit"_s).toText(), u"12/minute burst 3"_s);
        QCOMPARE(policies.limit(u"login"_s).toText(), u"10/minute"_s);
        QCOMPARE(policies.limit(u"recovery_cooldown"_s).kind, Kind::Cooldown); // PLT-063
        QCOMPARE(policies.limit(u"recovery_cooldown"_s).period, Millis(60s));
    }

    void settingsOverrideDefaults() // PLT-064
    {
        RatePolicies policies;
        QVERIFY(policies.configure(u"login"_s, u"3/minute"_s));
        QCOMPARE(policies.limit(u"login"_s).count, 3);
        QVERIFY(policies.configure(u"login"_s, u"0"_s));
        QCOMPARE(policies.limit(u"login"_s).kind, Kind::Off);
        QCOMPARE(policies.configure(u"nothing"_s, u"3/minute"_s).error().code, u"policy_unknown"_s);
        QCOMPARE(policies.configure(u"recovery_cooldown"_s, u"5/hour"_s).error().code, u"limit_invalid"_s);
    }

    void windowsAreClockHoursAndLocalDays() // PLT-061, PLT-064
    {
        const RateLimit hourly = *RateLimit::parse(u"5/hour"_s);
        const RateLimit daily = *RateLimit::parse(u"5/day"_s);
        const Instant now = *fromRfc3339(u"2026-03-28T23:30:00Z"_s);
        const RateWindow hour = windowAt(hourly, now, QTimeZone::utc());
        QCOMPARE(hour.bucket, u"2026-03-28T23"_s);
        QCOMPARE(toRfc3339(hour.endsAt), u"2026-03-29T00:00:00Z"_s);
        // Berlin is already on the 29th, a day of 23 hours.
        const RateWindow day = windowAt(daily, now, *zoneByName(u"Europe/Berlin"_s));
        QCOMPARE(day.bucket, u"2026-03-29"_s);
        QCOMPARE(toRfc3339(day.endsAt), u"2026-03-29T22:00:00Z"_s);
    }

    void bucketsAdmitTheBurstThenTheRate() // PLT-061
    {
        TokenBuckets buckets;
        const RateLimit limit = *RateLimit::parse(u"10/s burst 20"_s);
        const auto take = [&](Millis now) { return buckets.take(u"reads"_s, u"a"_s, limit, now); };
        for (int i = 0; i < 20; ++i)
            QCOMPARE(take(1s).remaining, 19 - i);
        const auto refused = take(1s);
        QVERIFY(!refused.admitted);
        QCOMPARE(refused.wait, Millis(100));
        QVERIFY(!take(1s + 99ms).admitted);
        QVERIFY(take(1s + 100ms).admitted); // honest: PLT-062
        QVERIFY(!take(1s + 100ms).admitted);
        QVERIFY(buckets.take(u"reads"_s, u"b"_s, limit, 1s).admitted);
        QVERIFY(buckets.take(u"general"_s, u"a"_s, limit, 1s).admitted);
    }

    void honestForRatesThatDoNotDivideASecond() // PLT-062
    {
        TokenBuckets buckets;
        const RateLimit limit = *RateLimit::parse(u"7/s burst 1"_s);
        Millis now = 5s;
        int passed = 0;
        for (; now < 6s; now += 1ms) {
            const auto state = buckets.take(u"p"_s, u"k"_s, limit, now);
            if (state.admitted) {
                ++passed;
                continue;
            }
            const auto before = buckets.look(u"p"_s, u"k"_s, limit, now + state.wait);
            QVERIFY(before.remaining >= 1);
        }
        QCOMPARE(passed, 7);
    }

    void givingBackNeverOverfills()
    {
        TokenBuckets buckets;
        const RateLimit limit = *RateLimit::parse(u"2/minute"_s);
        QVERIFY(buckets.take(u"p"_s, u"k"_s, limit, 0s).admitted);
        for (int i = 0; i < 5; ++i)
            buckets.giveBack(u"p"_s, u"k"_s, limit);
        QCOMPARE(buckets.look(u"p"_s, u"k"_s, limit, 0s).remaining, 2);
        QVERIFY(buckets.take(u"p"_s, u"k"_s, limit, 0s).admitted);
        QVERIFY(buckets.take(u"p"_s, u"k"_s, limit, 0s).admitted);
        QVERIFY(!buckets.take(u"p"_s, u"k"_s, limit, 0s).admitted);
    }

    void exemptsClientsByPrefix_data() // limits.exempt
    {
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<bool>("exempt");
        QTest::newRow("address") << u"192.0.2.7"_s << true;
        QTest::newRow("its neighbour") << u"192.0.2.8"_s << false;
        QTest::newRow("in a network") << u"10.1.2.3"_s << true;
        QTest::newRow("IPv6 network") << u"2001:db8:1:2::/64"_s << true;
        QTest::newRow("IPv6 elsewhere") << u"2001:db9::/64"_s << false;
        // A single IPv6 address says nothing about the /64 it is counted by.
        QTest::newRow("wider than the entry") << u"2001:dead::/64"_s << false;
        QTest::newRow("loopback") << u"127.0.0.1"_s << false;
        QTest::newRow("unknown") << QString() << false;
    }
    void exemptsClientsByPrefix()
    {
        RatePolicies policies;
        policies.setExempt(networksOf({u"192.0.2.7"_s, u"10.0.0.0/8"_s, u"2001:db8::/32"_s, u"2001:dead::1"_s}));
        QFETCH(QString, prefix);
        QTEST(policies.isExempt(prefix), "exempt");
    }

    void fullBucketsAreForgotten() // memory stays bounded under a scan from many addresses
    {
        TokenBuckets buckets;
        const RateLimit limit = *RateLimit::parse(u"10/s"_s);
        for (int i = 0; i < 50'000; ++i)
            QVERIFY(buckets.take(u"reads"_s, QString::number(i), limit, Millis(i)).admitted);
        QVERIFY(buckets.size() < 5000);
    }
};

QTEST_GUILESS_MAIN(TestRatePolicy)
#include "tst_ratepolicy.moc"
