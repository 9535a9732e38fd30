// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier

/// Messages that could not be sent: again, or never.
AdminList {
    readonly property NoticeWords words: NoticeWords {}

    path: "/api/v1/admin/notifications"
    query: ({state: "dead"})
    feedKinds: "notification"
    iconName: "send"
    emptyTitle: qsTr("Nothing is stuck")
    emptySentence: qsTr("Messages that could not be delivered come here.")
    titleOf: item => words.title(item)
    noteOf: item => words.note(item)
    chipOf: item => words.chip(item)
    actionsOf: item => {
        const path = "/api/v1/admin/notifications/" + item.id
        return [{text: qsTr("Send again"), method: "POST", path: path + "/requeue"}, {text: qsTr("Give up"), method: "POST", path: path + "/discard"}]
    }
}
