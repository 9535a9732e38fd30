// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme
import Portier.Nav

/// When the own trips are checked (TRP-278).
FocusScope {
    id: page

    property var schedule: null
    property var occurrences: ({last: [], next: []})
    property var errors: ({}) ///< field -> what is wrong with it
    property bool failed: false

    function load(): void {
        App.call("GET", "/api/v1/me/schedule", {}, reply => {
            page.failed = !reply.ok
            if (reply.ok)
                page.schedule = reply.body
        })
        App.call("GET", "/api/v1/me/schedule/occurrences", {}, reply => { if (reply.ok) page.occurrences = reply.body })
    }
    /// Applied at once; the next checks below show what it means.
    function change(what: var): void {
        App.call("PATCH", "/api/v1/me/schedule", what, reply => {
            page.errors = reply.errors
            if (reply.ok) {
                page.schedule = reply.body
                page.load()
            } else if (Object.keys(reply.errors).length === 0)
                Nav.complain(reply)
        })
    }
    readonly property var outcomes: ({ran: qsTr("checked"), caught_up: qsTr("checked late"), fired: qsTr("running"), succeeded: qsTr("all checked"), partial: qsTr("some failed"), failed: qsTr("failed"), skipped: qsTr("skipped"), missed: qsTr("missed"), empty: qsTr("nothing was due")})

    Component.onCompleted: load()
    Keys.onEscapePressed: Nav.back()

    Flickable {
        anchors.fill: parent
        contentHeight: column.implicitHeight + 44
        boundsBehavior: Flickable.StopAtBounds

        ColumnLayout {
            id: column

            x: Theme.pageMargin
            y: 20
            width: Math.min(680, page.width - 48)
            spacing: 16

            PageHeader {
                Layout.fillWidth: true
                back: true
                title: qsTr("Check times")
                sentence: page.schedule?.next ? qsTr("Next check: %1.").arg(App.format.dateTime(page.schedule.next.at)) : ""
                onWentBack: Nav.go("trips")
            }
            StateView {
                objectName: "scheduleState"
                Layout.fillWidth: true
                shown: page.schedule ? "" : page.failed ? "error" : "loading"
                title: qsTr("The check times could not be loaded")
                sentence: qsTr("The server does not answer.")
                action: qsTr("Try now")
                onActed: page.load()
            }
            GridLayout {
                Layout.fillWidth: true
                visible: page.schedule !== null
                columns: width < 560 ? 1 : 2
                columnSpacing: 16
                rowSpacing: 12

                ChoiceField {
                    Layout.fillWidth: true
                    label: qsTr("How often")
                    choices: [{value: "daily", text: qsTr("every day")}, {value: "every_3_days", text: qsTr("every three days")}, {value: "weekly", text: qsTr("every week")}]
                    value: page.schedule?.frequency
                    onChosen: value => page.change({frequency: value})
                }
                Field {
                    Layout.fillWidth: true
                    label: qsTr("At what time")
                    text: page.schedule?.local_time ?? ""
                    hint: qsTr("For example 06:30")
                    error: page.errors.local_time ?? ""
                    onAccepted: page.change({local_time: text.trim()})
                    input.onEditingFinished: if (page.schedule && text.trim() !== page.schedule.local_time) page.change({local_time: text.trim()})
                }
                Field {
                    Layout.fillWidth: true
                    label: qsTr("Time zone")
                    text: page.schedule?.time_zone ?? ""
                    hint: qsTr("For example Europe/Berlin")
                    error: page.errors.time_zone ?? ""
                    input.onEditingFinished: if (page.schedule && text.trim() !== page.schedule.time_zone) page.change({time_zone: text.trim()})
                }
                ChoiceField {
                    Layout.fillWidth: true
                    label: qsTr("When clocks skip that time")
                    choices: [{value: "run_at_jump", text: qsTr("check right after")}, {value: "skip", text: qsTr("skip that day")}]
                    value: page.schedule?.gap_policy
                    onChosen: value => page.change({gap_policy: value})
                }
            }
            Txt { visible: page.occurrences.next.length > 0; text: qsTr("Next checks"); px: Theme.section; weight: Font.DemiBold }
            Repeater {
                model: page.occurrences.next

                Txt {
                    required property var modelData

                    Layout.fillWidth: true
                    text: (App.format.tick, App.format.dateTime(modelData.at)) + (modelData.dst ? " · " + qsTr("clocks change") : "")
                }
            }
            Txt { visible: page.occurrences.last.length > 0; text: qsTr("Past checks"); px: Theme.section; weight: Font.DemiBold }
            Repeater {
                model: page.occurrences.last

                Txt {
                    required property var modelData

                    Layout.fillWidth: true
                    text: (App.format.tick, App.format.dateTime(modelData.at)) + " · " + (page.outcomes[modelData.outcome] ?? modelData.outcome ?? "")
                    color: Theme.ink2
                }
            }
        }
    }
}
