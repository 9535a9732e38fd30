// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Nav
import Portier.Theme

/// Which mails about a stay went where, for administrators; what failed can be sent again (BKG-134).
ColumnLayout {
    id: view

    property string bookingId: ""
    readonly property int count: mails.count

    spacing: 4

    ApiList {
        id: mails

        query: ({subject_kind: "booking", subject_id: view.bookingId})
        path: query.subject_id === "" ? "" : "/api/v1/admin/notifications" // after the query: no call asks for all mails
        feedKinds: "notification"
        onPathChanged: if (path !== "" && state === "") reload()
    }
    NoticeDialog { id: preview; everybodys: true }
    Txt { text: qsTr("Mails"); weight: Font.DemiBold }
    Repeater {
        model: mails

        RowLayout {
            id: mail

            required property var item

            Layout.fillWidth: true
            spacing: 12

            NoticeRow { Layout.fillWidth: true; item: mail.item; onClicked: preview.show(item) }
            PButton {
                objectName: "sendAgain"
                visible: mail.item.state === "dead"
                text: qsTr("Send again")
                enabled: App.client.online
                offReason: qsTr("Not while offline")
                onClicked: App.call("POST", "/api/v1/admin/notifications/" + mail.item.id + "/requeue", {}, reply => reply.ok ? mails.reload() : Nav.complain(reply))
            }
        }
    }
}
