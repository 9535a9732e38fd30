// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// What Portier told about this trip (TRP-280).
Card {
    id: card

    required property string tripId

    implicitHeight: column.implicitHeight + 24

    ApiList {
        id: notices

        path: "/api/v1/notifications"
        query: ({subject_id: card.tripId})
        feedKinds: "notification"
        Component.onCompleted: reload()
    }
    SortedList {
        id: mine

        sourceModel: notices
        filterPath: "subject_id"
        filterValues: [card.tripId]
    }
    NoticeDialog { id: preview; objectName: "noticeDialog" }
    ColumnLayout {
        id: column

        x: 16
        y: 12
        width: parent.width - 32
        spacing: 4

        Txt {
            text: qsTr("Notifications")
            px: Theme.section
            weight: Font.DemiBold
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        StateView {
            objectName: "noticesState"
            Layout.fillWidth: true
            shown: mine.count > 0 || notices.state === "ready" ? "" : notices.state === "error" ? "error" : "loading"
            title: qsTr("The notifications could not be loaded")
            sentence: notices.problem
            action: qsTr("Try now")
            onActed: notices.reload()
        }
        Txt {
            objectName: "noNotices"
            Layout.fillWidth: true
            visible: mine.count === 0 && notices.state === "ready"
            text: qsTr("Nothing was sent about this trip yet.")
            color: Theme.ink2
        }
        Repeater {
            model: mine

            NoticeRow { Layout.fillWidth: true; onClicked: preview.show(item) }
        }
    }
}
