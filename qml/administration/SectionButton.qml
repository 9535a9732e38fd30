// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Portier
import Portier.Theme

/// One entry of the column at the left of a page.
T.AbstractButton {
    id: button

    property bool chosen: false

    implicitWidth: words.implicitWidth + 24
    implicitHeight: Theme.controlHeight
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.PageTab
    Accessible.name: text
    Accessible.checked: chosen

    background: Rectangle {
        radius: 8
        color: button.chosen ? Theme.selected : button.hovered ? Theme.hover : "transparent"

        FocusRing { target: button }
    }
    contentItem: Txt {
        id: words

        leftPadding: 12
        rightPadding: 12
        text: button.text
        weight: button.chosen ? Font.DemiBold : Font.Normal
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.NoWrap
    }
}
