// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Nav
import Portier.Theme

/// What runs by itself, when next, and at a push of a button.
AdminList {
    id: section

    readonly property WorkWords work: WorkWords {}
    readonly property var outcomes: ({ran: qsTr("done"), caught_up: qsTr("done late"), fired: qsTr("running"), skipped: qsTr("skipped"), missed: qsTr("missed")})

    searchPaths: ["name", "schedule"]
    path: "/api/v1/admin/schedules"
    feedKinds: "schedule occurrence"
    iconName: "clock"
    emptyTitle: qsTr("Nothing runs by itself")
    titleOf: item => section.work.schedule(item.name)
    noteOf: item => [item.name, item.schedule, item.last ? qsTr("last %1: %2").arg(App.format.dateTime(item.last.at)).arg(outcomes[item.last.outcome] ?? qsTr("running")) : qsTr("has not run yet"),
                     item.next ? qsTr("next %1").arg(App.format.dateTime(item.next.at)) : "", item.problem ?? ""].filter(part => part !== "").join(" · ")
    chipOf: item => item.problem ? {text: qsTr("Error"), iconName: "triangle-alert", tone: "bad"} : null
    actionsOf: item => [{text: qsTr("Runs …"), run: () => runs.show(item)}, {text: qsTr("Run now"), method: "POST", path: "/api/v1/admin/schedules/" + item.id + "/run"}]

    PDialog {
        id: runs

        property var history: null

        objectName: "runsDialog"
        title: ""

        function show(item: var): void {
            title = section.work.schedule(item.name)
            history = null
            open()
            App.call("GET", "/api/v1/admin/schedules/" + item.id + "/occurrences", {}, reply => {
                if (!reply.ok)
                    return Nav.complain(reply)
                history = reply.body
            })
        }

        Column { // a positioner: a layout that is hidden keeps rows that are gone (Qt 6.4)
            Layout.fillWidth: true
            spacing: 12

            Txt { text: qsTr("Next"); weight: Font.DemiBold }
            Repeater {
                model: (runs.history?.next ?? []).slice(0, 3)

                Txt { required property var modelData; width: parent?.width ?? 0; text: (App.format.tick, App.format.dateTime(modelData.at)) }
            }
            Txt { text: qsTr("Last"); weight: Font.DemiBold }
            Txt { visible: runs.history !== null && runs.history.last.length === 0; text: qsTr("It has not run yet."); color: Theme.ink2 }
            Repeater {
                model: (runs.history?.last ?? []).slice(0, 10)

                Txt {
                    required property var modelData

                    width: parent?.width ?? 0
                    text: (App.format.tick, [App.format.dateTime(modelData.at), section.outcomes[modelData.outcome] ?? modelData.outcome ?? "", modelData.reason ?? ""].filter(part => part !== "").join(" · "))
                    color: Theme.ink2
                }
            }
        }
    }
}
