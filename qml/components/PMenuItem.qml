// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Portier
import Portier.Theme

T.MenuItem {
    id: item

    property string iconName: ""
    property string keys: ""

    implicitWidth: row.implicitWidth + 24
    implicitHeight: visible ? Theme.controlHeight : 0
    Accessible.role: Accessible.MenuItem
    Accessible.name: text

    background: Rectangle {
        radius: 8
        color: item.highlighted || item.hovered ? Theme.selected : "transparent"
    }
    contentItem: RowLayout {
        id: row

        spacing: 10

        Item { implicitWidth: 2 }
        Icon {
            visible: item.iconName !== ""
            name: item.iconName
            color: item.enabled ? Theme.ink2 : Theme.ink3
        }
        Txt {
            Layout.fillWidth: true
            text: item.text
            wrapMode: Text.NoWrap
            color: item.enabled ? Theme.ink : Theme.ink3
        }
        KeyCaps { keys: item.keys }
        Item { implicitWidth: 2 }
    }
}
