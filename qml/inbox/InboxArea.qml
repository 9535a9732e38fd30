// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.InboxItems

Area {
    name: "inbox"
    title: qsTr("Inbox")
    iconName: "inbox"
    page: "qrc:/qt/qml/Portier/inbox/InboxPage.qml"
    badge: InboxItems.list.count
    waits: true
    commands: [
        Command { text: qsTr("Reload inbox"); iconName: "refresh-cw"; keys: "F5"; onTriggered: InboxItems.list.reload() }
    ]
}
