// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// At most three short messages at the foot of the content.
Column {
    id: toasts

    spacing: 8

    function show(text: string, action: string, act: var): void {
        if (model.count === 3)
            model.remove(0)
        actions[text] = act
        model.append({text: text, action: action})
    }

    property var actions: ({})

    ListModel { id: model }

    Repeater {
        model: model

        Rectangle {
            id: toast

            required property string text
            required property string action
            required property int index

            width: Math.min(560, toasts.width)
            height: row.implicitHeight + 24
            anchors.horizontalCenter: parent.horizontalCenter
            radius: 10
            color: Theme.rail
            border.color: Theme.railEdge
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text

            HoverHandler { id: hover }
            Timer {
                interval: 6000
                running: !hover.hovered
                onTriggered: model.remove(toast.index)
            }
            RowLayout {
                id: row

                anchors.fill: parent
                anchors.margins: 12
                spacing: 12

                Txt {
                    Layout.fillWidth: true
                    text: toast.text
                    color: Theme.railInk
                }
                PButton {
                    id: button

                    visible: toast.action !== ""
                    kind: "text"
                    text: toast.action
                    implicitHeight: 24 * Theme.scale
                    contentItem: Txt {
                        text: button.text
                        weight: Font.DemiBold
                        color: Theme.brass
                        wrapMode: Text.NoWrap
                    }
                    onClicked: {
                        const act = toasts.actions[toast.text]
                        model.remove(toast.index)
                        if (act)
                            act()
                    }
                }
            }
        }
    }
}
