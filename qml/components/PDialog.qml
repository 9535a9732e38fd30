// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Portier
import Portier.Theme

/// A dialog: names its object in the title, keeps what was typed when it closes, buttons at the right.
T.Dialog {
    id: dialog

    default property alias fields: column.data
    property string verb: ""
    property string verbKind: "primary"
    property string verbKeys: "Ctrl+Return"
    property bool verbEnabled: true
    property string verbReason: ""
    property bool busy: false

    signal confirmed()

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    modal: true
    focus: true
    width: Math.min(520, parent ? parent.width - 32 : 520)
    implicitHeight: column.implicitHeight + heading.implicitHeight + foot.implicitHeight + 88
    height: Math.min(implicitHeight, parent ? parent.height - 32 : implicitHeight)
    padding: 24
    closePolicy: T.Popup.CloseOnEscape

    T.Overlay.modal: Rectangle { color: Theme.scrim }

    enter: Transition { NumberAnimation { property: "opacity"; from: 0; to: 1; duration: Theme.moving } }
    exit: Transition { NumberAnimation { property: "opacity"; from: 1; to: 0; duration: Theme.moving } }

    background: Item {
        Rectangle {
            width: parent.width
            height: parent.height
            y: 6
            radius: 12
            color: "black"
            opacity: 0.06
        }
        Rectangle {
            anchors.fill: parent
            radius: 12
            color: Theme.raised
            border.color: Theme.edge
        }
    }
    contentItem: ColumnLayout {
        spacing: 16

        Txt {
            id: heading

            Layout.fillWidth: true
            text: dialog.title
            px: Theme.dialogTitle
            weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Flickable {
            Layout.fillWidth: true
            Layout.fillHeight: true
            contentHeight: column.implicitHeight
            clip: true
            boundsBehavior: Flickable.StopAtBounds

            ColumnLayout {
                id: column

                width: parent.width
                spacing: 12
            }
        }
        Flow {
            id: foot

            Layout.fillWidth: true
            layoutDirection: Qt.RightToLeft
            spacing: 8

            PButton {
                visible: dialog.verb !== ""
                kind: dialog.verbKind
                text: dialog.verb
                keys: dialog.verbKeys
                busy: dialog.busy
                enabled: dialog.verbEnabled && !dialog.busy
                offReason: dialog.verbReason
                onClicked: dialog.confirmed()
            }
            PButton {
                text: dialog.verb === "" ? qsTr("Close") : qsTr("Back")
                onClicked: dialog.close()
            }
        }
        Shortcut {
            enabled: dialog.opened && dialog.verbEnabled && dialog.verb !== "" && !dialog.busy
            sequence: "Ctrl+Return"
            onActivated: dialog.confirmed()
        }
    }
}
