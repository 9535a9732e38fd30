// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Nav
import Portier.Theme

/// A house, new or as it is: name, zone, sender, open or closed, and limits that may be inherited (BKG-136).
PDialog {
    id: dialog

    property var house: ({}) ///< empty: a new one
    property bool open_: true
    readonly property bool isNew: house.id === undefined
    readonly property var limits: [
        {key: "max_party_size", text: qsTr("Most persons")}, {key: "max_stay_days", text: qsTr("Longest stay in days")},
        {key: "long_stay_warn_days", text: qsTr("Ask again from so many days")}, {key: "future_horizon_months", text: qsTr("Months ahead")},
        {key: "bookings_per_day", text: qsTr("Requests per person and day")}
    ]

    signal saved()

    title: isNew ? qsTr("New house") : qsTr("Edit “%1”").arg(house.name)
    verb: isNew ? qsTr("Create house") : qsTr("Save house")
    verbEnabled: houseName.text.trim() !== "" && App.client.online && !busy
    verbReason: App.client.online ? qsTr("Give the house a name.") : qsTr("Not while offline")

    function edit(what: var): void {
        house = what
        open()
    }
    /// What was typed, without what it was before.
    function body(): var {
        const all = {name: houseName.text.trim(), zone: zone.text.trim(), language: language.value}
        if (isNew)
            return all
        all.status = open_ ? "open" : "closed"
        if (sender.text.trim() !== (house.sender_name ?? ""))
            all.sender_name = sender.text.trim()
        all.limits = {}
        for (let i = 0; i < limitFields.count; ++i) {
            const typed = (limitFields.itemAt(i) as Field).text.trim()
            all.limits[limits[i].key] = typed === "" ? null : Number(typed)
        }
        return all
    }
    function take(reply: var): void {
        busy = false
        houseName.error = reply.errors.name ?? ""
        zone.error = reply.errors.zone ?? ""
        sender.error = reply.errors.sender_name ?? ""
        for (let i = 0; i < limitFields.count; ++i)
            (limitFields.itemAt(i) as Field).error = reply.errors["limits/" + limits[i].key] ?? ""
        if (reply.ok) {
            close()
            saved()
        } else if (reply.status === 412)
            Nav.say(qsTr("Somebody changed this house meanwhile. Open it again."))
        else if (Object.keys(reply.errors).length === 0)
            Nav.complain(reply)
    }
    onAboutToShow: {
        houseName.text = house.name ?? ""
        zone.text = house.zone ?? "Europe/Berlin"
        sender.text = house.sender_name ?? ""
        language.value = house.language ?? App.settings.language
        open_ = house.status !== "closed"
        for (let i = 0; i < limitFields.count; ++i) {
            const own = house.limits?.[limits[i].key]
            const field = limitFields.itemAt(i) as Field
            field.text = own === null || own === undefined ? "" : String(own)
            field.error = ""
        }
        houseName.error = zone.error = sender.error = ""
        houseName.input.forceActiveFocus()
    }
    onConfirmed: {
        busy = true
        if (isNew)
            App.call("POST", "/api/v1/resources", body(), reply => take(reply))
        else
            App.call("PATCH", "/api/v1/resources/" + house.id, body(), reply => take(reply), house.version)
    }

    Field { id: houseName; objectName: "houseName"; Layout.fillWidth: true; label: qsTr("Name of the house") }
    Field { id: zone; Layout.fillWidth: true; label: qsTr("Time zone") }
    Segment {
        id: language

        accessibleName: qsTr("Language of the house")
        choices: [{value: "de", text: "Deutsch"}, {value: "en", text: "English"}]
        onChosen: picked => value = picked
    }
    Segment {
        visible: !dialog.isNew
        accessibleName: qsTr("Requests for the house")
        choices: [{value: true, text: qsTr("Open for requests")}, {value: false, text: qsTr("Closed")}]
        value: dialog.open_
        onChosen: picked => dialog.open_ = picked
    }
    Field { id: sender; visible: !dialog.isNew; Layout.fillWidth: true; label: qsTr("Sender name in mails"); hint: qsTr("Empty: the name of the house") }
    Repeater {
        id: limitFields

        model: dialog.limits

        Field {
            required property var modelData

            Layout.fillWidth: true
            visible: !dialog.isNew
            label: modelData.text
            hint: qsTr("Empty: %1, as everywhere").arg(dialog.house.limits_in_force?.[modelData.key] ?? "–")
            inputMethodHints: Qt.ImhDigitsOnly
        }
    }
}
