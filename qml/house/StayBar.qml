// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Portier
import Portier.HouseActions
import Portier.Nav
import Portier.Theme

/// One stay within one week: filled when confirmed, outlined when requested, grey when past.
T.AbstractButton {
    id: bar

    required property var booking
    property bool goesOn: false ///< began in an earlier week: open at the left
    property bool runsOn: false ///< ends in a later week: open at the right

    readonly property var status_: HouseActions.status(booking)
    readonly property bool filled: booking.status === "confirmed" && !booking.is_past
    readonly property color titleInk: filled ? "#18212B" : booking.is_past ? Theme.ink2 : Theme.ink
    readonly property color outline: Theme.dark ? booking.affiliation.colour : App.format.partyEdge(booking.affiliation.colour)

    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: (App.format.tick, [booking.requester_first_name, HouseActions.range(booking), status_.text, booking.affiliation.name].join(", "))
    onClicked: Nav.go("house/requests/" + booking.id)
    Keys.onReturnPressed: clicked()

    background: Item {
        Item {
            anchors.fill: parent
            clip: true

            Rectangle {
                x: bar.goesOn ? -8 : 0
                width: parent.width - x + (bar.runsOn ? 8 : 0)
                height: parent.height
                radius: 6
                color: bar.booking.is_past ? Theme.sunken : bar.filled ? bar.booking.affiliation.colour : Theme.surface
                border.width: bar.booking.status === "pending" ? 2 : Theme.border
                border.color: bar.booking.is_past ? Theme.edge : bar.outline
            }
            Rectangle { visible: bar.booking.status === "pending" && !bar.goesOn; x: 2; y: 2; width: 8; height: parent.height - 4; color: bar.booking.affiliation.colour }
        }
        FocusRing { target: bar; around: 6 }
    }
    contentItem: Column {
        leftPadding: 14
        topPadding: bar.height < 48 ? 4 : 8

        Row {
            Txt {
                id: who

                width: Math.min(implicitWidth, bar.width - 20)
                text: (bar.goesOn ? "… " : "") + bar.booking.requester_first_name
                px: Theme.label
                weight: Font.DemiBold
                mayElide: true
                color: bar.titleInk
            }
            Txt {
                width: Math.max(0, bar.width - 20 - who.width)
                text: " · " + HouseActions.persons(bar.booking.party_size)
                px: Theme.label
                mayElide: true
                color: bar.titleInk
            }
        }
        Row {
            visible: bar.height > 36
            spacing: 4

            Icon { id: mark; name: bar.status_.iconName; size: 14; anchors.verticalCenter: parent.verticalCenter; color: bar.filled ? "#18212B" : Theme.ink2 }
            Txt {
                width: bar.width - 26 - mark.width
                text: bar.status_.text + " · " + bar.booking.affiliation.name
                px: Theme.small
                mayElide: true
                color: bar.filled ? "#18212B" : Theme.ink2
            }
        }
    }
}
