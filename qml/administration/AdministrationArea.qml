// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier

Area {
    name: "administration"
    title: qsTr("Administration")
    iconName: "shield"
    below: true
    shown: (App.session.account.roles ?? []).includes("admin")
    page: "qrc:/qt/qml/Portier/administration/AdministrationPage.qml"
    tourStops: ["administration"].concat(["suppressions", "houses", "links", "accounts", "invitations", "keys", "settings", "sources", "audit"].map(section => "administration/" + section))
}
