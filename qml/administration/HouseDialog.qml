// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Nav

/// A house, new or as it is: name, zone, sender, open or closed, and limits that may be inherited (BKG-136).
PDialog {
    id: dialog

    property var house: ({}) ///< empty: a new one
    property var errors: ({})
    property bool met: false
    readonly property bool isNew: house.id === undefined
    readonly property var limits: [
        {key: "max_party_size", text: qsTr("Most persons"), min: 1, max: 100}, {key: "max_stay_days", text: qsTr("Longest stay in days"), min: 1, max: 366},
        {key: "long_stay_warn_days", text: qsTr("Ask again from so many days"), min: 1, max: 365}, {key: "future_horizon_months", text: qsTr("Months ahead"), min: 1, max: 60},
        {key: "bookings_per_day", text: qsTr("Requests per person and day"), min: 1, max: 1000},
        {key: "archive_retention_days", text: qsTr("Days until what is over is archived"), min: 30, max: 3650},
        {key: "digest_min_age_days", text: qsTr("Remind of requests after so many days"), min: 0, max: 60},
        {key: "digest_time", text: qsTr("Remind at"), time: true}
    ]
    readonly property var locale_: Qt.locale(App.format.language)
    readonly property var choices: [
        {key: "digest_weekday", text: qsTr("Remind on"), values: [1, 2, 3, 4, 5, 6, 7].map(day => ({value: String(day), text: locale_.standaloneDayName(day % 7)}))},
        {key: "self_approval", text: qsTr("The family's own approval"), values: [{value: "on_submit", text: qsTr("counts with its request")}, {value: "authenticated", text: qsTr("only from who is signed in")}]}
    ]
    readonly property var values: typed.values
    readonly property string wrongLimit: limits.find(limit => problem(limit.key) !== "")?.key ?? ""

    signal saved()

    title: isNew ? qsTr("New house") : qsTr("Edit “%1”").arg(house.name)
    verb: isNew ? qsTr("Create house") : qsTr("Save house")
    verbEnabled: (values.name ?? "").trim() !== "" && wrongLimit === "" && App.client.online && !busy
    verbReason: !App.client.online ? qsTr("Not while offline") : wrongLimit !== "" ? problem(wrongLimit) : qsTr("Give the house a name.")

    function edit(what: var): void {
        house = what
        errors = {}
        met = false
        typed.begin("house:" + (what.id ?? "new"), fieldsOf(what))
        open()
    }
    function fieldsOf(what: var): var {
        const all = {name: what.name ?? "", zone: what.zone ?? "Europe/Berlin", language: what.language ?? App.settings.language,
                     open: what.status !== "closed", sender_name: what.sender_name ?? ""}
        for (const limit of limits.concat(choices)) {
            const own = what.limits?.[limit.key]
            all[limit.key] = own === null || own === undefined ? "" : String(own)
        }
        return all
    }
    /// Empty limits are inherited.
    function problem(key: string): string {
        const limit = limits.find(each => each.key === key)
        const typed = (values[key] ?? "").trim()
        if (limit.time && typed !== "" && !/^([01]\d|2[0-3]):[0-5]\d$/.test(typed))
            return qsTr("A time like 09:00, or nothing.")
        if (!limit.time && typed !== "" && !(/^\d{1,4}$/.test(typed) && Number(typed) >= limit.min && Number(typed) <= limit.max))
            return qsTr("A whole number from %1 to %2, or nothing.").arg(limit.min).arg(limit.max)
        return errors["limits/" + key] ?? ""
    }
    /// What counts without a choice of the house's own, as far as it is known while it has one.
    function inherited(limit: var): string {
        const value = String(house.limits_in_force?.[limit.key] ?? "")
        const known = limit.values.find(each => each.value === value)
        return known && (house.limits?.[limit.key] ?? null) === null ? qsTr("as everywhere: %1").arg(known.text) : qsTr("as everywhere")
    }
    function body(): var {
        const all = {name: values.name.trim(), zone: values.zone.trim(), language: values.language}
        if (isNew)
            return all
        all.status = values.open ? "open" : "closed"
        if (values.sender_name.trim() !== typed.saved.sender_name)
            all.sender_name = values.sender_name.trim()
        all.limits = {}
        for (const limit of limits.concat(choices)) {
            const typed = values[limit.key].trim()
            all.limits[limit.key] = typed === "" ? null : /^\d+$/.test(typed) ? Number(typed) : typed
        }
        return all
    }
    function set(field: string, value: var): void {
        const left = Object.assign({}, errors)
        delete left[field]
        delete left["limits/" + field]
        errors = left
        typed.set(field, value)
    }
    function take(reply: var): void {
        busy = false
        errors = reply.errors
        met = reply.status === 412 && reply.body.current !== undefined
        if (reply.ok) {
            typed.done()
            close()
            saved()
        } else if (met) {
            house = reply.body.current
            typed.meet(fieldsOf(house))
        } else if (Object.keys(reply.errors).length === 0)
            Nav.complain(reply)
    }
    onAboutToShow: houseName.input.forceActiveFocus()
    onConfirmed: {
        busy = true
        if (isNew)
            App.call("POST", "/api/v1/resources", body(), reply => take(reply))
        else
            App.call("PATCH", "/api/v1/resources/" + house.id, body(), reply => take(reply), house.version)
    }

    DraftBanner {
        objectName: "houseDraft"
        fields: TypedFields { id: typed }
        met: dialog.met
        onActed: dialog.met = false
    }
    Field {
        id: houseName

        objectName: "houseName"
        Layout.fillWidth: true
        label: qsTr("Name of the house")
        text: dialog.values.name ?? ""
        error: dialog.errors.name ?? ""
        onEdited: text => dialog.set("name", text)
    }
    Field {
        objectName: "houseZone"
        Layout.fillWidth: true
        label: qsTr("Time zone")
        text: dialog.values.zone ?? ""
        error: dialog.errors.zone ?? ""
        onEdited: text => dialog.set("zone", text)
    }
    Segment {
        accessibleName: qsTr("Language of the house")
        choices: [{value: "de", text: "Deutsch"}, {value: "en", text: "English"}]
        value: dialog.values.language
        onChosen: picked => dialog.set("language", picked)
    }
    Segment {
        visible: !dialog.isNew
        accessibleName: qsTr("Requests for the house")
        choices: [{value: true, text: qsTr("Open for requests")}, {value: false, text: qsTr("Closed")}]
        value: dialog.values.open
        onChosen: picked => dialog.set("open", picked)
    }
    Field {
        visible: !dialog.isNew
        Layout.fillWidth: true
        label: qsTr("Sender name in mails")
        hint: qsTr("Empty: the name of the house")
        text: dialog.values.sender_name ?? ""
        error: dialog.errors.sender_name ?? ""
        onEdited: text => dialog.set("sender_name", text)
    }
    Repeater {
        model: dialog.limits

        Field {
            required property var modelData

            objectName: "limit-" + modelData.key
            Layout.fillWidth: true
            visible: !dialog.isNew
            label: modelData.text
            text: dialog.values[modelData.key] ?? ""
            hint: (dialog.house.limits?.[modelData.key] ?? null) === null ? qsTr("Empty: %1, as everywhere").arg(dialog.house.limits_in_force?.[modelData.key] ?? "–") : qsTr("Empty: as everywhere")
            error: dialog.problem(modelData.key)
            inputMethodHints: modelData.time ? Qt.ImhTime : Qt.ImhDigitsOnly
            onEdited: text => dialog.set(modelData.key, text)
        }
    }    Repeater {
        model: dialog.choices

        ChoiceField {
            required property var modelData

            objectName: "limit-" + modelData.key
            Layout.fillWidth: true
            visible: !dialog.isNew
            label: modelData.text
            choices: [{value: "", text: dialog.inherited(modelData)}].concat(modelData.values)
            value: dialog.values[modelData.key]
            onChosen: picked => dialog.set(modelData.key, picked)
        }
    }
}
