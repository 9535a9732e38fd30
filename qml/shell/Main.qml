// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Portier
import Portier.Theme
import Portier.Nav
import Portier.Areas
import Portier.InboxItems

T.ApplicationWindow {
    id: window

    width: 1280
    height: 800
    minimumWidth: 640
    minimumHeight: 480
    visible: true
    title: App.session.state === "signedIn" ? qsTr("Portier – %1").arg(Areas.named(Nav.area).title) : "Portier"
    color: Theme.canvas

    readonly property bool typing: activeFocusItem instanceof TextInput || activeFocusItem instanceof TextEdit

    /// For the tour of self-test and screenshots.
    function tourPages(): var {
        const pages = ["sign-in", "palette", "shortcuts"]
        for (const area of Areas.shown)
            for (let i = 0; i < area.tourStops.length; ++i)
                pages.push(area.tourStops[i])
        return pages.map(page => page.replace(/\//g, "-"))
    }
    function tourOpen(page: var): void {
        finder.close()
        sheet.close()
        signInShown = page === "sign-in"
        if (page === "palette") {
            Nav.go("trips")
            return finder.open()
        }
        if (page === "shortcuts")
            return sheet.open()
        for (const area of Areas.shown)
            for (let i = 0; i < area.tourStops.length; ++i)
                if (area.tourStops[i].replace(/\//g, "-") === page)
                    Nav.go(area.tourStops[i])
    }
    property bool signInShown: false

    readonly property string route: Nav.route
    /// Every command with its area. Gathered once: an Instantiator whose model changes leaves its shortcuts behind, and two
    /// shortcuts of one key do nothing.
    property var commands: []

    function everyCommand(): var {
        const found = []
        for (let at = 0; at < Areas.all.length; ++at) {
            const area = Areas.all[at]
            for (let i = 0; i < area.commands.length; ++i)
                found.push({area: area.name, command: area.commands[i]})
        }
        return found
    }
    Component.onCompleted: commands = everyCommand()

    function comeForward(): void {
        if (visibility === Window.Hidden || visibility === Window.Minimized)
            showNormal()
        raise()
        requestActivate()
        followLink()
    }
    function followLink(): void {
        const route = App.desktop.takeRoute()
        if (route !== "")
            Nav.go(route)
    }

    onClosing: if (!(App.desktop.tray && App.settings.keepInTray)) leave()
    onVisibilityChanged: visibility => App.setWindowVisible(visibility !== Window.Hidden && visibility !== Window.Minimized)

    /// What was to happen in a few seconds happens now.
    function leave(): void {
        if (!toasts.settle())
            return Qt.quit()
        hide()
        lastCalls.start()
    }
    Timer { id: lastCalls; interval: 1000; onTriggered: Qt.quit() }

    /// Steps over the rail, the list and the detail; what has the focus is in one of them.
    function stepPane(by: int): void {
        const panes = (content.item?.panes ?? []).filter(pane => pane && pane.visible)
        if (panes.length === 0)
            return
        const holds = pane => {
            for (let item = activeFocusItem; item; item = item.parent)
                if (item === pane)
                    return true
            return false
        }
        const at = panes.reduce((found, pane, index) => holds(pane) ? index : found, -1)
        const next = panes[at < 0 ? 0 : (at + by + panes.length) % panes.length]
        const first = next.activeFocusOnTab ? next : next.nextItemInFocusChain(true)
        first.forceActiveFocus(Qt.TabFocusReason)
    }

    Loader {
        id: content

        anchors.fill: parent
        sourceComponent: App.session.state === "signedIn" && !window.signInShown ? house : entrance
    }
    Component {
        id: entrance

        ConnectionPage {}
    }
    Component {
        id: house

        RowLayout {
            readonly property var panes: [rail].concat(page.item?.panes ?? [page.item])

            spacing: 0

            Rail {
                id: rail

                Layout.fillHeight: true
                narrow: window.width < 1000
            }
            ColumnLayout {
                Layout.fillWidth: true
                Layout.fillHeight: true
                spacing: 0

                Banner {
                    objectName: "offlineBanner"
                    Layout.fillWidth: true
                    Layout.margins: 12
                    Layout.bottomMargin: 0
                    visible: !App.client.online
                    tone: "wait"
                    text: qsTr("Offline since %1. You see the data of %2.")
                          .arg(App.format.time(App.client.offlineSince)).arg(App.format.time(App.client.lastReplyAt))
                    action: qsTr("Connect again")
                    onActed: App.client.tryNow()
                }
                Loader {
                    id: page

                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    source: Areas.named(Nav.area).page
                    onLoaded: (item as Item).forceActiveFocus()
                }
            }
        }
    }
    Toasts {
        id: toasts

        anchors.bottom: parent.bottom
        anchors.bottomMargin: 24
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(560, parent.width - 32)
    }
    Palette { id: finder }
    ShortcutSheet { id: sheet }

    Connections {
        target: Nav

        function onToast(text: string, action: string, act: var): void { toasts.show(text, action, act) }
        function onLater(words: var, act: var, undo: var): void { toasts.offer(words, act, undo) }
        function onHelp(): void { sheet.open() }
        function onPalette(): void { finder.open() }
    }

    Connections {
        target: App.desktop

        function onWindowWanted(): void { window.comeForward() }
        function onTold(title: string, route: string): void { Nav.toast(title, route !== "" ? qsTr("Show") : "", () => Nav.go(route)) }
    }
    Connections {
        target: App.session

        function onStateChanged(): void { window.followLink() }
    }
    Binding { target: App.desktop; property: "waiting"; value: InboxItems.list.count }
    Connections {
        target: InboxItems.list

        /// What arrives while nobody looks; the first load is no arrival.
        function onRowsInserted(parent: var, first: int, last: int): void {
            if (InboxItems.list.state !== "ready" || window.active)
                return
            for (let row = first; row <= last; ++row) {
                const entry = InboxItems.list.itemAt(row)
                App.desktop.tell(entry.title, entry.subtitle, "inbox/" + entry.id)
            }
        }
    }

    readonly property bool inside: App.session.state === "signedIn" && !signInShown

    Shortcut { sequences: ["Ctrl+K", "Ctrl+Alt+I"]; enabled: window.inside; onActivated: finder.open() }
    Shortcut { sequences: ["F1", "Ctrl+?", "Ctrl+Shift+/"]; onActivated: sheet.open() }
    Shortcut { sequence: "Ctrl+,"; enabled: window.inside; onActivated: Nav.go("settings") }
    Shortcut { sequence: "Alt+Left"; enabled: window.inside; onActivated: Nav.back() }
    Shortcut { sequence: "Ctrl+Q"; onActivated: window.leave() }
    Shortcut { sequence: "U"; enabled: toasts.undoable && App.settings.letterKeys && !window.typing; onActivated: toasts.undo() }
    Shortcut { sequence: "F6"; enabled: window.inside; onActivated: window.stepPane(1) }
    Shortcut { sequence: "Shift+F6"; enabled: window.inside; onActivated: window.stepPane(-1) }

    Instantiator {
        model: Math.min(9, Areas.shown.length)

        Shortcut {
            required property int index

            sequence: "Ctrl+" + (index + 1)
            enabled: window.inside
            onActivated: Nav.go(Areas.shown[index].name)
        }
    }
    Instantiator {
        model: window.commands

        Shortcut {
            required property var modelData

            readonly property var command: modelData.command
            readonly property bool here: modelData.area === Nav.area || (Nav.area === "inbox" && command.inInbox)
            readonly property bool letter: command.keys.length === 1 || command.keys === "Del" ///< means something to a text field

            sequence: command.keys
            enabled: here && command.keys !== "" && command.enabled && window.inside
                     && (!letter || (App.settings.letterKeys && !window.typing))
            onActivated: command.triggered()
        }
    }
}
