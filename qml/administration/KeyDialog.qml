// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier

/// A new API key: its name, what it may do and until when.
PDialog {
    id: dialog

    readonly property var values: typed.values

    signal issued(string secret)

    function ask(): void {
        typed.begin("key:new", {name: "", scopes: ["trips:read"], days: 0})
        open()
    }

    title: qsTr("New API key")
    verb: qsTr("Create key")
    problem: typed.problem
    onAboutToShow: keyName.input.forceActiveFocus()
    onConfirmed: {
        const sent = typed.key, body = {account_id: App.session.account.id, name: values.name.trim(), scopes: values.scopes}
        if (values.days > 0)
            body.expires_at = new Date(Date.now() + values.days * 86400000).toISOString().slice(0, 19) + "Z"
        busy = true
        App.call("POST", "/api/v1/admin/api-keys", body, reply => {
            busy = false
            if (reply.ok) // shown once, whatever is open by now
                issued(reply.body.token)
            if (typed.take(reply, sent))
                close()
        })
    }

    TypedFields { id: typed; shown: dialog.opened; places: ["name", "scopes", "expires_at"] }
    DraftBanner { fields: typed }
    Field {
        id: keyName

        objectName: "keyName"
        Layout.fillWidth: true
        label: qsTr("Name of the key")
        hint: qsTr("What it is for, such as the display in the kitchen")
        text: dialog.values.name ?? ""
        wrong: dialog.tried && text.trim() === "" ? qsTr("Give the key a name.") : ""
        error: typed.errors.name ?? ""
        onEdited: text => typed.set("name", text)
    }
    ChecksField {
        objectName: "keyScopes"
        Layout.fillWidth: true
        label: qsTr("What it may do")
        choices: [{value: "trips:read", text: qsTr("Read trips")}, {value: "trips:write", text: qsTr("Change trips")}]
        values: dialog.values.scopes ?? []
        wrong: dialog.tried && values.length === 0 ? qsTr("Choose at least one right.") : ""
        error: typed.errors.scopes ?? ""
        onChosen: values => typed.set("scopes", values)
    }
    ChoiceField {
        objectName: "keyExpiry"
        Layout.fillWidth: true
        label: qsTr("Valid for")
        choices: [{value: 0, text: qsTr("until it is revoked")}].concat([30, 90, 365].map(days => ({value: days, text: qsTr("%n day(s)", "", days)})))
        value: dialog.values.days
        error: typed.errors.expires_at ?? ""
        onChosen: days => typed.set("days", days, "expires_at")
    }
}
