// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/metricfamilies.h"
#include "core/operations/metrics.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QThreadPool>

using namespace portier::operations;
using namespace Qt::StringLiterals;

class TestMetrics : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rendersCountersGaugesAndHistograms() // PLT-165, PLT-168
    {
        Metrics metrics;
        metrics.increment(u"http_requests_total"_s,
                          {{u"method"_s, u"GET"_s}, {u"endpoint"_s, u"/api/v1/trips"_s}, {u"status"_s, u"200"_s}});
        metrics.observe(u"http_request_duration_seconds"_s, 0.004,
                        {{u"method"_s, u"GET"_s}, {u"endpoint"_s, u"/api/v1/trips"_s}});
        metrics.set(u"portier_trips"_s, 3, {{u"status"_s, u"active"_s}});
        const QByteArray text = metrics.render();
        QVERIFY(text.contains("http_requests_total{endpoint=\"/api/v1/trips\",method=\"GET\",status=\"200\"} 1\n"));
        QVERIFY(text.contains("# TYPE http_request_duration_seconds histogram\n"));
        QVERIFY(text.contains("le=\"0.005\"} 1\n"));
        QVERIFY(text.contains("le=\"0.0025\"} 0\n"));
        QVERIFY(text.contains("portier_trips{status=\"active\"} 3\n"));
        QVERIFY(text.contains("portier_build_info{version=\""));
    }

    void countersWithoutLabelsStartAtZero() // PLT-165
    {
        const QByteArray text = Metrics().render();
        QVERIFY(text.contains("\ntrips_created_total 0\n"));
        QVERIFY(text.contains("\nnotifications_sent_total 0\n"));
    }

    void knowsTheProcess() // PLT-168
    {
        const QByteArray text = Metrics().render();
        const auto value = [&text](const char *name) {
            const qsizetype at = text.indexOf(QByteArray("\n") + name + ' ') + 1;
            return text.mid(at, text.indexOf('\n', at) - at).split(' ').value(1).toDouble();
        };
        QVERIFY(value("process_resident_memory_bytes") > 1024 * 1024);
        QVERIFY(value("process_start_time_seconds") > 1.6e9);
    }

    void everyLineIsWellFormed() // PLT-165: what promtool checks of names, help and types
    {
        Metrics metrics;
        static const QRegularExpression name(u"\\A[a-z_][a-z0-9_]*\\z"_s);
        QSet<QString> seen;
        for (const MetricFamily &family : metricFamilies) {
            const QString text = QString::fromLatin1(family.name);
            QVERIFY2(name.match(text).hasMatch(), family.name);
            QVERIFY2(!seen.contains(text), family.name);
            seen.insert(text);
            QVERIFY2(qstrlen(family.help) > 0, family.name);
            QCOMPARE(family.type == MetricType::Counter, text.endsWith("_total"_L1));
            if (family.type == MetricType::Histogram)
                QVERIFY2(text.endsWith("_seconds"_L1), family.name);
        }
        static const QRegularExpression line(
            u"\\A(#( HELP| TYPE) [a-z0-9_]+ .+|[a-z0-9_]+(\\{[^}]*\\})? [0-9.e+-]+)\\z"_s);
        const QStringList lines = QString::fromUtf8(metrics.render()).split(u'\n', Qt::SkipEmptyParts);
        for (const QString &text : lines)
            QVERIFY2(line.match(text).hasMatch(), qPrintable(text));
    }

    void collectorsRunBeforeEachScrapeAndMayClear() // PLT-168
    {
        Metrics metrics;
        QString state = u"queued"_s;
        metrics.addCollector([&state](Metrics &scraped) {
            scraped.clear(u"portier_jobs"_s);
            scraped.set(u"portier_jobs"_s, 1, {{u"kind"_s, u"trip_check"_s}, {u"state"_s, state}});
        });
        QVERIFY(metrics.render().contains("state=\"queued\"} 1"));
        state = u"done"_s;
        const QByteArray text = metrics.render();
        QVERIFY(text.contains("state=\"done\"} 1"));
        QVERIFY(!text.contains("state=\"queued\""));
    }

    void databaseGaugesCarryTheirScopeOnSeveralInstances() // PLT-168
    {
        Metrics metrics(Metrics::Instances::Several);
        metrics.set(u"portier_notifications_balance"_s, 0);
        metrics.set(u"portier_feed_waiters"_s, 2);
        const QByteArray text = metrics.render();
        QVERIFY(text.contains("portier_notifications_balance{scope=\"cluster\"} 0\n"));
        QVERIFY(text.contains("portier_feed_waiters 2\n"));
    }

    void countsFromManyThreads()
    {
        Metrics metrics;
        QThreadPool pool;
        pool.setMaxThreadCount(8);
        for (int thread = 0; thread < 8; ++thread) {
            pool.start([&metrics] {
                for (int i = 0; i < 500; ++i) {
                    metrics.increment(u"trips_created_total"_s);
                    metrics.set(u"portier_trips"_s, i, {{u"status"_s, QString::number(i % 5)}});
                }
            });
        }
        pool.waitForDone();
        QVERIFY(metrics.render().contains("\ntrips_created_total 4000\n"));
    }
};

QTEST_GUILESS_MAIN(TestMetrics)
#include "tst_metrics.moc"
