// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.HouseActions

/// Asks why; the draft survives closing the dialog until the app ends (BKG-132). It stays with the request it was opened
/// for, whatever the page behind it shows meanwhile.
PDialog {
    id: deny

    property var booking: ({})
    readonly property bool wasConfirmed: booking.status === "confirmed"

    signal decided()

    function ask(about: var): void {
        booking = about
        comment.text = HouseActions.drafts[about.id] ?? ""
        comment.error = ""
        open()
    }

    title: qsTr("Deny: %1, %2").arg(booking.requester_first_name ?? "").arg(HouseActions.range(booking))
    verb: qsTr("Deny request")
    verbKind: "final"
    verbEnabled: comment.text.trim() !== "" && comment.text.length <= 500 && App.client.online
    verbReason: App.client.online ? qsTr("Say why.") : qsTr("Not while offline")
    onAboutToShow: comment.input.forceActiveFocus()
    onConfirmed: {
        const id = booking.id
        busy = true
        HouseActions.decide(booking, "deny", {comment: comment.text.trim(), ack_confirmed: wasConfirmed}, reply => {
            busy = false
            if (reply.ok) {
                delete HouseActions.drafts[id]
                close()
            } else
                comment.error = reply.errors.comment ?? ""
            decided()
        })
    }

    Banner {
        Layout.fillWidth: true
        visible: deny.wasConfirmed
        tone: "bad"
        text: qsTr("This stay is confirmed already. Denying it cancels a promise.")
    }
    Field {
        id: comment

        objectName: "denyComment"
        Layout.fillWidth: true
        label: qsTr("Why? %1 reads this.").arg(deny.booking.requester_first_name ?? "")
        hint: qsTr("%1/500").arg(text.length)
        onEdited: text => { error = text.length > 500 ? qsTr("At most 500 characters (%1/500).").arg(text.length) : ""; HouseActions.drafts[deny.booking.id] = text }
    }
}
