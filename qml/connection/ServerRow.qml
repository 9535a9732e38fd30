// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Portier
import Portier.Theme

/// A saved server: whether it answers, which Portier it is, and as whom one is signed in there.
RowLayout {
    id: row

    required property string address
    property string account: ""
    readonly property string title: address.replace(/^https?:\/\//, "")
    readonly property var look: ({
        portier: {text: qsTr("Answers · Portier %1").arg(probe.version), iconName: "circle-check", ink: Theme.ok},
        other: {text: qsTr("Something else answers there"), iconName: "triangle-alert", ink: Theme.bad},
        silent: {text: qsTr("Does not answer"), iconName: "cloud-off", ink: Theme.wait}
    })[probe.state] ?? {text: qsTr("Asking …"), iconName: "clock", ink: Theme.ink2}

    signal chosen()
    signal forgotten()

    spacing: 4

    ServerProbe { id: probe; address: row.address }
    Timer {
        interval: 15000
        repeat: true
        running: row.visible && row.Window.active
        onTriggered: probe.again()
    }
    T.AbstractButton {
        id: button

        objectName: "server"
        Layout.fillWidth: true
        implicitHeight: words.implicitHeight + 20
        focusPolicy: Qt.StrongFocus
        Accessible.role: Accessible.Button
        Accessible.name: [row.title, row.look.text, account.text].filter(part => part !== "").join(", ")
        onClicked: row.chosen()
        Keys.onReturnPressed: row.chosen()
        Keys.onEnterPressed: row.chosen()

        background: Card {
            color: button.hovered || button.down ? Theme.hover : Theme.surface
            border.color: Theme.edge
            border.width: Theme.border

            FocusRing { target: button; around: 10 }
        }
        contentItem: RowLayout {
            spacing: 12

            Icon { Layout.leftMargin: 14; name: "server" }
            ColumnLayout {
                id: words

                Layout.rightMargin: 14
                spacing: 2

                Txt { Layout.fillWidth: true; text: row.title; weight: Font.DemiBold; wrapMode: Text.WrapAnywhere }
                RowLayout {
                    spacing: 6

                    Icon { name: row.look.iconName; size: 14; color: row.look.ink }
                    Txt { objectName: "serverState"; Layout.fillWidth: true; text: row.look.text; px: Theme.label; color: Theme.ink2 }
                }
                Txt {
                    id: account

                    Layout.fillWidth: true
                    visible: text !== ""
                    text: row.account !== "" ? qsTr("Signed in as %1").arg(row.account) : ""
                    px: Theme.label
                    color: Theme.ink2
                    wrapMode: Text.WrapAnywhere
                }
            }
        }
    }
    PButton {
        objectName: "forget"
        iconName: "x"
        kind: "text"
        explains: qsTr("Forget %1").arg(row.title)
        onClicked: row.forgotten()
    }
}
