// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.Theme

/// The name of a party on its colour; square corners, so that it is never read as a status.
Rectangle {
    required property string name
    property color colour: Theme.sunken

    implicitWidth: label.implicitWidth + 16
    implicitHeight: 22 * Theme.scale
    radius: 4
    color: colour
    border.color: Theme.dark ? colour : App.format.partyEdge(colour.toString())
    border.width: Theme.border
    Accessible.role: Accessible.StaticText
    Accessible.name: name

    Txt {
        id: label

        anchors.centerIn: parent
        text: parent.name
        px: Theme.small
        weight: Font.Medium
        wrapMode: Text.NoWrap
        color: "#18212B"
    }
}
