// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// At most three short messages at the foot of the content. What can still be undone counts down and happens at the end
/// of its time, or when its message has to make room.
Column {
    id: toasts

    property int second: 1000
    property int patience: 6 ///< seconds that a message stays
    property int grace: 8    ///< seconds in which something can be undone
    property bool undoable: false
    property var acts: ({}) ///< serial -> {run: of its button, words, act, undo}
    property int serial: 0

    spacing: 8

    function show(text: string, action: string, act: var): void {
        add({text: text, action: action, left: patience, counts: false}, {run: act})
    }
    /// `words(seconds)` says what will happen; then `act` does it, or `undo` takes it back.
    function offer(words: var, act: var, undo: var): void {
        add({text: words(grace), action: qsTr("Undo"), left: grace, counts: true}, {words: words, act: act, undo: undo})
    }
    function add(message: var, what: var): void {
        if (model.count === 3)
            end(0)
        acts[++serial] = what
        model.append(Object.assign({serial: serial}, message))
        look()
    }
    function look(): void {
        undoable = false
        for (let at = 0; at < model.count; ++at)
            undoable = undoable || model.get(at).counts
    }
    function take(at: int): var {
        const what = acts[model.get(at).serial]
        delete acts[model.get(at).serial]
        model.remove(at)
        look()
        return what
    }
    function end(at: int): void {
        const what = take(at)
        if (what.act)
            what.act()
    }
    function press(at: int): void {
        const what = take(at)
        if (what.undo)
            what.undo()
        else if (what.run)
            what.run()
    }
    function tick(at: int): void {
        const left = model.get(at).left - 1
        if (left <= 0)
            return end(at)
        model.setProperty(at, "left", left)
        if (model.get(at).counts)
            model.setProperty(at, "text", acts[model.get(at).serial].words(left))
    }
    /// Takes back what was offered last.
    function undo(): void {
        for (let at = model.count - 1; at >= 0; --at) {
            if (model.get(at).counts)
                return press(at)
        }
    }
    /// Does at once what was to happen later; true when there was something.
    function settle(): bool {
        const some = undoable
        for (let at = model.count - 1; at >= 0; --at) {
            if (model.get(at).counts)
                end(at)
        }
        return some
    }

    ListModel { id: model; dynamicRoles: false }

    Repeater {
        model: model

        Rectangle {
            id: toast

            required property string text
            required property string action
            required property int index

            objectName: "toast"
            width: Math.min(560, toasts.width)
            height: row.implicitHeight + 24
            anchors.horizontalCenter: parent.horizontalCenter
            radius: 10
            color: Theme.rail
            border.color: Theme.railEdge
            border.width: Theme.border
            Accessible.role: Accessible.AlertMessage
            Component.onCompleted: Accessible.name = text // once: a count-down is not read aloud

            HoverHandler { id: hover }
            Timer {
                interval: toasts.second
                repeat: true
                running: !hover.hovered && !button.activeFocus
                onTriggered: toasts.tick(toast.index)
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

                    objectName: "toastAction"
                    visible: toast.action !== ""
                    kind: "text"
                    text: toast.action
                    implicitHeight: 24 * Theme.scale
                    contentItem: Txt {
                        text: button.text
                        weight: Font.DemiBold
                        color: Theme.brass
                        verticalAlignment: Text.AlignVCenter
                        wrapMode: Text.NoWrap
                    }
                    onClicked: toasts.press(toast.index)
                }
            }
        }
    }
}
