// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.Theme

/// The keys of a shortcut as small caps.
Row {
    id: caps

    required property string keys
    property color ink: Theme.ink2
    property color ground: Theme.sunken
    property color edge: Theme.line

    spacing: 4
    visible: keys !== ""

    Repeater {
        model: caps.keys === "" ? [] : (App.format.tick, App.format.keyCaps(caps.keys))

        Rectangle {
            required property string modelData

            width: Math.max(cap.implicitWidth + 10, height)
            height: 18 * Theme.scale
            radius: 4
            color: caps.ground
            border.color: caps.edge
            border.width: Theme.border

            Txt {
                id: cap

                anchors.centerIn: parent
                text: parent.modelData
                px: Theme.small
                weight: Font.Medium
                color: caps.ink
            }
        }
    }
}
