// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Portier
import Portier.Theme

/// A switch that acts at once.
T.Switch {
    id: control

    implicitWidth: label.implicitWidth
    implicitHeight: Math.max(24, label.implicitHeight)
    spacing: 8
    Accessible.role: Accessible.CheckBox
    Accessible.name: text

    indicator: Rectangle {
        width: 36
        height: 20
        radius: 10
        anchors.verticalCenter: parent.verticalCenter
        color: !control.enabled ? Theme.sunken : control.checked ? Theme.accent : Theme.surface
        border.color: control.checked && control.enabled ? Theme.accent : Theme.edge
        border.width: Theme.border

        Rectangle {
            x: control.checked ? 19 : 4
            anchors.verticalCenter: parent.verticalCenter
            width: 13
            height: 13
            radius: 7
            color: control.checked && control.enabled ? Theme.accentInk : Theme.edge

            Behavior on x { NumberAnimation { duration: Theme.quick } }
        }
        FocusRing { target: control; around: 10 }
    }
    contentItem: Txt {
        id: label

        leftPadding: 36 + control.spacing
        text: control.text
        color: control.enabled ? Theme.ink : Theme.ink3
        verticalAlignment: Text.AlignVCenter
    }
}
