// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/iconprovider.h"
#include "tests/app/scriptedserver.h"

#include <QGuiApplication>
#include <QQmlContext>
#include <QQmlEngine>
#include <QQuickStyle>
#include <QtQuickTest>

#include <QtQml/qqmlextensionplugin.h>

Q_IMPORT_QML_PLUGIN(PortierPlugin)

using namespace Qt::Literals::StringLiterals;
using namespace portier::app;

/// Gives each file of tests an app of its own, on a server that the tests write.
class Setup : public QObject
{
    Q_OBJECT
public Q_SLOTS:
    void applicationAvailable() { QQuickStyle::setStyle(u"Basic"_s); }
    void qmlEngineAvailable(QQmlEngine *engine)
    {
        auto *server = new ScriptedServer(this); // outlives the engine
        engine->addImportPath(u"qrc:/qt/qml"_s);
        engine->addImageProvider(u"icon"_s, new IconProvider);
        server->app().serve(*engine);
        engine->rootContext()->setContextProperty(u"server"_s, server);
    }
};

QUICK_TEST_MAIN_WITH_SETUP(portier, Setup)
#include "quicktests.moc"
