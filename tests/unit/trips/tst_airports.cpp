// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/airports.h"
#include "core/trips/foldedtext.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QTimeZone>

#include <chrono>
#include <ctime>

using namespace portier::trips;
using namespace Qt::StringLiterals;

class TestAirports : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void shipsTheWholeTable() // TRP-220
    {
        QVERIFY2(m_airports.count() > 4500, qPrintable(QString::number(m_airports.count())));
        const Airport *munich = m_airports.find(u"MUC"_s);
        QVERIFY(munich);
        QCOMPARE(munich->name, u"Munich Airport"_s);
        QCOMPARE(munich->city, u"Munich"_s);
        QCOMPARE(munich->countryCode, u"DE"_s);
        QCOMPARE(munich->latitudeE6, 48353802);
        QCOMPARE(munich->longitudeE6, 11786100);
        QVERIFY(munich->large && munich->scheduled);
        QCOMPARE(munich->timeZone, u"Europe/Berlin"_s);
        QVERIFY(!m_airports.find(u"XQZ"_s));
    }

    void shipsTheMetroCodesOfTheTable() // trips.md §2.4
    {
        const QStringList codes =
            u"LON PAR NYC ROM MIL STO TYO OSA SEL BJS SHA SAO RIO BUE CHI WAS DTT MOW BUH JKT YTO YMQ BER"_s.split(
                u' ');
        for (const QString &code : codes) {
            const MetroCode *metro = m_airports.findMetro(code);
            QVERIFY2(metro, qPrintable(code));
            QVERIFY(m_airports.find(metro->airports.constFirst()));
        }
        QVERIFY(m_airports.knows(u"LON"_s) && m_airports.knows(u"LHR"_s) && !m_airports.knows(u"XQZ"_s));
    }

    void shipsAtLeast150GermanNames() // TRP-222
    {
        QFile file(u":/portier/airports/exonyms_de.tsv"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList rows = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
        QVERIFY(rows.size() - 1 >= 150);
        for (const QString &row : rows) {
            if (row.startsWith(u'#'))
                continue;
            const QString german = row.section(u'\t', 0, 0);
            const auto found = m_airports.search(german, 25);
            const bool hits = std::any_of(found.begin(), found.end(), [&row](const AirportMatch &match) {
                return (match.airport ? match.airport->city : match.metro->city) == row.section(u'\t', 1, 1);
            });
            QVERIFY2(hits, qPrintable(row));
        }
    }

    void expandsMetroCodes() // TRP-071
    {
        QVERIFY(m_airports.expand(u"LON"_s).contains(u"STN"_s));
        QCOMPARE(m_airports.expand(u"MUC"_s), QStringList{u"MUC"_s});
        QCOMPARE(m_airports.expand(u"XQZ"_s), QStringList{u"XQZ"_s});
        QCOMPARE(m_airports.find(u"LHR"_s)->metroCodes, QStringList{u"LON"_s});
    }

    void ranksMatches_data() // TRP-222, TRP-223, A75
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("first");
        QTest::newRow("city prefix before the code of a small airport") << u"mun"_s << QStringList{u"MUC"_s};
        QTest::newRow("code in capitals first") << u"MUN"_s << QStringList{u"MUN"_s};
        QTest::newRow("code") << u"MUC"_s << QStringList{u"MUC"_s};
        QTest::newRow("code in small letters") << u"muc"_s << QStringList{u"MUC"_s};
        QTest::newRow("small airport by small letters") << u"fmm"_s << QStringList{u"FMM"_s};
        QTest::newRow("umlaut") << u"münchen"_s << QStringList{u"MUC"_s};
        QTest::newRow("ue") << u"muenchen"_s << QStringList{u"MUC"_s};
        QTest::newRow("stripped") << u"munchen"_s << QStringList{u"MUC"_s};
        QTest::newRow("decomposed umlaut") << u"mu\u0308nchen"_s << QStringList{u"MUC"_s};
        QTest::newRow("capitals") << u"MÜNCHEN"_s << QStringList{u"MUC"_s};
        QTest::newRow("metro before its airports") << u"lon"_s << QStringList{u"LON"_s};
        QTest::newRow("metro, large, then by code") << u"london"_s << QStringList{u"LON"_s, u"LGW"_s, u"LHR"_s};
        QTest::newRow("airport before the metro of the same code") << u"BER"_s << QStringList{u"BER"_s, u"BER"_s};
        QTest::newRow("german name of a metro") << u"mailand"_s << QStringList{u"MIL"_s, u"BGY"_s, u"MXP"_s};
        QTest::newRow("german name") << u"lissabon"_s << QStringList{u"LIS"_s};
        QTest::newRow("word of the city") << u"kapstadt"_s << QStringList{u"CPT"_s};
        QTest::newRow("sharp s") << u"strassburg"_s << QStringList{u"SXB"_s};
        QTest::newRow("second word of a city") << u"janeiro"_s << QStringList{u"RIO"_s, u"GIG"_s};
        QTest::newRow("name") << u"heathrow"_s << QStringList{u"LHR"_s};
        QTest::newRow("keyword") << u"idlewild"_s << QStringList{u"JFK"_s};
        QTest::newRow("surrounding spaces") << u"  zürich "_s << QStringList{u"ZRH"_s};
        QTest::newRow("inner spaces") << u"new   york"_s << QStringList{u"NYC"_s, u"JFK"_s, u"LGA"_s};
        QTest::newRow("nothing") << u"qqqqq"_s << QStringList{};
    }
    void ranksMatches()
    {
        QFETCH(QString, typed);
        QFETCH(QStringList, first);
        const auto found = m_airports.search(typed);
        QStringList codes;
        for (const AirportMatch &match : found)
            codes.append(match.code());
        QCOMPARE(codes.mid(0, first.size()), first);
        QVERIFY(!first.isEmpty() || codes.isEmpty());
    }

    void sameRankPrefersLargeThenScheduled() // TRP-223
    {
        bool mediumSeen = false;
        bool unscheduledSeen = false;
        const auto found = m_airports.search(u"santa"_s, 25);
        for (const AirportMatch &match : found) {
            if (!match.airport || !foldText(match.airport->city).startsWith(u"santa"_s))
                break;
            QVERIFY(!(match.airport->large && mediumSeen));
            QVERIFY(match.airport->large || !(match.airport->scheduled && unscheduledSeen));
            mediumSeen |= !match.airport->large;
            unscheduledSeen |= !match.airport->large && !match.airport->scheduled;
        }
        QVERIFY(mediumSeen);
    }

    void limitsWhatItAnswers() // TRP-221
    {
        QVERIFY(m_airports.search(u"x"_s).isEmpty());
        QVERIFY(m_airports.search(u" x "_s).isEmpty());
        QVERIFY(m_airports.search(u"   "_s).isEmpty());
        QVERIFY(m_airports.search(QString(65, u'a')).isEmpty());
        QCOMPARE(m_airports.search(u"an"_s).size(), 8);
        QCOMPARE(m_airports.search(u"an"_s, 100).size(), 25);
        QCOMPARE(m_airports.search(u"an"_s, 0).size(), 1);
        QCOMPARE(m_airports.search(u"an"_s, 25).constFirst().code(), m_airports.search(u"an"_s, 1).constFirst().code());
    }

    void answersWhileSomebodyTypes() // TRP-224, in time of the processor, which a busy machine does not stretch
    {
        const auto spent = [] {
            timespec time{};
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
            return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
        };
        QList<std::chrono::nanoseconds> times;
        for (const QString &typed : {u"mu"_s, u"mun"_s, u"münchen"_s, u"san"_s, u"santa"_s, u"an"_s, u"int"_s,
                                     u"international"_s, u"zz"_s, u"q"_s.repeated(64), u"lon"_s, u"new york"_s}) {
            for (int i = 0; i < 10; ++i) {
                const auto before = spent();
                (void)m_airports.search(typed, 25);
                times.append(spent() - before);
            }
        }
        std::sort(times.begin(), times.end());
        const auto p95 = times.at(times.size() * 95 / 100);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        constexpr auto limit = std::chrono::milliseconds(100); // the sanitizers' own work
#else
        constexpr auto limit = std::chrono::milliseconds(10);
#endif
        QVERIFY2(p95 < limit, qPrintable(u"%1 µs"_s.arg(p95.count() / 1000)));
    }

    void measuresGreatCircles()
    {
        QCOMPARE(m_airports.distanceKm(u"MUC"_s, u"LIS"_s), std::optional(1984));
        QCOMPARE(m_airports.distanceKm(u"LIS"_s, u"MUC"_s), std::optional(1984));
        QCOMPARE(m_airports.distanceKm(u"LON"_s, u"NYC"_s), m_airports.distanceKm(u"LHR"_s, u"JFK"_s));
        QCOMPARE(m_airports.distanceKm(u"MUC"_s, u"XQZ"_s), std::nullopt);
        QCOMPARE(m_airports.distanceKm(u"MUC"_s, u"MUC"_s), std::optional(0));
    }

    void everyRowIsSound() // TRP-220
    {
        QFile file(u":/portier/airports/airports.tsv"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QStringList rows = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
        static const QRegularExpression code(u"^[A-Z]{3}$"_s);
        for (const QString &row : rows.mid(1)) {
            const Airport *airport = m_airports.find(row.section(u'\t', 0, 0));
            QVERIFY2(airport && code.match(airport->iata).hasMatch(), qPrintable(row));
            QVERIFY2(!airport->name.isEmpty() && airport->countryCode.size() == 2, qPrintable(row));
            QVERIFY2(std::abs(airport->latitudeE6) <= 90'000'000 && std::abs(airport->longitudeE6) <= 180'000'000,
                     qPrintable(row));
            QVERIFY2(QTimeZone(airport->timeZone.toUtf8()).isValid(), qPrintable(row));
        }
    }

private:
    Airports m_airports;
};

QTEST_GUILESS_MAIN(TestAirports)
#include "tst_airports.moc"
