// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// One message: subject, channel, state in words.
RowLayout {
    id: row

    required property var item

    readonly property var states_: ({
        queued: [qsTr("Queued"), "hourglass", "neutral"], sending: [qsTr("Sending"), "send", "accent"],
        waiting: [qsTr("Tried again later"), "clock", "wait"], collected: [qsTr("In the next digest"), "clock", "neutral"],
        sent: [qsTr("Sent"), "circle-check", "ok"], digested: [qsTr("In a digest"), "mail", "neutral"],
        suppressed: [qsTr("Not sent"), "ban", "neutral"], dead: [qsTr("Failed"), "circle-x", "bad"]
    })
    readonly property var state_: states_[item.state] ?? [item.state ?? "", "info", "neutral"]
    readonly property var kinds: ({
        price_alert: qsTr("Price alert"), trip_reminder: qsTr("Reminder"), price_summary: qsTr("Weekly overview"),
        verify_email: qsTr("Confirm your address"), digest: qsTr("Digest")
    })

    spacing: 12
    implicitHeight: Math.max(Theme.rowHeight, words.implicitHeight + 12)
    Accessible.role: Accessible.Row
    Accessible.name: [title.text, second.text, state_[0]].join(", ")

    Icon { name: row.item.channel === "mail" ? "mail" : "bell" }
    ColumnLayout {
        id: words

        spacing: 2

        Txt {
            id: title

            Layout.fillWidth: true
            text: (row.kinds[row.item.kind] ?? (row.item.kind ?? "").replace(/_/g, " ")) + (row.item.subject_name ? " · " + row.item.subject_name : "")
            weight: Font.DemiBold
            mayElide: true
        }
        Txt {
            id: second

            Layout.fillWidth: true
            text: (App.format.tick, [App.format.dateTime(row.item.created_at), row.item.address ?? "", row.item.attempts > 1 ? qsTr("%n attempt(s)", "", row.item.attempts) : "", row.item.reason ?? ""].filter(part => part !== "").join(" · "))
            px: Theme.label
            color: Theme.ink2
        }
    }
    Chip { text: row.state_[0]; iconName: row.state_[1]; tone: row.state_[2] }
}
