// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Portier
import Portier.Theme

/// A button: primary, plain, danger (outline), final (solid) or text. Shows its shortcut as key caps and why it is off.
T.Button {
    id: control

    property string kind: "plain"
    property string iconName: ""
    property string keys: ""
    property string note: ""
    property int badge: 0 ///< what waits for the person behind the button
    property bool busy: false
    property string offReason: ""
    property string explains: ""

    readonly property bool solid: kind === "primary" || kind === "final"
    readonly property color inkColor: {
        if (!enabled)
            return Theme.ink3
        switch (kind) {
        case "primary": return Theme.accentInk
        case "final": return Theme.badInk
        case "danger": return Theme.bad
        case "text": return Theme.accent
        }
        return Theme.ink
    }

    implicitHeight: Theme.controlHeight
    implicitWidth: Math.max(Math.ceil(row.implicitWidth) + leftPadding + rightPadding, text === "" ? Theme.controlHeight : 0)
    leftPadding: text === "" ? 0 : kind === "text" ? 8 : 14
    rightPadding: leftPadding
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true

    Accessible.role: Accessible.Button
    Accessible.name: text === "" ? explains : badge > 0 ? text + ": " + badge : text
    Accessible.description: enabled ? explains : offReason

    PTip {
        target: control
        text: !control.enabled && control.offReason !== "" ? control.offReason : control.text === "" ? control.explains : ""
    }

    background: Rectangle {
        radius: 8
        color: {
            if (!control.enabled)
                return control.kind === "text" ? "transparent" : Theme.sunken
            if (control.kind === "primary")
                return control.hovered || control.down ? Theme.accentHover : Theme.accent
            if (control.kind === "final")
                return Theme.badSolid
            if (control.kind === "text")
                return control.hovered ? Theme.hover : "transparent"
            return control.hovered || control.down ? Theme.hover : Theme.surface
        }
        border.width: control.solid || control.kind === "text" ? 0 : Theme.border
        border.color: control.kind === "danger" && control.enabled ? Theme.badEdge : Theme.edge

        Behavior on color { ColorAnimation { duration: Theme.quick } }

        FocusRing { target: control }
    }

    contentItem: Item {
        implicitWidth: row.implicitWidth
        implicitHeight: row.implicitHeight

        Row {
            id: row

            anchors.centerIn: parent
            anchors.verticalCenterOffset: control.solid && control.down ? 1 : 0
            spacing: 8

            Txt {
                id: dots

                anchors.verticalCenter: parent.verticalCenter
                visible: control.busy && App.settings.reducedMotion
                width: mark.width
                horizontalAlignment: Text.AlignHCenter
                text: "…"
                color: control.inkColor
            }
            Icon {
                id: mark

                anchors.verticalCenter: parent.verticalCenter
                visible: name !== "" && !dots.visible
                name: control.busy ? "refresh-cw" : control.iconName
                color: control.inkColor

                Turning { target: mark; busy: control.busy }
            }
            Txt {
                anchors.verticalCenter: parent.verticalCenter
                visible: text !== ""
                text: control.text
                wrapMode: Text.NoWrap
                weight: Font.Medium
                color: control.inkColor
            }
            Txt {
                anchors.verticalCenter: parent.verticalCenter
                visible: text !== ""
                text: control.note
                px: Theme.small
                wrapMode: Text.NoWrap
                color: control.solid ? control.inkColor : Theme.ink2
            }
            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                visible: control.badge > 0
                width: Math.max(24, count.implicitWidth + 12)
                height: 20 * Theme.scale
                radius: 6
                color: Theme.brass

                Txt { id: count; anchors.centerIn: parent; text: control.badge; px: Theme.small; weight: Font.DemiBold; wrapMode: Text.NoWrap; color: Theme.brassInk }
            }
            KeyCaps {
                anchors.verticalCenter: parent.verticalCenter
                keys: control.keys
                ink: control.solid ? control.inkColor : Theme.ink2
                ground: control.solid ? "transparent" : Theme.sunken
                edge: control.solid ? control.inkColor : Theme.line
            }
        }
    }
}
