// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/app.h"

#include <QQmlComponent>
#include <QQmlEngine>
#include <QTemporaryDir>
#include <QTest>

#include <QtQml/qqmlextensionplugin.h>

#include <cmath>

Q_IMPORT_QML_PLUGIN(PortierPlugin)

using namespace Qt::Literals::StringLiterals;
using namespace portier;

namespace
{

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double light = std::max(luminance(a), luminance(b)), dark = std::min(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
}

constexpr double text = 4.5, edge = 3.0;

} // namespace

/// Every pair of the colour table of the interface design can be read.
class tst_Theme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void contrastIsEnough_data();
    void contrastIsEnough();
    void highContrastMakesLinesEdges();

private:
    QTemporaryDir m_folder;
};

void tst_Theme::contrastIsEnough_data()
{
    QTest::addColumn<QString>("fore");
    QTest::addColumn<QString>("ground");
    QTest::addColumn<double>("least");
    const QStringList grounds{u"canvas"_s, u"surface"_s, u"raised"_s, u"sunken"_s, u"hover"_s, u"selected"_s};
    const auto row = [](const QString &fore, const QString &ground, double least) {
        QTest::newRow(qPrintable(fore + " on "_L1 + ground)) << fore << ground << least;
    };
    for (const QString &ground : grounds) {
        for (const QString &fore : {u"ink"_s, u"ink2"_s, u"ink3"_s, u"accent"_s})
            row(fore, ground, text);
        row(u"focus"_s, ground, edge);
    }
    for (const QString &ground : {u"surface"_s, u"canvas"_s}) {
        for (const QString &fore :
             {u"edge"_s, u"cTotal"_s, u"cFlight"_s, u"cHotel"_s, u"cLimit"_s, u"waitEdge"_s, u"okEdge"_s, u"badEdge"_s})
            row(fore, ground, edge);
    }
    for (const QString &tone : {u"wait"_s, u"ok"_s, u"bad"_s}) {
        row(tone, tone + "Soft"_L1, text);
        row(u"ink"_s, tone + "Soft"_L1, text);
        row(tone, u"surface"_s, text);
    }
    row(u"accentInk"_s, u"accent"_s, text);
    row(u"accentInk"_s, u"accentHover"_s, text);
    row(u"badInk"_s, u"badSolid"_s, text);
    row(u"railInk"_s, u"rail"_s, text);
    row(u"railInk"_s, u"railOn"_s, text);
    row(u"railInk2"_s, u"rail"_s, text);
    row(u"railEdge"_s, u"rail"_s, edge);
    row(u"brass"_s, u"rail"_s, text);
    row(u"brassInk"_s, u"brass"_s, text);
}

void tst_Theme::contrastIsEnough()
{
    QFETCH(QString, fore);
    QFETCH(QString, ground);
    QFETCH(double, least);
    app::AppOptions options{m_folder.path(), false, {}, std::make_shared<SystemClock>()};
    app::App shared(options);
    QQmlEngine engine;
    engine.addImportPath(u"qrc:/qt/qml"_s);
    shared.serve(engine);
    for (const QString &scheme : {u"light"_s, u"dark"_s}) {
        shared.settings()->setScheme(scheme);
        QQmlComponent component(&engine);
        component.setData("import QtQuick; import Portier.Theme; QtObject { property color a: Theme." +
                              fore.toLatin1() + "; property color b: Theme." + ground.toLatin1() + " }",
                          {});
        const std::unique_ptr<QObject> colors(component.create());
        QVERIFY2(colors, qPrintable(component.errorString()));
        const double ratio = contrast(colors->property("a").value<QColor>(), colors->property("b").value<QColor>());
        QVERIFY2(ratio >= least, qPrintable(u"%1: %2 < %3"_s.arg(scheme).arg(ratio).arg(least)));
    }
}

void tst_Theme::highContrastMakesLinesEdges()
{
    app::App shared({m_folder.path(), false, {}, std::make_shared<SystemClock>()});
    QQmlEngine engine;
    engine.addImportPath(u"qrc:/qt/qml"_s);
    shared.serve(engine);
    shared.settings()->setHighContrast(true);
    QQmlComponent component(&engine);
    component.setData("import QtQuick; import Portier.Theme; QtObject { property bool right: Theme.line === Theme.edge "
                      "&& Theme.ink2 === Theme.ink && Theme.border === 2 }",
                      {});
    const std::unique_ptr<QObject> object(component.create());
    QVERIFY2(object, qPrintable(component.errorString()));
    QVERIFY(object->property("right").toBool());
}

QTEST_MAIN(tst_Theme)
#include "tst_theme.moc"
