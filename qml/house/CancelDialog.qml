// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.HouseActions
import Portier.Nav
import Portier.Theme

/// Cancels a stay; a confirmed one, or somebody else's, needs a reason. It stays with the stay it was opened for.
PDialog {
    id: dialog

    property var booking: ({})
    readonly property bool own: ["edit", "rename", "reopen"].some(action => HouseActions.may(booking, action))
    readonly property bool needsReason: booking.status === "confirmed" || !own

    signal canceled()

    function ask(about: var): void {
        booking = about
        typed.begin("cancel:" + about.id, {comment: ""})
        open()
    }

    title: qsTr("Cancel: %1, %2").arg(booking.requester_first_name ?? "").arg(HouseActions.range(booking))
    verb: qsTr("Cancel stay")
    verbKind: "final"
    problem: typed.problem
    onAboutToShow: comment.input.forceActiveFocus()
    onConfirmed: {
        const sent = typed.key
        busy = true
        App.call("POST", "/api/v1/bookings/" + booking.id + "/cancel", {comment: comment.count > 0 ? comment.text.trim() : null}, reply => {
            busy = false
            const taken = typed.take(reply, sent)
            HouseActions.refresh()
            canceled()
            if (!taken)
                return
            close()
            Nav.say(reply.body.result === "already_done" ? qsTr("Already done.") : qsTr("Canceled."))
        })
    }

    TypedFields { id: typed; places: ["comment"]; shown: dialog.opened }
    Txt { Layout.fillWidth: true; text: qsTr("The days become free for others. This cannot be undone."); color: Theme.ink2 }
    LongField {
        id: comment

        objectName: "cancelComment"
        Layout.fillWidth: true
        label: dialog.needsReason ? qsTr("Why? The families and who asked read this.") : qsTr("Why? You may leave this empty.")
        hint: qsTr("Without links. Your text stays when you close this.")
        value: typed.values.comment ?? ""
        missing: dialog.tried && dialog.needsReason && count === 0 ? qsTr("Say why.") : ""
        error: typed.errors.comment ?? ""
        onEdited: text => typed.set("comment", text)
    }
}
