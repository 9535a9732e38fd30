// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.HouseActions
import Portier.Nav
import Portier.Theme

/// Asks for days, for oneself or, as an administrator, for somebody else (BKG-135). What was typed stays until it is sent.
PDialog {
    id: dialog

    property var house: null
    property bool forOthers: false
    property string from: ""
    property string to: ""
    property string party: ""
    property string problem: ""
    property bool longStay: false   ///< the server asks whether so many days are meant
    readonly property int days: from !== "" && to !== "" && from <= to ? (Date.parse(to) - Date.parse(from)) / 86400000 + 1 : 0

    title: days > 0 ? qsTr("Request %1").arg(App.format.dateRange(from, to)) : qsTr("New request")
    verb: qsTr("Send request")
    verbEnabled: App.client.online && !busy
    verbReason: qsTr("Not while offline")

    function ask(first: string, last: string): void {
        from = first !== "" ? first : from
        to = last !== "" ? last : to
        open()
    }
    Component.onCompleted: {
        const draft = HouseActions.requestDraft
        from = draft.from ?? ""
        to = draft.to ?? ""
        party = draft.party ?? ""
        firstName.text = draft.firstName ?? ""
        email.text = draft.email ?? ""
        message.text = draft.message ?? ""
        persons.value = draft.persons ?? 2
    }
    Component.onDestruction: HouseActions.requestDraft = {from: from, to: to, party: party, firstName: firstName.text, email: email.text, message: message.text, persons: persons.value}
    /// Says what is missing at its field; the first of them gets the focus.
    function complete(): bool {
        start.error = days > 0 ? "" : qsTr("Choose a first and a last day.")
        firstName.error = firstName.text.trim() !== "" ? "" : qsTr("Who comes?")
        email.error = email.text.includes("@") ? "" : qsTr("Portier writes to this address.")
        affiliation.error = party !== "" ? "" : qsTr("Choose a family.")
        message.error = message.text.length <= 500 ? "" : qsTr("At most 500 characters (%1/500).").arg(message.text.length)
        const wrong = [start, firstName, email, message].find(field => field.error !== "")
        if (wrong)
            wrong.input.forceActiveFocus()
        return !wrong && affiliation.error === ""
    }
    function take(reply: var): void {
        busy = false
        problem = ""
        if (reply.ok) {
            firstName.text = email.text = message.text = party = from = to = ""
            longStay = false
            close()
            Nav.say(qsTr("Requested. The families are asked."))
            return Nav.go("house/requests/" + reply.body.id)
        }
        if (reply.code === "long_stay_confirmation_required") {
            longStay = true
            return
        }
        start.error = reply.errors.start_date ?? reply.errors.end_date ?? ""
        firstName.error = reply.errors.requester_first_name ?? ""
        email.error = reply.errors.requester_email ?? ""
        message.error = reply.errors.description ?? ""
        affiliation.error = reply.errors.affiliation_party_id ?? ""
        problem = reply.status === 0 ? qsTr("The server does not answer. Nothing was changed.")
                : Object.keys(reply.errors).length > 0 ? reply.errors.party_size ?? "" : reply.detail !== "" ? reply.detail : reply.title
    }

    onAboutToShow: {
        problem = start.error = ""
        longStay = false
        sure.checked = false
        if (!forOthers && email.text === "")
            email.text = App.session.account.email ?? ""
        firstName.input.forceActiveFocus()
    }
    onConfirmed: {
        if (!complete())
            return
        busy = true
        App.call("POST", "/api/v1/bookings", {
            resource: house.slug, requester_first_name: firstName.text.trim(), requester_email: email.text.trim(), start_date: from, end_date: to,
            party_size: persons.value, affiliation_party_id: party, description: message.text.trim() === "" ? null : message.text.trim(),
            long_stay_confirmed: longStay && sure.checked
        }, reply => take(reply))
    }

    Banner { Layout.fillWidth: true; objectName: "requestProblem"; visible: dialog.problem !== ""; tone: "bad"; text: dialog.problem }
    GridLayout {
        Layout.fillWidth: true
        columns: dialog.width < 440 ? 1 : 2
        columnSpacing: 16
        rowSpacing: 12

        DateField {
            id: start

            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            label: qsTr("First day")
            value: dialog.from
            onPicked: value => dialog.from = value
        }
        DateField {
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignTop
            label: qsTr("Last day")
            value: dialog.to
            hint: dialog.days > 0 ? qsTr("%n day(s)", "", dialog.days) : ""
            onPicked: value => dialog.to = value
        }
    }
    Field { id: firstName; objectName: "requestName"; Layout.fillWidth: true; label: dialog.forOthers ? qsTr("First name of who comes") : qsTr("Your first name") }
    Field { id: email; objectName: "requestEmail"; Layout.fillWidth: true; label: dialog.forOthers ? qsTr("Their e-mail") : qsTr("E-mail") }
    ChoiceField {
        id: persons

        Layout.fillWidth: true
        label: qsTr("Persons")
        choices: Array.from({length: dialog.house?.limits?.max_party_size ?? 10}, (_, i) => ({value: i + 1, text: HouseActions.persons(i + 1)}))
        value: 2
        onChosen: picked => value = picked
    }
    ColumnLayout {
        id: affiliation

        property string error: ""

        Layout.fillWidth: true
        spacing: 4

        Txt { text: qsTr("Belongs to"); px: Theme.label; weight: Font.Medium }
        Segment {
            objectName: "requestParty"
            accessibleName: qsTr("Belongs to")
            choices: (dialog.house?.parties ?? []).map(party => ({value: party.id, text: party.name}))
            value: dialog.party
            onChosen: picked => dialog.party = picked
        }
        Txt { Layout.fillWidth: true; visible: text !== ""; text: affiliation.error; px: Theme.label; color: Theme.bad }
    }
    Field { id: message; Layout.fillWidth: true; label: qsTr("Message to the families"); hint: qsTr("%1/500").arg(text.length) }
    Banner {
        Layout.fillWidth: true
        visible: dialog.longStay
        tone: "wait"
        text: qsTr("This is a long stay: %n day(s).", "", dialog.days)
    }
    Check { id: sure; objectName: "requestSure"; visible: dialog.longStay; text: qsTr("Yes, so many days are meant") }
}
