// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.HouseActions
import Portier.Theme

/// Asks why; the draft survives closing the dialog until the app ends (BKG-132). It stays with the request it was opened
/// for, whatever the page behind it shows meanwhile.
PDialog {
    id: deny

    property var booking: ({})
    readonly property bool wasConfirmed: booking.status === "confirmed"
    readonly property string name: booking.requester_first_name ?? ""

    signal decided()

    function ask(about: var): void {
        booking = about
        typed.begin("deny:" + about.id, {comment: ""})
        open()
    }

    title: qsTr("Deny: %1, %2").arg(name).arg(HouseActions.range(booking))
    verb: qsTr("Deny request")
    verbKind: "final"
    problem: typed.problem
    onAboutToShow: comment.input.forceActiveFocus()
    onConfirmed: {
        const sent = typed.key
        busy = true
        HouseActions.decide(booking, "deny", {comment: comment.text.trim(), ack_confirmed: wasConfirmed}, reply => {
            busy = false
            if (typed.take(reply, sent))
                close()
            else if (typed.problem !== "")
                typed.problem = HouseActions.refusal(reply)
            decided()
            return true
        })
    }

    TypedFields { id: typed; places: ["comment"]; shown: deny.opened }
    Banner {
        Layout.fillWidth: true
        visible: deny.wasConfirmed
        tone: "bad"
        text: qsTr("This stay is confirmed already. Denying it cancels a promise.")
    }
    Txt {
        Layout.fillWidth: true
        text: qsTr("%1 and all families read your reason. The days become free at once.").arg(deny.name)
        color: Theme.ink2
    }
    LongField {
        id: comment

        objectName: "denyComment"
        Layout.fillWidth: true
        label: qsTr("Reason")
        hint: qsTr("Without links. Your text stays when you close this.")
        value: typed.values.comment ?? ""
        missing: deny.tried && count === 0 ? qsTr("Say why.") : ""
        error: typed.errors.comment ?? ""
        onEdited: text => typed.set("comment", text)
    }
}
