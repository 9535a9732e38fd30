// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme
import Portier.Nav
import Portier.TripActions

/// When the own trips are checked (TRP-278).
FocusScope {
    id: page

    property var schedule: null
    property var occurrences: ({last: [], next: []})
    property var errors: ({}) ///< field -> what is wrong with it, until it was taken
    property bool failed: false
    readonly property int shownNext: 5
    readonly property var days: ({daily: 1, every_3_days: 3, weekly: 7})
    /// Trips that are checked less often than the schedule says, because they are far away (TRP-043).
    readonly property var stretched: {
        const found = []
        for (let i = 0; i < TripActions.trips.count; ++i) {
            const trip = TripActions.trips.itemAt(i)
            if (trip.next_due_on && trip.effective_interval_days > page.days[page.schedule?.frequency])
                found.push(trip)
        }
        return found
    }

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
        const field = Object.keys(what)[0]
        App.call("PATCH", "/api/v1/me/schedule", what, reply => {
            const left = Object.assign({}, page.errors, reply.errors)
            if (reply.ok)
                delete left[field]
            else if (!reply.errors[field])
                left[field] = Nav.words(reply)
            page.errors = left
            if (!reply.ok && !reply.errors[field]) // the same may be sent once more
                time.sent = zone.sent = ""
            if (reply.ok) {
                page.schedule = reply.body
                page.load()
            }
        })
    }
    readonly property var outcomes: ({ran: qsTr("checked"), caught_up: qsTr("checked late"), skipped: qsTr("skipped"), missed: qsTr("missed")})

    function outcome(past: var): string {
        if (past.total === 0)
            return qsTr("nothing was due")
        return (outcomes[past.outcome] ?? qsTr("running")) + (past.total > 0 ? ", " + qsTr("%n trip(s)", "", past.total) : "")
    }

    onScheduleChanged: {
        // What somebody is typing stays, and what was refused, to be mended.
        if (!errors.local_time && !(time.input.activeFocus && time.text.trim() !== time.sent))
            time.sent = time.text = schedule?.local_time ?? ""
        if (!errors.time_zone && !(zone.input.activeFocus && zone.text.trim() !== zone.sent))
            zone.sent = zone.text = schedule?.time_zone ?? ""
    }
    Connections {
        target: App

        function onFeedChanged(kind: string): void {
            if (kind.startsWith("trip_schedule.") || kind.startsWith("trip_occurrence."))
                page.load()
        }
    }
    Component.onCompleted: load()
    Keys.onEscapePressed: Nav.back()

    FormFlick {
        anchors.fill: parent
        contentHeight: column.implicitHeight + 44

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
                    objectName: "frequency"
                    Layout.fillWidth: true
                    Layout.preferredWidth: 10
                    Layout.alignment: Qt.AlignTop
                    label: qsTr("How often")
                    choices: [{value: "daily", text: qsTr("every day")}, {value: "every_3_days", text: qsTr("every three days")}, {value: "weekly", text: qsTr("every week")}]
                    value: page.schedule?.frequency
                    error: page.errors.frequency ?? ""
                    onChosen: value => page.change({frequency: value})
                }
                Field {
                    id: time

                    property string sent: ""

                    function send(): void {
                        if (!page.schedule || text.trim() === sent)
                            return
                        sent = text.trim()
                        page.change({local_time: sent})
                    }
                    objectName: "time"
                    Layout.fillWidth: true
                    Layout.preferredWidth: 10
                    Layout.alignment: Qt.AlignTop
                    label: qsTr("At what time")
                    hint: qsTr("For example 06:30")
                    error: page.errors.local_time ?? ""
                    onAccepted: send()
                    input.onEditingFinished: send()
                }
                SuggestField {
                    id: zone

                    property string sent: ""

                    function send(name: string): void {
                        if (!page.schedule || name === sent)
                            return
                        sent = name
                        page.change({time_zone: name})
                    }
                    objectName: "zone"
                    Layout.fillWidth: true
                    Layout.preferredWidth: 10
                    Layout.alignment: Qt.AlignTop
                    label: qsTr("Time zone")
                    listName: label
                    hint: qsTr("City or area, for example Berlin")
                    error: page.errors.time_zone ?? ""
                    onEdited: typed => offer(typed.trim().length < 2 ? [] : App.format.zonesLike(typed).map(name => ({text: name.replace(/_/g, " "), value: name})))
                    onTaken: name => {
                        text = name
                        send(name)
                    }
                    onAccepted: if (!offering) send(text.trim())
                    input.onActiveFocusChanged: if (!input.activeFocus) send(text.trim())
                }
                ChoiceField {
                    objectName: "gap"
                    Layout.fillWidth: true
                    Layout.preferredWidth: 10
                    Layout.alignment: Qt.AlignTop
                    label: qsTr("When clocks skip that time")
                    choices: [{value: "run_at_jump", text: qsTr("check right after")}, {value: "skip", text: qsTr("skip that day")}]
                    value: page.schedule?.gap_policy
                    error: page.errors.gap_policy ?? ""
                    onChosen: value => page.change({gap_policy: value})
                }
            }
            Txt { visible: page.occurrences.next.length > 0; text: qsTr("Next checks"); px: Theme.section; weight: Font.DemiBold }
            Repeater {
                objectName: "next"
                model: page.occurrences.next.slice(0, page.shownNext)

                Txt {
                    required property var modelData

                    Layout.fillWidth: true
                    text: (App.format.tick, App.format.dateTime(modelData.at)) + (modelData.dst ? " · " + qsTr("clocks change") : "")
                }
            }
            Txt {
                objectName: "stretched"
                Layout.fillWidth: true
                visible: page.stretched.length > 0
                text: qsTr("Trips that are still far away are checked less often: %1.").arg(page.stretched.map(
                    trip => qsTr("%1 every %n day(s)", "", trip.effective_interval_days).arg(trip.name)).join(", "))
                px: Theme.label
                color: Theme.ink2
            }
            Txt { visible: page.occurrences.last.length > 0; text: qsTr("Past checks"); px: Theme.section; weight: Font.DemiBold }
            Repeater {
                objectName: "last"
                model: page.occurrences.last

                Txt {
                    required property var modelData

                    Layout.fillWidth: true
                    text: (App.format.tick, App.format.dateTime(modelData.at)) + " · " + page.outcome(modelData)
                    color: Theme.ink2
                }
            }
        }
    }
}
