// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier

/// Work in the queue, and what died of it.
AdminList {
    id: section

    readonly property WorkWords work: WorkWords {}
    readonly property var states_: ({queued: [qsTr("Queued"), "hourglass", "neutral"], running: [qsTr("Running"), "refresh-cw", "accent"], done: [qsTr("Done"), "circle-check", "ok"], failed_retry: [qsTr("Tried again later"), "clock", "wait"], dead: [qsTr("Failed"), "circle-x", "bad"], cancelled: [qsTr("Canceled"), "ban", "neutral"]})

    path: "/api/v1/admin/jobs"
    feedKinds: "job"
    searchPaths: ["kind", "state", "last_error"]
    iconName: "activity"
    emptyTitle: qsTr("No job yet")
    titleOf: item => work.job(item.kind)
    noteOf: item => [item.kind, App.format.dateTime(item.run_at), qsTr("attempt %1 of %2").arg(item.attempt).arg(item.max_attempts), item.last_error ?? ""].filter(part => part !== "").join(" · ")
    chipOf: item => ({text: (states_[item.state] ?? [item.state])[0], iconName: (states_[item.state] ?? ["", "info"])[1], tone: (states_[item.state] ?? ["", "", "neutral"])[2]})
    actionsOf: item => item.state === "dead" ? [{text: qsTr("Run again"), method: "POST", path: "/api/v1/admin/jobs/" + item.id + "/requeue"}, {text: qsTr("Give up"), method: "POST", path: "/api/v1/admin/jobs/" + item.id + "/discard"}] : []
}
