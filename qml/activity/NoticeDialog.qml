// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Nav
import Portier.Theme

/// One message: what it said, and each attempt to deliver it; administrators send a dead one again (TRP-280).
PDialog {
    id: dialog

    property var item: ({})
    property var detail: null
    property bool failed: false
    property bool everybodys: false ///< of anybody, as administrators read them
    readonly property bool isAdmin: (App.session.account.roles ?? []).includes("admin")
    readonly property string path: (everybodys ? "/api/v1/admin/notifications/" : "/api/v1/notifications/") + (item.id ?? "")

    title: words.title(item)
    verb: isAdmin && item.state === "dead" ? qsTr("Send again") : ""

    function show(what: var): void {
        item = what
        detail = null
        failed = false
        problem = ""
        open()
        App.call("GET", path, {}, reply => {
            if (what.id !== item.id)
                return
            detail = reply.ok ? reply.body : null
            failed = !reply.ok
        })
    }
    onConfirmed: {
        busy = true
        App.call("POST", "/api/v1/admin/notifications/" + item.id + "/requeue", {}, reply => {
            busy = false
            if (!reply.ok)
                return refused(reply)
            close()
            Nav.say(qsTr("On its way again."))
        })
    }

    Txt { Layout.fillWidth: true; text: (App.format.tick, words.note(dialog.item)); px: Theme.label; color: Theme.ink2 }
    Chip {
        readonly property var look: words.chip(dialog.item)

        text: look.text
        iconName: look.iconName
        tone: look.tone
    }
    Txt { Layout.fillWidth: true; visible: dialog.failed; text: qsTr("The message could not be loaded."); color: Theme.bad }
    Txt { Layout.fillWidth: true; visible: dialog.detail !== null && !dialog.detail.text; text: qsTr("Its text is no longer kept."); color: Theme.ink2 }
    Card {
        Layout.fillWidth: true
        visible: !!dialog.detail?.text
        color: Theme.sunken
        implicitHeight: mail.implicitHeight + 24

        ColumnLayout {
            id: mail

            x: 14
            y: 12
            width: parent.width - 28
            spacing: 8

            Txt { Layout.fillWidth: true; visible: text !== ""; text: dialog.detail?.subject ?? ""; weight: Font.DemiBold }
            Txt { objectName: "noticeText"; Layout.fillWidth: true; text: dialog.detail?.text ?? "" }
        }
    }
    Txt { visible: attempts.count > 0; text: qsTr("Attempts"); weight: Font.DemiBold }
    Column { // a positioner: a layout that is hidden keeps rows that are gone (Qt 6.4)
        Layout.fillWidth: true
        visible: attempts.count > 0
        spacing: 8

        Repeater {
            id: attempts

            model: dialog.detail?.ledger ?? []

            Txt {
                required property var modelData

                width: parent?.width ?? 0
                text: (App.format.tick, [App.format.dateTime(modelData.started_at), words.outcomes[modelData.outcome] ?? modelData.outcome ?? "", modelData.code ?? "", modelData.reason ?? ""].filter(part => part !== "").join(" · "))
                px: Theme.label
                color: Theme.ink2
            }
        }
    }
    NoticeWords { id: words }
}
