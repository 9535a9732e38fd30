// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Nav
import Portier.Theme

/// A new password. What was typed outlives a refusal and a lost connection, but not the dialog: it is a secret.
PDialog {
    id: dialog

    property bool showing: false
    readonly property bool hasOne: App.session.account.has_password !== false

    signal changed()

    function ask(): void {
        showing = false
        typed.begin("password:" + App.session.account.id, {current_password: "", password: ""})
        open()
    }

    title: hasOne ? qsTr("Change password") : qsTr("Set password")
    verb: hasOne ? qsTr("Change password") : qsTr("Set password")
    problem: typed.problem
    onAboutToShow: (hasOne ? current : fresh).input.forceActiveFocus()
    onClosed: typed.startAnew()
    onConfirmed: {
        const sent = typed.key, body = {password: fresh.text}
        if (hasOne)
            body.current_password = current.text
        busy = true
        App.call("POST", "/api/v1/me/password", body, reply => {
            busy = false
            if (reply.ok) {
                changed()
                Nav.say(qsTr("The password is saved. Your other devices are signed out."))
            }
            if (typed.take(reply, sent))
                close()
        })
    }

    TypedFields { id: typed; shown: dialog.opened; places: ["current_password", "password"] }
    Txt { Layout.fillWidth: true; text: qsTr("Your other devices are signed out then. This one stays signed in."); color: Theme.ink2 }
    Field {
        id: current

        objectName: "passwordNow"
        Layout.fillWidth: true
        visible: dialog.hasOne
        label: qsTr("Present password")
        echoMode: dialog.showing ? TextInput.Normal : TextInput.Password
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
        maximumLength: 256
        text: typed.values.current_password ?? ""
        wrong: dialog.tried && visible && text === "" ? qsTr("Type your present password.") : ""
        error: typed.errors.current_password ?? ""
        onEdited: text => typed.set("current_password", text)
    }
    Field {
        id: fresh

        objectName: "passwordNew"
        Layout.fillWidth: true
        label: qsTr("New password")
        hint: qsTr("At least 8 characters")
        echoMode: dialog.showing ? TextInput.Normal : TextInput.Password
        inputMethodHints: Qt.ImhSensitiveData | Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase
        maximumLength: 256
        text: typed.values.password ?? ""
        wrong: dialog.tried && text === "" ? qsTr("Think of a new password.") : ""
        error: typed.errors.password ?? ""
        onEdited: text => typed.set("password", text)
    }
    Check { objectName: "showPassword"; text: qsTr("Show what I type"); checked: dialog.showing; onToggled: dialog.showing = checked }
}
