// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.HouseActions
import Portier.Nav

/// Cancels a stay; a confirmed one, or somebody else's, needs a reason. It stays with the stay it was opened for.
PDialog {
    id: dialog

    property var booking: ({})
    readonly property bool own: ["edit", "rename", "reopen"].some(action => HouseActions.may(booking, action))
    readonly property string draftKey: "cancel:" + booking.id
    readonly property bool needsReason: booking.status === "confirmed" || !own

    signal canceled()

    function ask(about: var): void {
        booking = about
        comment.text = HouseActions.drafts[draftKey] ?? ""
        comment.error = ""
        open()
    }

    title: qsTr("Cancel: %1, %2").arg(booking.requester_first_name ?? "").arg(HouseActions.range(booking))
    verb: qsTr("Cancel stay")
    verbKind: "final"
    verbEnabled: App.client.online && comment.text.length <= 500 && (!needsReason || comment.text.trim() !== "")
    verbReason: !App.client.online ? qsTr("Not while offline") : qsTr("Say why.")
    onAboutToShow: comment.input.forceActiveFocus()
    onConfirmed: {
        const key = draftKey
        busy = true
        App.call("POST", "/api/v1/bookings/" + booking.id + "/cancel", {comment: comment.text.trim() === "" ? null : comment.text.trim()}, reply => {
            busy = false
            comment.error = reply.ok ? "" : reply.errors.comment ?? ""
            HouseActions.refresh()
            canceled()
            if (!reply.ok)
                return comment.error === "" ? Nav.complain(reply) : undefined
            delete HouseActions.drafts[key]
            close()
            Nav.say(reply.body.result === "already_done" ? qsTr("Already done.") : qsTr("Canceled."))
        })
    }

    Txt { Layout.fillWidth: true; text: qsTr("The days become free for others. This cannot be undone.") }
    Field {
        id: comment

        objectName: "cancelComment"
        Layout.fillWidth: true
        label: dialog.needsReason ? qsTr("Why? The families and who asked read this.") : qsTr("Why? You may leave this empty.")
        hint: qsTr("%1/500").arg(text.length)
        onEdited: text => {
            error = text.length > 500 ? qsTr("At most 500 characters (%1/500).").arg(text.length) : ""
            HouseActions.drafts[dialog.draftKey] = text
        }
    }
}
