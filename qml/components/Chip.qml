// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.Theme

/// A state as icon and word. Tone: wait, ok, bad, accent or neutral.
Rectangle {
    id: chip

    required property string text
    property string iconName: ""
    property string tone: "neutral"
    property bool busy: false ///< its icon turns

    readonly property color inkColor: ({wait: Theme.wait, ok: Theme.ok, bad: Theme.bad, accent: Theme.accent})[tone] ?? Theme.ink2

    implicitWidth: row.implicitWidth + 18
    implicitHeight: 24 * Theme.scale
    radius: 12 * Theme.scale
    color: ({wait: Theme.waitSoft, ok: Theme.okSoft, bad: Theme.badSoft, accent: Theme.accentSoft})[tone] ?? Theme.surface
    border.color: ({wait: Theme.waitEdge, ok: Theme.okEdge, bad: Theme.badEdge, accent: Theme.accent})[tone] ?? Theme.line
    border.width: Theme.border

    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Row {
        id: row

        anchors.centerIn: parent
        spacing: 5

        Icon {
            id: mark

            anchors.verticalCenter: parent.verticalCenter
            visible: chip.iconName !== ""
            name: chip.iconName
            size: 14
            color: chip.inkColor

            Turning { target: mark; busy: chip.busy }
        }
        Txt {
            anchors.verticalCenter: parent.verticalCenter
            text: chip.text
            px: Theme.small
            weight: Font.Medium
            wrapMode: Text.NoWrap
            color: chip.inkColor
        }
    }
}
