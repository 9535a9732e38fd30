// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.Theme

/// The keys of a list, at its foot, and at most one way on. Hints: [{keys, text}].
Rectangle {
    id: foot

    required property var hints
    property string action: ""

    signal acted()

    implicitHeight: Math.max(flow.implicitHeight, on.visible ? on.implicitHeight : 0) + 20
    color: Theme.sunken

    Flow {
        id: flow

        anchors.left: parent.left
        anchors.right: on.visible ? on.left : parent.right
        anchors.margins: 16
        anchors.verticalCenter: parent.verticalCenter
        spacing: 12

        Repeater {
            model: foot.hints

            Row {
                required property var modelData

                spacing: 6

                Repeater {
                    model: parent.modelData.keys

                    KeyCaps {
                        required property string modelData

                        keys: modelData
                        ground: Theme.surface
                    }
                }
                Txt {
                    text: parent.modelData.text
                    px: Theme.label
                    color: Theme.ink2
                    wrapMode: Text.NoWrap
                }
            }
        }
    }
    PButton {
        id: on

        anchors.right: parent.right
        anchors.rightMargin: 8
        anchors.verticalCenter: parent.verticalCenter
        visible: foot.action !== ""
        kind: "text"
        text: foot.action
        implicitHeight: 28 * Theme.scale
        onClicked: foot.acted()
    }
}
