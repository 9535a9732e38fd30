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

    /// One after the other, for a path without its query asks for the mails of everybody; and no bindings, for both tell
    /// their change by one signal.
    onBookingIdChanged: {
        mails.path = ""
        mails.query = {subject_kind: "booking", subject_id: bookingId}
        if (bookingId === "")
            return
        mails.path = "/api/v1/admin/notifications"
        mails.reload()
    }

    ApiList { id: mails; feedKinds: "notification" }
    NoticeDialog { id: preview; everybodys: true }
    Txt { text: qsTr("Mails"); weight: Font.DemiBold }
    Column { // a positioner: a layout that is hidden keeps rows that are gone (Qt 6.4)
        Layout.fillWidth: true
        spacing: 4

        Repeater {
            model: mails

            RowLayout {
                id: mail

                required property var item

                width: parent?.width ?? 0
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
}
