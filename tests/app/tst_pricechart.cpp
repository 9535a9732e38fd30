// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/pricechart.h"

#include <QImage>
#include <QPainter>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace portier::app;

namespace
{

QVariantMap pointOn(const QString &day, int total, const QString &source, const QStringList &marks = {})
{
    return {{u"at"_s, QString(day + "T05:00:00Z"_L1)},
            {u"day"_s, day},
            {u"total"_s, total},
            {u"revision"_s, 1},
            {u"flight_source"_s, source},
            {u"marks"_s, marks}};
}

} // namespace

/// What the chart draws, as pixels: shapes say where a price comes from and what it is worth (TRP-275).
class tst_PriceChart : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void markersTellWhatAPriceIsWorth_data();
    void markersTellWhatAPriceIsWorth();
    void gapsStayGaps();

private:
    /// A chart of totals in red on white; what else there is, is not seen.
    static void show(PriceChart &chart, const QVariantList &points);
    [[nodiscard]] static QImage painted(PriceChart &chart);
    static bool isRed(const QImage &image, double x, double y)
    {
        const QColor pixel = image.pixelColor(qRound(x), qRound(y));
        return pixel.red() > 150 && pixel.green() < 130;
    }
};

void tst_PriceChart::show(PriceChart &chart, const QVariantList &points)
{
    chart.setSize({400, 272});
    QVariantMap colors{{u"total"_s, QColor(Qt::red)}, {u"surface"_s, QColor(Qt::white)}};
    for (const QString &role : {u"line"_s, u"text"_s, u"limit"_s, u"selected"_s})
        colors.insert(role, QColor(Qt::transparent));
    chart.setColors(colors);
    // Its line is not seen either, but says where the price of the points lies.
    chart.setHistory(
        {{u"currency"_s, u"EUR"_s}, {u"points"_s, points}, {u"threshold"_s, QVariantMap{{u"amount_minor"_s, 50000}}}});
}

QImage tst_PriceChart::painted(PriceChart &chart)
{
    QImage image(400, 272, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    chart.paint(&painter);
    return image;
}

void tst_PriceChart::markersTellWhatAPriceIsWorth_data()
{
    QTest::addColumn<QStringList>("marks");
    QTest::addColumn<bool>("filled");
    QTest::addColumn<bool>("ringed");
    QTest::newRow("fresh") << QStringList() << true << false;
    QTest::newRow("cached: a ring") << QStringList{u"cached"_s} << true << true;
    QTest::newRow("stale: hollow") << QStringList{u"stale"_s} << false << false;
    QTest::newRow("both") << QStringList{u"cached"_s, u"stale"_s} << false << true;
}

void tst_PriceChart::markersTellWhatAPriceIsWorth()
{
    QFETCH(QStringList, marks);
    QFETCH(bool, filled);
    QFETCH(bool, ringed);
    PriceChart chart;
    show(chart, {pointOn(u"2027-01-10"_s, 50000, u"duffel"_s, marks)});
    const QImage image = painted(chart);
    chart.setCursor(0);
    const double x = chart.cursorX(), y = chart.thresholdY();
    QCOMPARE(isRed(image, x, y), filled);
    QVERIFY(isRed(image, x, y - 4) || isRed(image, x, y - 3) || isRed(image, x, y - 5)); // its edge, in any case
    QCOMPARE(isRed(image, x, y - 7.5), ringed);
    QVERIFY(!isRed(image, x, y - 11));
}

void tst_PriceChart::gapsStayGaps()
{
    const QVariantMap nothing{{u"at"_s, u"2027-01-11T05:00:00Z"_s}, {u"day"_s, u"2027-01-11"_s}, {u"revision"_s, 1}};
    for (const bool gap : {false, true}) {
        PriceChart chart;
        const QVariantMap between = gap ? nothing : pointOn(u"2027-01-11"_s, 50000, u"duffel"_s);
        show(chart,
             {pointOn(u"2027-01-10"_s, 50000, u"duffel"_s), between, pointOn(u"2027-01-12"_s, 50000, u"duffel"_s)});
        const QImage image = painted(chart);
        chart.setCursor(0);
        const double first = chart.cursorX();
        chart.setCursor(1);
        QCOMPARE(isRed(image, (first + chart.cursorX()) / 2, chart.thresholdY()), !gap);
    }
}

QTEST_MAIN(tst_PriceChart)
#include "tst_pricechart.moc"
