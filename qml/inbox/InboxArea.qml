// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.InboxItems
import Portier.Nav

Area {
    name: "inbox"
    title: qsTr("Inbox")
    iconName: "inbox"
    page: "qrc:/qt/qml/Portier/inbox/InboxPage.qml"
    badge: InboxItems.list.count
    waits: true
    object: InboxItems.current.title ?? ""

    function shows(area: var): bool { return area.inboxDetails[InboxItems.current.kind] !== undefined }

    tourStops: ["inbox", "inbox/history"]
    commands: [
        Command { text: qsTr("Find in the inbox"); iconName: "search"; keys: "Ctrl+F"; onTriggered: { Nav.go("inbox"); InboxItems.findRequested() } },
        Command { text: qsTr("What was decided"); iconName: "history"; keys: "Ctrl+H"; onTriggered: Nav.go("inbox/history") },
        Command { text: qsTr("Reload inbox"); iconName: "refresh-cw"; keys: "F5"; onTriggered: InboxItems.refresh() }
    ]
}
