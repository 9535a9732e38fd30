// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Portier
import Portier.Theme

T.CheckBox {
    id: control

    implicitWidth: label.implicitWidth
    implicitHeight: Math.max(24, control.indicator.height, label.implicitHeight)
    Accessible.role: Accessible.CheckBox
    Accessible.name: text

    indicator: Rectangle {
        width: 20 * Theme.scale
        height: width
        radius: 5
        anchors.verticalCenter: parent.verticalCenter
        color: !control.enabled ? Theme.sunken : control.checked ? Theme.accent : Theme.surface
        border.color: control.checked && control.enabled ? Theme.accent : Theme.edge
        border.width: Theme.border

        Icon {
            anchors.centerIn: parent
            visible: control.checked
            name: "check"
            size: 14
            color: control.enabled ? Theme.accentInk : Theme.ink3
        }
        FocusRing { target: control; around: 5 }
    }
    contentItem: Txt {
        id: label

        leftPadding: control.indicator.width + 8
        text: control.text
        color: control.enabled ? Theme.ink : Theme.ink3
        verticalAlignment: Text.AlignVCenter
    }
}
