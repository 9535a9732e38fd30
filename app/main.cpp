// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/app.h"
#include "app/desktop/dbusnotifier.h"
#include "app/desktop/guiapplication.h"
#include "app/desktop/singleinstance.h"
#include "app/desktop/tray.h"
#include "app/embeddedcore.h"
#include "app/items/iconprovider.h"
#include "app/pagetour.h"

#include <QCommandLineParser>
#include <QLocale>
#include <QQmlApplicationEngine>
#include <QQuickStyle>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <cstdio>

#include <QtQml/qqmlextensionplugin.h>

Q_IMPORT_QML_PLUGIN(PortierPlugin)

using namespace Qt::Literals::StringLiterals;
using namespace portier;

namespace
{

struct CommandLine {
    QCommandLineParser parser;
    QCommandLineOption data{u"data"_s, u"Folder of this app's own data"_s, u"folder"_s};
    QCommandLineOption server{u"server"_s, u"Speaks to this portierd instead"_s, u"address"_s};
    QCommandLineOption local{u"local"_s, u"Starts with the data on this computer"_s};
    QCommandLineOption noKeyring{u"no-keyring"_s, u"Keeps session tokens in a file only the owner may read"_s};
    QCommandLineOption selfTest{u"self-test"_s, u"Opens every page on sample data; fails on any warning"_s};
    QCommandLineOption observed{u"observed"_s, u"The self-test waits for a line of input after each page"_s};
    QCommandLineOption screenshot{u"screenshot"_s, u"Writes every page as a picture"_s, u"folder"_s};

    explicit CommandLine(const QCoreApplication &app)
    {
        parser.addHelpOption();
        parser.addVersionOption();
        parser.addOptions({data, server, local, noKeyring, selfTest, observed, screenshot});
        parser.addPositionalArgument(u"link"_s, u"portier:// link to open"_s, u"[link]"_s);
        parser.process(app);
    }
};

/// What the desktop around the app has, and the app uses. None of it during a tour.
class Surroundings
{
public:
    Surroundings(app::App &shared, app::SingleInstance &instance)
    {
        app::Desktop &desktop = *shared.desktop();
        QObject::connect(&instance, &app::SingleInstance::startedAgain, &desktop, &app::Desktop::openLink);
        if (QSystemTrayIcon::isSystemTrayAvailable()) {
            m_tray = std::make_unique<app::Tray>(desktop);
            QObject::connect(&shared, &app::App::formatChanged, m_tray.get(), &app::Tray::retranslate);
            QObject::connect(m_tray.get(), &app::Notifier::opened, &desktop, &app::Desktop::open);
            desktop.setTray(true);
            QGuiApplication::setQuitOnLastWindowClosed(false); // the window knows whether it only hides
        }
        const QDBusConnection bus = QDBusConnection::sessionBus();
        if (app::DBusNotifier::isAvailable(bus)) {
            m_notifier = std::make_unique<app::DBusNotifier>(bus);
            desktop.setNotifier(m_notifier.get());
        } else if (m_tray) {
            desktop.setNotifier(m_tray.get());
        }
    }

private:
    std::unique_ptr<app::Tray> m_tray;
    std::unique_ptr<app::DBusNotifier> m_notifier;
};

} // namespace

int main(int argc, char **argv)
{
    QQuickStyle::setStyle(u"Basic"_s);
    app::GuiApplication gui(argc, argv);
    QCoreApplication::setApplicationName(u"portier"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(PORTIER_VERSION));
    QGuiApplication::setDesktopFileName(u"portier"_s);
    const CommandLine arguments(gui);
    const QCommandLineParser &parser = arguments.parser;
    const bool tours = parser.isSet(arguments.selfTest) || parser.isSet(arguments.screenshot);

    const QTemporaryDir sample;
    QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    if (parser.isSet(arguments.data))
        folder = parser.value(arguments.data);
    else if (tours)
        folder = sample.path();
    const QString link = parser.positionalArguments().value(0);
    app::SingleInstance instance(folder);
    if (!tours && !instance.claim()) {
        if (instance.handOver(link))
            return 0;
        std::fprintf(stderr, "Portier runs already with the data in %s and does not answer.\n", qPrintable(folder));
        return 1;
    }
    const QString language = QLocale::system().language() == QLocale::English ? u"en"_s : u"de"_s;
    app::EmbeddedCore core(folder + "/core"_L1, tours ? app::PageTour::settings() : QStringList(), language);

    const auto stage = std::make_shared<app::Stage>(app::Stage::Real);
    app::AppOptions options;
    options.dataFolder = folder;
    options.useKeyring = !tours && !parser.isSet(arguments.noKeyring);
    options.startLocal = tours ? app::StageTransport::wrap(core.starter(), stage) : core.starter();
    options.clock = std::make_shared<SystemClock>();
    app::App shared(std::move(options));

    const auto makeEngine = [&shared] {
        auto engine = std::make_unique<QQmlApplicationEngine>();
        engine->addImportPath(u"qrc:/qt/qml"_s);
        engine->addImageProvider(u"icon"_s, new app::IconProvider);
        shared.serve(*engine);
        engine->load(QUrl(u"qrc:/qt/qml/Portier/shell/Main.qml"_s));
        return engine;
    };
    if (tours) {
        app::PageTour tour(shared, makeEngine, stage, parser.value(arguments.screenshot));
        if (parser.isSet(arguments.observed))
            tour.waitForObserver();
        tour.begin();
        return gui.exec();
    }
    const Surroundings surroundings(shared, instance);
    if (!link.isEmpty())
        shared.desktop()->openLink(link);
    if (parser.isSet(arguments.server))
        shared.session()->useServer(parser.value(arguments.server));
    else if (parser.isSet(arguments.local))
        shared.session()->useThisComputer();
    else
        shared.session()->resume();
    const auto engine = makeEngine();
    if (engine->rootObjects().isEmpty())
        return 1;
    return gui.exec();
}
