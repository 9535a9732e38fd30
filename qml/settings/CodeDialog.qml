// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Nav
import Portier.Theme

/// Brings back the code that was sent to a number.
PDialog {
    id: dialog

    property var pending: ({}) ///< {number, expires_at}

    signal confirmedNumber(var phone)

    function ask(phone: var): void {
        pending = phone?.pending ?? {}
        typed.begin("code:" + pending.number + " " + pending.expires_at, {code: ""}) // a new code is a new form
        open()
    }

    title: qsTr("Code for %1").arg(pending.number ?? "")
    verb: qsTr("Confirm number")
    problem: typed.problem
    onAboutToShow: code.input.forceActiveFocus()
    onConfirmed: {
        const sent = typed.key
        busy = true
        App.call("POST", "/api/v1/me/phone/confirm", {code: code.text.trim()}, reply => {
            busy = false
            if (reply.ok) {
                confirmedNumber(reply.body)
                Nav.say(qsTr("The number is confirmed."))
            }
            if (typed.take(reply, sent))
                close()
        })
    }

    TypedFields { id: typed; shown: dialog.opened; places: ["code"] }
    DraftBanner { fields: typed }
    Field {
        id: code

        objectName: "codeInput"
        Layout.fillWidth: true
        label: qsTr("Code from the text message")
        hint: dialog.pending.expires_at ? qsTr("It counts until %1.").arg(App.format.time(dialog.pending.expires_at)) : ""
        text: typed.values.code ?? ""
        wrong: dialog.tried && text.trim() === "" ? qsTr("Type the code.") : ""
        error: typed.errors.code ?? ""
        inputMethodHints: Qt.ImhDigitsOnly
        maximumLength: 20
        onEdited: text => typed.set("code", text)
    }
}
