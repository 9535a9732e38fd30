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
    readonly property var errors: typed.errors

    signal saved()

    title: isNew ? qsTr("New house") : qsTr("Edit “%1”").arg(house.name)
    verb: isNew ? qsTr("Create house") : qsTr("Save house")
    problem: typed.problem

    function edit(what: var): void {
        house = what
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
    /// What is wrong with a limit; an empty one is inherited.
    function limitProblem(key: string): string {
        const limit = limits.find(each => each.key === key)
        const typed = (values[key] ?? "").trim()
        if (limit.time && typed !== "" && !/^([01]\d|2[0-3]):[0-5]\d$/.test(typed))
            return qsTr("A time like 09:00, or nothing.")
        if (!limit.time && typed !== "" && !(/^\d{1,4}$/.test(typed) && Number(typed) >= limit.min && Number(typed) <= limit.max))
            return qsTr("A whole number from %1 to %2, or nothing.").arg(limit.min).arg(limit.max)
        return ""
    }
    /// What counts without a choice of the house's own.
    function inherited(key: string): string {
        const value = String(house.limits_inherited?.[key] ?? "")
        const choice = choices.find(each => each.key === key)?.values.find(each => each.value === value)
        return choice ? choice.text : value !== "" ? value : "–"
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
    function take(reply: var, sent: string): void {
        busy = false
        if (typed.take(reply, sent)) {
            close()
            saved()
        } else if (typed.met && reply.body.current) {
            house = reply.body.current
            typed.meet(fieldsOf(house))
        }
    }
    onAboutToShow: houseName.input.forceActiveFocus()
    onConfirmed: {
        const sent = typed.key
        busy = true
        if (isNew)
            App.call("POST", "/api/v1/resources", body(), reply => take(reply, sent))
        else
            App.call("PATCH", "/api/v1/resources/" + house.id, body(), reply => take(reply, sent), house.version)
    }

    TypedFields {
        id: typed

        shown: dialog.opened
        places: ["name", "zone", "language", "status", "sender_name"].concat(dialog.limits.concat(dialog.choices).map(limit => "limits/" + limit.key))
    }
    DraftBanner { objectName: "houseDraft"; fields: typed }
    Field {
        id: houseName

        objectName: "houseName"
        Layout.fillWidth: true
        label: qsTr("Name of the house")
        text: dialog.values.name ?? ""
        wrong: dialog.tried && text.trim() === "" ? qsTr("Give the house a name.") : ""
        error: dialog.errors.name ?? ""
        onEdited: text => typed.set("name", text)
    }
    Field {
        objectName: "houseZone"
        Layout.fillWidth: true
        label: qsTr("Time zone")
        text: dialog.values.zone ?? ""
        error: dialog.errors.zone ?? ""
        onEdited: text => typed.set("zone", text)
    }
    SegmentField {
        objectName: "houseLanguage"
        Layout.fillWidth: true
        label: qsTr("Language of the house")
        choices: [{value: "de", text: "Deutsch"}, {value: "en", text: "English"}]
        value: dialog.values.language
        error: dialog.errors.language ?? ""
        onChosen: picked => typed.set("language", picked)
    }
    SegmentField {
        objectName: "houseOpen"
        Layout.fillWidth: true
        visible: !dialog.isNew
        label: qsTr("Requests for the house")
        choices: [{value: true, text: qsTr("Open for requests")}, {value: false, text: qsTr("Closed")}]
        value: dialog.values.open
        error: dialog.errors.status ?? ""
        onChosen: picked => typed.set("open", picked, "status")
    }
    Field {
        objectName: "houseSender"
        Layout.fillWidth: true
        visible: !dialog.isNew
        label: qsTr("Sender name in mails")
        hint: qsTr("Empty: the name of the house")
        text: dialog.values.sender_name ?? ""
        error: dialog.errors.sender_name ?? ""
        onEdited: text => typed.set("sender_name", text)
    }
    Column { // a positioner: a layout that is hidden keeps rows that are gone (Qt 6.4)
        Layout.fillWidth: true
        visible: !dialog.isNew
        spacing: 12

        Repeater {
            model: dialog.limits

            Field {
                required property var modelData

                objectName: "limit-" + modelData.key
                width: parent?.width ?? 0
                label: modelData.text
                text: dialog.values[modelData.key] ?? ""
                hint: qsTr("Empty: %1, as everywhere").arg(dialog.inherited(modelData.key))
                wrong: dialog.limitProblem(modelData.key)
                error: dialog.errors["limits/" + modelData.key] ?? ""
                inputMethodHints: modelData.time ? Qt.ImhTime : Qt.ImhDigitsOnly
                onEdited: text => typed.set(modelData.key, text, "limits/" + modelData.key)
            }
        }
        Repeater {
            model: dialog.choices

            ChoiceField {
                required property var modelData

                objectName: "limit-" + modelData.key
                width: parent?.width ?? 0
                label: modelData.text
                choices: [{value: "", text: qsTr("as everywhere: %1").arg(dialog.inherited(modelData.key))}].concat(modelData.values)
                value: dialog.values[modelData.key]
                error: dialog.errors["limits/" + modelData.key] ?? ""
                onChosen: picked => typed.set(modelData.key, picked, "limits/" + modelData.key)
            }
        }
    }
}
