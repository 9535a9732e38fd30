// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// What happened to a stay, oldest first.
ColumnLayout {
    id: view

    required property var events
    readonly property var words: ({
        submitted: [qsTr("%1 sent the request"), "send"], self_approved: [qsTr("%1 approved by asking"), "check"],
        approved: [qsTr("%1 approved"), "check"], denied: [qsTr("%1 denied"), "x"], canceled: [qsTr("%1 canceled"), "ban"],
        confirmed: [qsTr("The stay is confirmed"), "circle-check"], reopened: [qsTr("%1 asked again"), "undo-2"],
        dates_extended: [qsTr("%1 changed the dates"), "calendar-days"], dates_shortened: [qsTr("%1 shortened the stay"), "calendar-days"]
    })
    readonly property var notes: ({"on behalf": qsTr("for somebody else"), "not decided in time": qsTr("not decided in time")}) ///< the server's own

    spacing: 8

    function dates(event: var): string {
        return event.old_start ? App.format.changedRange(event.old_start, event.old_end, event.new_start, event.new_end) : ""
    }

    Txt {
        Layout.fillWidth: true
        text: qsTr("Timeline")
        weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    // A positioner: a layout that is hidden keeps rows that are gone (Qt 6.4).
    Column {
        Layout.fillWidth: true

        Repeater {
            model: view.events

            Item {
                id: event

                required property var modelData
                required property int index
                readonly property var look: view.words[modelData.type] ?? [modelData.type, "info"]

                width: parent?.width ?? 0
                height: Math.max(dot.height + 13, lines.implicitHeight + 14)

                Rectangle { visible: event.index < view.events.length - 1; x: dot.width / 2; y: dot.height; width: 1; height: parent.height - y; color: Theme.line }
                Rectangle {
                    id: dot

                    width: 25 * Theme.scale
                    height: width
                    radius: width / 2
                    color: Theme.surface
                    border.color: Theme.line
                    border.width: Theme.border

                    Icon { anchors.centerIn: parent; name: event.look[1]; size: 14 }
                }
                GridLayout {
                    id: lines

                    x: dot.width + 10
                    y: 3
                    width: parent.width - x
                    columns: width < 360 ? 1 : 2
                    columnSpacing: 12
                    rowSpacing: 2

                    Txt {
                        Layout.fillWidth: true
                        text: event.look[0].replace("%1", event.modelData.actor?.name ?? "Portier")
                        weight: Font.Medium
                    }
                    Txt { text: (App.format.tick, App.format.dateTime(event.modelData.at)); px: Theme.label; color: Theme.ink2; wrapMode: Text.NoWrap }
                    Txt {
                        Layout.fillWidth: true
                        Layout.columnSpan: lines.columns
                        visible: text !== ""
                        text: (App.format.tick, [view.dates(event.modelData), view.notes[event.modelData.note] ?? event.modelData.note ?? ""].filter(part => part !== "").join("\n"))
                        px: Theme.label
                        color: Theme.ink2
                    }
                }
            }
        }
    }
}
