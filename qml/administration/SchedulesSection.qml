// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier

/// What runs by itself, when next, and at a push of a button.
AdminList {
    path: "/api/v1/admin/schedules"
    feedKinds: "schedule occurrence"
    iconName: "clock"
    emptyTitle: qsTr("Nothing runs by itself")
    titleOf: item => item.name.replace(/_/g, " ")
    noteOf: item => item.schedule + (item.next ? " · " + qsTr("next %1").arg(App.format.dateTime(item.next.at)) : "") + (item.problem ? " · " + item.problem : "")
    chipOf: item => item.problem ? {text: qsTr("Error"), iconName: "triangle-alert", tone: "bad"} : null
    actionsOf: item => [{text: qsTr("Run now"), method: "POST", path: "/api/v1/admin/schedules/" + item.id + "/run"}]
}
