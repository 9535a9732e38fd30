// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// A number for text messages: a code goes there.
PDialog {
    id: dialog

    signal sent(var phone)

    function ask(phone: var): void {
        typed.begin("phone:" + App.session.account.id, {number: phone?.pending?.number ?? phone?.number ?? ""})
        open()
    }

    title: qsTr("Number for text messages")
    verb: qsTr("Send code")
    problem: typed.problem
    onAboutToShow: number.input.forceActiveFocus()
    onConfirmed: {
        const key = typed.key
        busy = true
        App.call("POST", "/api/v1/me/phone", {number: number.text.trim()}, reply => {
            busy = false
            if (typed.take(reply, key))
                close()
            if (reply.ok)
                sent(reply.body)
        })
    }

    TypedFields { id: typed; shown: dialog.opened; places: ["number"] }
    DraftBanner { fields: typed }
    Txt { Layout.fillWidth: true; text: qsTr("Portier sends a code there. The number counts when you have entered it."); color: Theme.ink2 }
    Field {
        id: number

        objectName: "phoneInput"
        Layout.fillWidth: true
        label: qsTr("Phone number")
        hint: qsTr("With the country, such as +49 151 12345678")
        text: typed.values.number ?? ""
        wrong: dialog.tried && text.trim() === "" ? qsTr("Say your number.") : ""
        error: typed.errors.number ?? ""
        inputMethodHints: Qt.ImhDialableCharactersOnly
        maximumLength: 40
        onEdited: text => typed.set("number", text)
    }
}
