// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier

Area {
    name: "activity"
    title: qsTr("Activity")
    iconName: "activity"
    below: true
    page: "qrc:/qt/qml/Portier/activity/ActivityPage.qml"
    tourStops: ["activity", "activity/checks", "activity/schedules", "activity/jobs"]
}
