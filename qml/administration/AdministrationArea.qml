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
    tourStops: ["administration", "administration/houses", "administration/accounts", "administration/keys", "administration/schedules", "administration/jobs", "administration/audit"]
}
