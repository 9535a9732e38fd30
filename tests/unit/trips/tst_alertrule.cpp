// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/alertrule.h"

#include <QTest>

#include <limits>

using namespace portier;
using namespace portier::trips;
using namespace Qt::StringLiterals;

namespace
{
constexpr qint64 huge = std::numeric_limits<qint64>::max();

AlertWish threshold(qint64 minor)
{
    AlertWish wish;
    wish.thresholdMinor = minor;
    return wish;
}

AlertWish anyDrop()
{
    AlertWish wish;
    wish.kind = AlertKind::AnyDrop;
    return wish;
}

AlertSample sampleOf(std::optional<qint64> price)
{
    AlertSample sample;
    sample.priceMinor = price;
    sample.currency = u"EUR"_s;
    sample.source = u"duffel"_s;
    sample.takenAt = fromMs(1'000'000);
    sample.fetchedAt = fromMs(1'000'000);
    return sample;
}

/// Feeds prices one after another, each fetched later than the last.
class Series
{
public:
    explicit Series(AlertWish wish) : m_wish(std::move(wish)) {}
    AlertVerdict add(AlertSample sample)
    {
        m_now += 60'000;
        sample.takenAt = fromMs(m_now);
        sample.fetchedAt = fromMs(m_now);
        return addAsIs(sample);
    }
    AlertVerdict addAsIs(const AlertSample &sample)
    {
        const AlertVerdict verdict = evaluate(m_wish, u"EUR"_s, memory, sample);
        memory = verdict.after;
        return verdict;
    }
    AlertVerdict add(qint64 price) { return add(sampleOf(price)); }
    QStringList addAll(const QList<qint64> &prices)
    {
        QStringList reasons;
        for (const qint64 price : prices) {
            const AlertVerdict verdict = add(price);
            reasons.append(toText(verdict.reason) + (verdict.fires ? u"!"_s : QString()));
        }
        return reasons;
    }
    [[nodiscard]] NextAlert next() const { return nextAlert(m_wish, memory); }

    AlertMemory memory;

private:
    AlertWish m_wish;
    qint64 m_now = 1'000'000;
};
} // namespace

