// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Portier
import Portier.Nav
import Portier.Theme

/// A dialog: names its object in the title, keeps what was typed when it closes, buttons at the right. What is wrong with
/// all of it stands above the fields; those that do not fit scroll between. Its verb stays enabled: it leads to the
/// first field that is wrong.
T.Dialog {
    id: dialog

    default property alias fields: column.data
    property string verb: ""
    property string verbKind: "primary"
    property string verbKeys: "Ctrl+Return"
    property bool verbEnabled: App.client.online
    property string verbReason: qsTr("Not while offline")
    property bool busy: false
    property bool tried: false ///< from then on it also says what is missing
    property string problem: ""
    readonly property bool sendable: verb !== "" && verbEnabled && !busy
    readonly property bool whole: parent !== null && parent.width < 760 ///< a narrow window has no room beside it
    readonly property int ring: 6 ///< room around the fields for the ring of the one that has the focus
    property real drop: 0
    property Item last: null ///< what in it had the focus last

    signal confirmed()

    function holdsFocus(): bool {
        for (let item = contentItem.Window.window?.activeFocusItem ?? null; item; item = item.parent) {
            if (item === contentItem)
                return true
        }
        return false
    }

    function firstWrong(item: Item): var {
        for (let i = 0; i < item.visibleChildren.length; ++i) {
            const child = item.visibleChildren[i]
            const found = child["wrong"] && child["enter"] ? child : firstWrong(child)
            if (found)
                return found
        }
        return null
    }
    function send(): void {
        tried = true
        const wrong = firstWrong(column)
        if (wrong)
            wrong["enter"]()
        else
            confirmed()
    }

    /// Says what a refused or lost call means: above the fields, or in a toast when nobody sees them.
    function refused(reply: var): void {
        if (opened)
            problem = Nav.words(reply)
        else
            Nav.complain(reply)
    }

    parent: T.Overlay.overlay
    x: Math.round(((parent?.width ?? 0) - width) / 2)
    y: Math.round(((parent?.height ?? 0) - height) / 2) + drop
    modal: true
    focus: true
    width: whole ? parent.width : Math.min(520 * Theme.scale, (parent?.width ?? 560) - 32)
    implicitHeight: contentItem.implicitHeight + 2 * padding
    height: whole ? parent.height : Math.min(implicitHeight, (parent?.height ?? implicitHeight) - 32)
    padding: 24
    closePolicy: T.Popup.CloseOnEscape
    onClosed: {
        tried = false
        if (last)
            last.focus = false // the next time begins at the first field
        last = null
    }
    onOpened: {
        view.contentY = 0
        if (!holdsFocus())
            (column.visibleChildren.length > 0 ? column : foot).nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
        if (last)
            view.reveal(last)
    }

    T.Overlay.modal: Rectangle { color: Theme.scrim }

    enter: Transition {
        NumberAnimation { property: "opacity"; from: 0; to: 1; duration: Theme.moving; easing.type: Easing.OutCubic }
        NumberAnimation { target: dialog; property: "drop"; from: 8; to: 0; duration: Theme.moving; easing.type: Easing.OutCubic }
    }
    exit: Transition { NumberAnimation { property: "opacity"; from: 1; to: 0; duration: Theme.moving; easing.type: Easing.OutCubic } }

    background: Raised { radius: dialog.whole ? 0 : 12 }
    contentItem: ColumnLayout {
        spacing: 16

        Txt {
            Layout.fillWidth: true
            text: dialog.title
            px: Theme.dialogTitle
            weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        Banner {
            objectName: "dialogProblem"
            Layout.fillWidth: true
            visible: dialog.problem !== ""
            tone: "bad"
            text: dialog.problem
        }
        FormFlick {
            id: view

            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.margins: -dialog.ring
            Layout.rightMargin: -dialog.padding + 4 // the bar is beside the fields
            implicitHeight: contentHeight
            contentHeight: column.implicitHeight + 2 * dialog.ring

            ColumnLayout {
                id: column

                x: dialog.ring
                y: dialog.ring
                width: parent.width - dialog.ring - dialog.padding + 4
                spacing: 12
            }
        }
        Flow {
            id: foot

            Layout.fillWidth: true
            layoutDirection: Qt.RightToLeft
            spacing: 8

            PButton {
                objectName: "verb"
                visible: dialog.verb !== ""
                kind: dialog.verbKind
                text: dialog.verb
                keys: dialog.verbKeys
                busy: dialog.busy
                enabled: dialog.sendable
                offReason: dialog.verbReason
                onClicked: dialog.send()
            }
            PButton {
                objectName: "leave"
                text: dialog.verb === "" ? qsTr("Close") : qsTr("Back")
                keys: "Esc"
                onClicked: dialog.close()
            }
        }
        Connections {
            target: dialog.contentItem.Window.window

            function onActiveFocusItemChanged(): void { if (dialog.visible && dialog.holdsFocus()) dialog.last = dialog.contentItem.Window.window.activeFocusItem }
        }
        Shortcut {
            enabled: dialog.opened && dialog.sendable
            sequence: "Ctrl+Return"
            onActivated: dialog.send()
        }
    }
}
