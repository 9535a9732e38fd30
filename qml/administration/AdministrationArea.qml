// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.Nav

Area {
    name: "administration"
    title: qsTr("Administration")
    iconName: "shield"
    below: true
    shown: (App.session.account.roles ?? []).includes("admin")
    page: "qrc:/qt/qml/Portier/administration/AdministrationPage.qml"
    tourStops: ["administration"].concat(["suppressions", "houses", "links", "accounts", "invitations", "keys", "settings", "sources", "audit"].map(section => "administration/" + section))
    commands: [
        Command { text: qsTr("Reload the section"); iconName: "refresh-cw"; keys: "F5"; hidden: true; onTriggered: Nav.page("reload") },
        Command { text: qsTr("Search the section"); iconName: "search"; keys: "Ctrl+F"; hidden: true; onTriggered: Nav.page("find") },
        Command { text: qsTr("Add to the section"); iconName: "plus"; keys: "Ctrl+N"; hidden: true; onTriggered: Nav.page("create") },
        Command { text: qsTr("Houses and parties"); iconName: "house"; onTriggered: Nav.go("administration/houses") },
        Command { text: qsTr("Accounts"); iconName: "users"; onTriggered: Nav.go("administration/accounts") },
        Command { text: qsTr("API keys"); iconName: "key-round"; onTriggered: Nav.go("administration/keys") },
        Command { text: qsTr("Audit"); iconName: "history"; onTriggered: Nav.go("administration/audit") }
    ]
}
