// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.Theme

/// One day in a year: its part of a stay, filled, outlined or grey, with the party's initial where the stay begins.
Item {
    id: box

    property string day: ""     ///< empty: before the first of the month
    property var stay: null
    property string initial: "" ///< of its party
    property bool today: false
    property bool past: false

    readonly property bool filled: stay !== null && stay.status === "confirmed" && !stay.is_past
    readonly property bool starts: stay !== null && stay.start_date === day
    readonly property bool ends: stay !== null && stay.end_date === day

    height: 23 * Theme.scale

    Item {
        anchors.fill: parent
        visible: box.stay !== null
        clip: true

        Rectangle {
            x: box.starts ? 1 : -6
            y: 1
            width: parent.width - x + (box.ends ? -1 : 6)
            height: parent.height - 2
            radius: 4
            color: box.stay === null ? "transparent" : box.stay.is_past ? Theme.sunken : box.filled ? box.stay.affiliation.colour : Theme.surface
            border.width: box.stay !== null && box.stay.status === "pending" ? 2 : Theme.border
            border.color: box.stay === null || box.stay.is_past ? Theme.edge : Theme.dark ? box.stay.affiliation.colour : App.format.partyEdge(box.stay.affiliation.colour)
        }
    }
    Rectangle {
        anchors.centerIn: parent
        visible: box.today
        width: Math.min(parent.width, 26 * Theme.scale)
        height: parent.height - 2
        radius: 6
        color: Theme.accent
    }
    Row {
        anchors.centerIn: parent
        visible: box.day !== ""
        spacing: 2

        Txt {
            visible: box.starts
            text: box.initial
            px: Math.round(11 * Theme.scale)
            weight: Font.Bold
            color: box.filled ? "#18212B" : Theme.ink
        }
        Txt {
            text: Number(box.day.slice(8))
            px: Math.round(11 * Theme.scale)
            weight: box.today ? Font.DemiBold : Font.Normal
            color: box.today ? Theme.accentInk : box.filled ? "#18212B" : box.past ? Theme.ink3 : Theme.ink
        }
    }
}
