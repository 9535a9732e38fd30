// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.Nav

Area {
    name: "settings"
    title: qsTr("Settings")
    iconName: "settings"
    below: true
    page: "qrc:/qt/qml/Portier/settings/SettingsPage.qml"
    tourStops: ["settings", "settings/notifications"]
    commands: [
        Command { text: qsTr("Reload the settings"); iconName: "refresh-cw"; keys: "F5"; hidden: true; onTriggered: Nav.page("reload") },
        Command { text: qsTr("Quiet hours and notifications"); iconName: "bell"; onTriggered: Nav.go("settings/notifications") },
        Command { text: qsTr("Name and password"); iconName: "user"; onTriggered: Nav.go("settings/account") },
        Command { text: qsTr("Phone number"); iconName: "send"; enabled: !App.session.local; onTriggered: Nav.go("settings/phone") },
        Command { text: qsTr("Where I am signed in"); iconName: "monitor"; onTriggered: Nav.go("settings/devices") },
        Command { text: qsTr("Light colours"); iconName: "sun"; onTriggered: App.settings.scheme = "light" },
        Command { text: qsTr("Dark colours"); iconName: "moon"; onTriggered: App.settings.scheme = "dark" },
        Command { text: qsTr("Another Portier …"); iconName: "server"; onTriggered: App.session.leaveServer() },
        Command { text: qsTr("Sign out"); iconName: "log-out"; onTriggered: App.session.signOut() }
    ]
}
