// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Portier
import Portier.Theme

/// A tooltip for any control: PTip { target: control; text: … } shows while the pointer or the focus rests on it.
T.ToolTip {
    id: tip

    required property var target

    parent: target
    visible: text !== "" && (target.hovered === true || target.visualFocus === true)
    delay: 400
    x: Math.round((target.width - width) / 2)
    y: target.height + 6
    margins: 8
    padding: 8
    implicitWidth: Math.min(label.implicitWidth, 320) + 2 * padding
    implicitHeight: label.implicitHeight + 2 * padding

    contentItem: Txt {
        id: label

        text: tip.text
        px: Theme.small
    }
    background: Raised { radius: 6 }
}
