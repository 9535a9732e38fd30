// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/app.h"
#include "app/embeddedcore.h"
#include "app/items/iconprovider.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QQmlApplicationEngine>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QTemporaryDir>

#include <QtQml/qqmlextensionplugin.h>

#include <unistd.h>

#include <cstdio>

Q_IMPORT_QML_PLUGIN(PortierPlugin)

using namespace Qt::Literals::StringLiterals;
using namespace portier;
using namespace portier::app;

namespace
{

constexpr int patienceMs = 60'000;

void print(const QJsonObject &figure)
{
    std::printf("%s\n", QJsonDocument(figure).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

double residentMib()
{
    QFile statm(u"/proc/self/statm"_s);
    if (!statm.open(QIODevice::ReadOnly))
        return 0;
    return double(statm.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE)) / (1024 * 1024);
}

double rounded(double value)
{
    return double(qRound64(value * 10)) / 10;
}

/// Runs the event loop until the condition holds.
bool waitFor(const std::function<bool()> &condition)
{
    QElapsedTimer watch;
    watch.start();
    while (!condition() && watch.elapsed() < patienceMs)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 10);
    return condition();
}

/// Shows the next frame and says how long it took, from the request to the swap.
double frameMs(QQuickWindow &window)
{
    QElapsedTimer watch;
    bool swapped = false;
    const auto connection =
        QObject::connect(&window, &QQuickWindow::frameSwapped, &window, [&swapped] { swapped = true; });
    watch.start();
    window.update();
    waitFor([&swapped] { return swapped; });
    QObject::disconnect(connection);
    return double(watch.nsecsElapsed()) / 1e6;
}

/// The app of one person, with its window.
struct Program {
    explicit Program(const QString &folder) : core(folder + "/core"_L1, {}, u"de"_s)
    {
        AppOptions options;
        options.dataFolder = folder;
        options.useKeyring = false;
        options.startLocal = core.starter();
        options.clock = std::make_shared<SystemClock>();
        app = std::make_unique<App>(std::move(options));
        engine = std::make_unique<QQmlApplicationEngine>();
        engine->addImportPath(u"qrc:/qt/qml"_s);
        engine->addImageProvider(u"icon"_s, new IconProvider);
        app->serve(*engine);
        app->session()->useThisComputer();
        engine->load(QUrl(u"qrc:/qt/qml/Portier/shell/Main.qml"_s));
    }
    ~Program()
    {
        QCoreApplication::sendPostedEvents(nullptr,
                                           QEvent::DeferredDelete); // pages that were left, before their engine
        engine.reset();
    }

    [[nodiscard]] QQuickWindow &window() const { return *qobject_cast<QQuickWindow *>(engine->rootObjects().value(0)); }
    void open(const QString &page) const { QMetaObject::invokeMethod(&window(), "tourOpen", Q_ARG(QVariant, page)); }
    /// Only the change feed waits.
    bool settle() const
    {
        return waitFor([this] { return app->session()->state() == "signedIn"_L1 && app->client().inFlight() <= 1; });
    }

    EmbeddedCore core;
    std::unique_ptr<App> app;
    std::unique_ptr<QQmlApplicationEngine> engine;
};

void measureStart(const QString &folder, const char *data)
{
    QElapsedTimer watch;
    watch.start();
    const Program program(folder);
    frameMs(program.window());
    const double firstFrame = double(watch.nsecsElapsed()) / 1e6;
    program.settle();
    frameMs(program.window());
    print({{u"bench"_s, u"app_start"_s},
           {u"data"_s, QString::fromLatin1(data)},
           {u"first_frame_ms"_s, rounded(firstFrame)},
           {u"interactive_ms"_s, rounded(double(watch.nsecsElapsed()) / 1e6)}});
}

void measureMemory(const Program &program)
{
    QVariant pages;
    QMetaObject::invokeMethod(&program.window(), "tourPages", Q_RETURN_ARG(QVariant, pages));
    QJsonObject after;
    for (const QString &page : pages.toStringList()) {
        program.open(page);
        program.settle();
        frameMs(program.window());
        after.insert(page, rounded(residentMib()));
    }
    print({{u"bench"_s, u"app_memory"_s}, {u"resident_mib_after"_s, after}});
}

} // namespace

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM") && !qEnvironmentVariableIsSet("DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QQuickStyle::setStyle(u"Basic"_s);
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    const QTemporaryDir folder;
    measureStart(folder.path(), "new");
    measureStart(folder.path(), "existing");
    const Program program(folder.path());
    program.settle();
    measureMemory(program);
    return 0;
}
