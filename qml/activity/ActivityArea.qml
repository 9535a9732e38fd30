// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.Nav

Area {
    name: "activity"
    title: qsTr("Activity")
    iconName: "activity"
    below: true
    page: "qrc:/qt/qml/Portier/activity/ActivityPage.qml"
    tourStops: ["activity", "activity/checks", "activity/schedules", "activity/jobs"]
    commands: [
        Command { text: qsTr("Reload the activity"); iconName: "refresh-cw"; keys: "F5"; hidden: true; onTriggered: Nav.page("reload") },
        Command { text: qsTr("Search the activity"); iconName: "search"; keys: "Ctrl+F"; hidden: true; onTriggered: Nav.page("find") }
    ]
}