class TestAlertRule : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void judgesSeries_data()
    {
        QTest::addColumn<bool>("drop");
        QTest::addColumn<QList<qint64>>("prices");
        QTest::addColumn<QString>("reasons");
        const auto rule = [](const char *name, const QList<qint64> &prices, const QString &reasons) {
            QTest::newRow(name) << false << prices << reasons; // threshold 950
        };
        const auto drop = [](const char *name, const QList<qint64> &prices, const QString &reasons) {
            QTest::newRow(name) << true << prices << reasons;
        };
        rule("A64", {100000, 94000, 93500, 92100, 96000, 94500},
             u"above crossed! not_a_new_low new_low! rearmed crossed!"_s);
        rule("A65 first sample", {90000}, u"first_sample!"_s);
        rule("A66", {100000, 94000, 95500, 93000, 92120}, u"above crossed! in_margin not_a_new_low new_low!"_s);
        rule("A67 confirmed", {100000, 25000, 25500}, u"above unconfirmed_outlier crossed!"_s);
        rule("A67 discarded", {100000, 25000, 98000}, u"above unconfirmed_outlier above"_s);
        rule("step 7 at the threshold", {100000, 95000}, u"above crossed!"_s);
        rule("step 8 one above", {95001}, u"above"_s);
        rule("step 9 exactly at the margin", {94000, 95950}, u"first_sample! rearmed"_s);
        rule("step 10 one below the margin", {94000, 95949}, u"first_sample! in_margin"_s);
        rule("step 10 at threshold + 1", {94000, 95001}, u"first_sample! in_margin"_s);
        rule("step 11 exactly two percent", {95000, 93100}, u"first_sample! new_low!"_s);
        rule("step 12 one more", {95000, 93101}, u"first_sample! not_a_new_low"_s);
        rule("step 5 exactly 30 percent is no outlier", {100000, 30000}, u"above crossed!"_s);
        rule("step 5 one less", {100000, 29999}, u"above unconfirmed_outlier"_s);
        rule("step 5 no previous", {1}, u"first_sample!"_s);
        rule("step 6 discarded below the threshold", {100000, 25000, 94000}, u"above unconfirmed_outlier crossed!"_s);
        rule("step 6 one pending at most", {100000, 25000, 5000, 5100},
             u"above unconfirmed_outlier crossed! not_a_new_low"_s);
        rule("step 6 beneath alerted", {94000, 20000, 20500}, u"first_sample! unconfirmed_outlier new_low!"_s);
        rule("step 6 beneath alerted, discarded", {94000, 20000, 94000},
             u"first_sample! unconfirmed_outlier not_a_new_low"_s);
        rule("TRP-184 an outlier is not previous", {100000, 25000, 98000, 29000},
             u"above unconfirmed_outlier above unconfirmed_outlier"_s);
        rule("TRP-182 largest amounts", {huge, huge / 2}, u"above above"_s);

        drop("A68", {50000, 49500, 48900, 60000, 58900},
             u"reference_set drop_too_small dropped! reference_raised drop_too_small"_s);
        drop("TRP-186 slow declines add up", {50000, 49700, 49400, 49000},
             u"reference_set drop_too_small drop_too_small dropped!"_s);
        drop("TRP-186 exactly two percent", {50000, 49001, 49000}, u"reference_set drop_too_small dropped!"_s);
        drop("TRP-186 same price", {50000, 50000}, u"reference_set drop_too_small"_s);
        drop("TRP-183 outlier guards a drop", {50000, 10000, 10100}, u"reference_set unconfirmed_outlier dropped!"_s);
        drop("TRP-183 outlier discarded", {50000, 10000, 49900}, u"reference_set unconfirmed_outlier drop_too_small"_s);
        drop("TRP-182 largest amounts", {huge, huge - 1, huge / 100 * 98}, u"reference_set drop_too_small dropped!"_s);
    }
    void judgesSeries()
    {
        QFETCH(bool, drop);
        QFETCH(QList<qint64>, prices);
        QFETCH(QString, reasons);
        Series series(drop ? anyDrop() : threshold(95000));
        QCOMPARE(series.addAll(prices).join(u' '), reasons);
    }

    void ineligibleSamplesChangeNothing_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("reason");
        for (const char *kind : {"rule_disabled", "trip_paused", "query_changed", "backfilled", "stale",
                                 "price_missing", "currency_mismatch"})
            QTest::newRow(kind) << QString::fromLatin1(kind) << QString::fromLatin1(kind);
    }
    void ineligibleSamplesChangeNothing() // steps 1 to 4, TRP-183, TRP-185, TRP-195
    {
        QFETCH(QString, kind);
        QFETCH(QString, reason);
        AlertWish wish = threshold(95000);
        Series series(wish);
        series.addAll({100000, 94000});
        AlertSample sample = sampleOf(90000);
        if (kind == u"rule_disabled"_s)
            wish.enabled = false;
        if (kind == u"trip_paused"_s)
            sample.tripPaused = true;
        if (kind == u"query_changed"_s)
            sample.presentRevision = false;
        if (kind == u"backfilled"_s)
            sample.backfilled = true;
        if (kind == u"stale"_s)
            sample.stale = true;
        if (kind == u"price_missing"_s)
            sample.priceMinor.reset();
        if (kind == u"currency_mismatch"_s)
            sample.currency = u"USD"_s;
        const AlertVerdict verdict = evaluate(wish, u"EUR"_s, series.memory, sample);
        QCOMPARE(toText(verdict.reason), reason);
        QVERIFY(!verdict.fires);
        QVERIFY(verdict.after == series.memory);
        QCOMPARE(verdict.before, AlertState::Alerted);
    }

    void stepOneComesBeforeAllOthers()
    {
        AlertWish wish = threshold(95000);
        wish.enabled = false;
        AlertSample sample = sampleOf({});
        sample.stale = true;
        sample.tripPaused = true;
        QCOMPARE(evaluate(wish, u"EUR"_s, {}, sample).reason, AlertReason::RuleDisabled);
        wish.enabled = true;
        QCOMPARE(evaluate(wish, u"EUR"_s, {}, sample).reason, AlertReason::TripPaused);
        sample.tripPaused = false;
        QCOMPARE(evaluate(wish, u"EUR"_s, {}, sample).reason, AlertReason::Stale);
        sample.stale = false;
        QCOMPARE(evaluate(wish, u"EUR"_s, {}, sample).reason, AlertReason::PriceMissing);
    }

    void pendingKeepsStateAndReference() // step 5, TRP-183
    {
        Series series(threshold(95000));
        series.addAll({100000, 25000});
        QCOMPARE(series.memory.state, AlertState::Pending);
        QCOMPARE(series.memory.pending->beneath, AlertState::Armed);
        QCOMPARE(series.memory.pending->referenceMinor, 100000);
        QCOMPARE(series.memory.previousMinor, std::optional<qint64>(100000));
        const AlertVerdict confirmed = series.add(25500);
        QVERIFY(confirmed.pendingConfirmed);
        QVERIFY(!series.memory.pending);
        QCOMPARE(confirmed.before, AlertState::Pending);
        QCOMPARE(series.memory.lastAlertedMinor, std::optional<qint64>(25500));
    }

    void theSameResponseConfirmsNothing() // TRP-183
    {
        Series series(threshold(95000));
        series.add(100000);
        const AlertSample outlier = [] {
            AlertSample sample = sampleOf(25000);
            sample.fetchedAt = fromMs(5'000'000);
            return sample;
        }();
        series.addAsIs(outlier);
        AlertSample again = outlier;
        again.takenAt = fromMs(9'000'000);
        const AlertVerdict verdict = series.addAsIs(again);
        QCOMPARE(verdict.reason, AlertReason::UnconfirmedOutlier);
        QVERIFY(!verdict.fires);
        QCOMPARE(series.memory.state, AlertState::Pending);
    }

    void discardIsNoted() // step 6
    {
        Series series(threshold(95000));
        series.addAll({100000, 25000});
        const AlertVerdict verdict = series.add(98000);
        QVERIFY(verdict.pendingDiscarded);
        QVERIFY(!verdict.pendingConfirmed);
        QCOMPARE(verdict.reason, AlertReason::Above);
    }

    void anyDropLooksAtTheSource() // TRP-186
    {
        Series series(anyDrop());
        series.add(50000);
        AlertSample other = sampleOf(40000);
        other.source = u"serpapi"_s;
        QCOMPARE(series.add(other).reason, AlertReason::SourceChanged);
        QCOMPARE(series.memory.referenceMinor, std::optional<qint64>(40000));
        other.priceMinor = 39000;
        other.partial = true;
        QCOMPARE(series.add(other).reason, AlertReason::Partial);
        QCOMPARE(series.memory.referenceMinor, std::optional<qint64>(40000));
        other.partial = false;
        QCOMPARE(series.add(other).reason, AlertReason::Dropped);
    }

    void thresholdFiresWhateverSourceAnswered() // TRP-187
    {
        Series series(threshold(95000));
        series.add(100000);
        AlertSample other = sampleOf(94000);
        other.source = u"serpapi"_s;
        other.partial = true;
        QVERIFY(series.add(other).fires);
    }

    void realPricesReplaceSimulatedOnes() // TRP-172
    {
        Series series(threshold(95000));
        AlertSample demo = sampleOf(94000);
        demo.simulated = true;
        QVERIFY(series.add(demo).fires);
        const AlertVerdict verdict = series.add(94000);
        QCOMPARE(verdict.reason, AlertReason::SourceKindChanged);
        QVERIFY(!verdict.fires);
        QCOMPARE(series.memory.state, AlertState::Armed);
        QVERIFY(!series.memory.lastAlertedMinor);
        QCOMPARE(series.add(93000).reason, AlertReason::Crossed);

        Series drops(anyDrop());
        drops.add(demo);
        drops.add(60000);
        QCOMPARE(drops.memory.referenceMinor, std::optional<qint64>(60000));
    }

    void saysWhatItCompared()
    {
        Series series(threshold(95000));
        QCOMPARE(series.add(100000).comparedMinor, std::optional<qint64>(95000));
        series.add(94000);
        const AlertVerdict low = series.add(93900);
        QCOMPARE(low.comparedMinor, std::optional<qint64>(94000));
        QCOMPARE(low.previousMinor, std::optional<qint64>(94000));
    }

    void explainsTheNextAlert() // TRP-192, the example of section 10
    {
        Series series(threshold(95000));
        QCOMPARE(series.next().atOrBelowMinor, std::optional<qint64>(95000));
        QVERIFY(!series.next().rearmAtMinor);
        series.add(94120);
        QCOMPARE(series.next().atOrBelowMinor, std::optional<qint64>(92237));
        QCOMPARE(series.next().rearmAtMinor, std::optional<qint64>(95950));
        series.add(92238);
        QCOMPARE(series.memory.lastAlertedMinor, std::optional<qint64>(94120));
        QVERIFY(series.add(92237).fires);

        Series drops(anyDrop());
        QVERIFY(!drops.next().atOrBelowMinor);
        drops.add(50000);
        QCOMPARE(drops.next().atOrBelowMinor, std::optional<qint64>(49000));
        AlertWish off = anyDrop();
        off.enabled = false;
        QVERIFY(!nextAlert(off, drops.memory).atOrBelowMinor);
    }

    void restartsOnlyOnWhatItMeasures_data() // TRP-188, TRP-189
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<bool>("restarts");
        QTest::newRow("kind") << u"kind"_s << true;
        QTest::newRow("measure") << u"measure"_s << true;
        QTest::newRow("threshold") << u"threshold"_s << true;
        QTest::newRow("enabled") << u"enabled"_s << false;
        QTest::newRow("email") << u"email"_s << false;
    }
    void restartsOnlyOnWhatItMeasures()
    {
        QFETCH(QString, change);
        QFETCH(bool, restarts);
        const AlertWish before = threshold(95000);
        AlertWish after = before;
        if (change == u"kind"_s)
            after.kind = AlertKind::AnyDrop;
        if (change == u"measure"_s)
            after.measure = Measure::FlightTotal;
        if (change == u"threshold"_s)
            after.thresholdMinor = 96000;
        if (change == u"enabled"_s)
            after.enabled = false;
        if (change == u"email"_s)
            after.email = false;
        QCOMPARE(restartsRule(before, after), restarts);
    }

    void namesAreReadBack()
    {
        for (int i = 0; i <= static_cast<int>(AlertReason::DropTooSmall); ++i) {
            const auto reason = static_cast<AlertReason>(i);
            QCOMPARE(alertReasonFromText(toText(reason)), std::optional(reason));
        }
        QCOMPARE(alertStateFromText(u"pending"_s), std::optional(AlertState::Pending));
        QCOMPARE(alertKindFromText(u"any_drop"_s), std::optional(AlertKind::AnyDrop));
        QCOMPARE(alertKindFromText(u"AnyDrop"_s), std::nullopt);
    }
};

QTEST_GUILESS_MAIN(TestAlertRule)
#include "tst_alertrule.moc"
