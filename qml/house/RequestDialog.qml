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
    property bool longStay: false   ///< the server asks whether so many days are meant
    property bool sure: false       ///< they are
    property string blocker: ""     ///< who is there in these days, in words
    readonly property var values: typed.values
    readonly property string from: values.from ?? ""
    readonly property string to: values.to ?? ""
    readonly property int days: from !== "" && to !== "" && from <= to ? (Date.parse(to) - Date.parse(from)) / 86400000 + 1 : 0
    /// What can be known to be wrong without asking the server, by the server's names.
    readonly property var wrong: {
        const found = {}, day = qsTr("A day like 12.11.2027."), email_ = (values.email ?? "").trim()
        if (start.unreadable)
            found.start_date = day
        else if (from !== "" && house?.today && from < house.today)
            found.start_date = qsTr("This day is past.")
        else if (tried && from === "")
            found.start_date = qsTr("Choose a first day.")
        if (end.unreadable)
            found.end_date = day
        else if (from !== "" && to !== "" && to < from)
            found.end_date = qsTr("Not before the first day.")
        else if (tried && to === "")
            found.end_date = qsTr("Choose a last day.")
        if (Array.from((values.first_name ?? "").trim()).length > 40)
            found.requester_first_name = qsTr("At most %1 characters.").arg(40)
        else if (tried && (values.first_name ?? "").trim() === "")
            found.requester_first_name = qsTr("Who comes?")
        if (tried ? !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email_) : /\s/.test(email_))
            found.requester_email = qsTr("Portier writes to this address.")
        if (tried && (values.party ?? "") === "")
            found.affiliation_party_id = qsTr("Choose a family.")
        return found
    }

    title: days > 0 ? (App.format.tick, qsTr("Request %1").arg(App.format.dateRange(from, to))) : qsTr("New request")
    verb: qsTr("Send request")
    problem: typed.problem

    /// Days that were chosen take the place of those typed before.
    function ask(first: string, last: string): void {
        const fresh = {from: "", to: "", party: "", first_name: "", email: forOthers ? "" : App.session.account.email ?? "", message: "", persons: 2}
        typed.begin("request:" + house.slug, fresh)
        longStay = sure = false
        if (first !== "") {
            typed.resumed = Object.keys(typed.changes()).some(field => field !== "from" && field !== "to")
            typed.set("from", first)
            typed.set("to", last)
        }
        open()
    }
    function take(reply: var, sent: string): void {
        busy = false
        if (typed.take(reply, sent)) {
            close()
            Nav.say(qsTr("Requested. The families are asked."))
            return Nav.go("house/requests/" + reply.body.id)
        }
        if (reply.code === "long_stay_confirmation_required" || reply.errors.long_stay_confirmed) {
            longStay = true
            typed.problem = ""
        }
    }

    onAboutToShow: firstName.input.forceActiveFocus()
    onConfirmed: {
        const sent = typed.key, text = values.message.trim()
        busy = true
        App.call("POST", "/api/v1/bookings", {
            resource: house.slug, requester_first_name: values.first_name.trim(), requester_email: values.email.trim(), start_date: from, end_date: to,
            party_size: values.persons, affiliation_party_id: values.party, description: text === "" ? null : text, long_stay_confirmed: longStay && sure
        }, reply => take(reply, sent))
    }

    TypedFields {
        id: typed

        shown: dialog.opened
        places: ["start_date", "end_date", "requester_first_name", "requester_email", "party_size", "affiliation_party_id", "description", "long_stay_confirmed"]
    }
    DraftBanner { objectName: "requestDraft"; fields: typed }
    GridLayout {
        Layout.fillWidth: true
        columns: dialog.width < 440 * Theme.scale ? 1 : 2
        columnSpacing: 16
        rowSpacing: 12

        DateField {
            id: start

            objectName: "requestStart"
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            Layout.alignment: Qt.AlignTop
            label: qsTr("First day")
            value: dialog.from
            wrong: dialog.wrong.start_date ?? ""
            error: typed.errors.start_date ?? ""
            onPicked: value => typed.set("from", value, "start_date")
        }
        DateField {
            id: end

            objectName: "requestEnd"
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            Layout.alignment: Qt.AlignTop
            label: qsTr("Last day")
            value: dialog.to
            hint: dialog.days > 0 ? qsTr("%n day(s)", "", dialog.days) : ""
            wrong: dialog.wrong.end_date ?? ""
            error: typed.errors.end_date ?? ""
            onPicked: value => typed.set("to", value, "end_date")
        }
    }
    FieldNote { objectName: "requestBlocker"; Layout.fillWidth: true; error: dialog.blocker }
    Field {
        id: firstName

        objectName: "requestName"
        Layout.fillWidth: true
        label: dialog.forOthers ? qsTr("First name of who comes") : qsTr("Your first name")
        text: dialog.values.first_name ?? ""
        wrong: dialog.wrong.requester_first_name ?? ""
        error: typed.errors.requester_first_name ?? ""
        onEdited: text => typed.set("first_name", text, "requester_first_name")
    }
    Field {
        id: email

        objectName: "requestEmail"
        Layout.fillWidth: true
        label: dialog.forOthers ? qsTr("Their e-mail") : qsTr("E-mail")
        text: dialog.values.email ?? ""
        wrong: dialog.wrong.requester_email ?? ""
        error: typed.errors.requester_email ?? ""
        inputMethodHints: Qt.ImhEmailCharactersOnly | Qt.ImhNoAutoUppercase
        onEdited: text => typed.set("email", text, "requester_email")
    }
    ChoiceField {
        objectName: "requestPersons"
        Layout.fillWidth: true
        label: qsTr("Persons")
        choices: Array.from({length: dialog.house?.limits?.max_party_size ?? 10}, (_, i) => ({value: i + 1, text: HouseActions.persons(i + 1)}))
        value: dialog.values.persons
        error: typed.errors.party_size ?? ""
        onChosen: picked => typed.set("persons", picked, "party_size")
    }
    SegmentField {
        id: affiliation

        objectName: "requestParty"
        Layout.fillWidth: true
        label: qsTr("Belongs to")
        choices: (dialog.house?.parties ?? []).map(party => ({value: party.id, text: party.name}))
        value: dialog.values.party
        wrong: dialog.wrong.affiliation_party_id ?? ""
        error: typed.errors.affiliation_party_id ?? ""
        onChosen: picked => typed.set("party", picked, "affiliation_party_id")
    }
    LongField {
        id: message

        objectName: "requestMessage"
        Layout.fillWidth: true
        label: qsTr("Message to the families")
        hint: qsTr("You may leave this empty.")
        value: dialog.values.message ?? ""
        error: typed.errors.description ?? ""
        onEdited: text => typed.set("message", text, "description")
    }
    Banner {
        Layout.fillWidth: true
        visible: dialog.longStay
        tone: "wait"
        iconName: "calendar-days"
        text: qsTr("This is a long stay: %n day(s).", "", dialog.days)
    }
    Check { objectName: "requestSure"; visible: dialog.longStay; text: qsTr("Yes, so many days are meant"); checked: dialog.sure; onToggled: dialog.sure = checked }
}
