// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// When somebody wants to be told: quiet hours, mails put together, the day of the weekly overview (PLT-128).
PDialog {
    id: dialog

    property var preferences: null
    property bool byMail: true
    readonly property bool summaryWanted: preferences?.price_summary?.enabled ?? false
    readonly property var values: typed.values
    readonly property var locale_: Qt.locale(App.format.language)
    /// Which part of the preferences a field belongs to; quiet hours are sent as a whole.
    readonly property var parts: ({digest_mode: ["digest", "mode"], digest_time: ["digest", "time"], summary_day: ["price_summary", "weekday"], summary_time: ["price_summary", "time"]})

    signal saved(var body)

    function savedFields(): var {
        const quiet = preferences?.quiet_hours, digest = preferences?.digest, summary = preferences?.price_summary
        return {quiet_from: quiet?.from ?? "", quiet_to: quiet?.to ?? "", digest_mode: digest?.mode ?? "immediate", digest_time: digest?.time ?? "",
                summary_day: summary?.weekday ?? 7, summary_time: summary?.time ?? ""}
    }
    function edit(): void {
        typed.begin("times:" + App.session.account.id, savedFields())
        open()
    }
    function said(field: string): string { return String(values[field] ?? "").trim() }
    /// What is wrong with a time; `empty`: what to say when there is none.
    function timeProblem(field: string, empty: string): string {
        if (said(field) === "")
            return tried ? empty : ""
        return tried && !/^([01]\d|2[0-3]):[0-5]\d$/.test(said(field)) ? qsTr("A time like 22:00.") : ""
    }
    /// What differs: a time that nobody chose goes on following the one of this Portier.
    function body(): var {
        const mine = typed.changes(), all = {}
        if (mine.quiet_from !== undefined || mine.quiet_to !== undefined)
            all.quiet_hours = said("quiet_from") === "" && said("quiet_to") === "" ? null : {from: said("quiet_from"), to: said("quiet_to")}
        for (const field in parts) {
            const [part, name] = parts[field]
            if (mine[field] !== undefined)
                all[part] = Object.assign(all[part] ?? {}, {[name]: field === "summary_day" ? values[field] : said(field)})
        }
        return all
    }

    title: qsTr("When you are told")
    verb: qsTr("Save times")
    problem: typed.problem
    onPreferencesChanged: if (typed.key !== "") typed.meet(savedFields())
    onAboutToShow: quietFrom.input.forceActiveFocus()
    onConfirmed: {
        const sent = typed.key
        busy = true
        App.call("PATCH", "/api/v1/me/notification-preferences", body(), reply => {
            busy = false
            if (reply.ok) // before the draft goes: what is saved by now is no draft
                saved(reply.body)
            if (typed.take(reply, sent))
                close()
        })
    }

    TypedFields {
        id: typed

        shown: dialog.opened
        places: ["quiet_hours/from", "quiet_hours/to", "digest/mode", "digest/time", "price_summary/weekday", "price_summary/time"]
    }
    DraftBanner { fields: typed }
    Txt {
        Layout.fillWidth: true
        text: qsTr("In quiet hours news of your trips wait until they end. Requests and answers still come. Times are those of %1.").arg((App.session.account.time_zone ?? "").replace(/_/g, " "))
        color: Theme.ink2
    }
    GridLayout {
        Layout.fillWidth: true
        columns: width < 360 * Theme.scale ? 1 : 2
        columnSpacing: 16
        rowSpacing: 12

        Field {
            id: quietFrom

            objectName: "quietFrom"
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            Layout.alignment: Qt.AlignTop
            label: qsTr("Quiet from")
            hint: qsTr("For example 22:00, empty: never")
            text: dialog.values.quiet_from ?? ""
            wrong: dialog.timeProblem("quiet_from", dialog.said("quiet_to") !== "" ? qsTr("Say when they begin.") : "")
            error: typed.errors["quiet_hours/from"] ?? ""
            inputMethodHints: Qt.ImhTime
            onEdited: text => typed.set("quiet_from", text, "quiet_hours/from")
        }
        Field {
            objectName: "quietTo"
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            Layout.alignment: Qt.AlignTop
            label: qsTr("Quiet until")
            hint: qsTr("For example 07:00")
            text: dialog.values.quiet_to ?? ""
            wrong: dialog.timeProblem("quiet_to", dialog.said("quiet_from") !== "" ? qsTr("Say when they end.") : "")
            error: typed.errors["quiet_hours/to"] ?? ""
            inputMethodHints: Qt.ImhTime
            onEdited: text => typed.set("quiet_to", text, "quiet_hours/to")
        }
    }
    SegmentField {
        objectName: "digestMode"
        Layout.fillWidth: true
        visible: dialog.byMail
        label: qsTr("Mails about trips come")
        choices: [{value: "immediate", text: qsTr("at once")}, {value: "daily", text: qsTr("together every day")}, {value: "weekly", text: qsTr("together on Sundays")}]
        value: dialog.values.digest_mode
        error: typed.errors["digest/mode"] ?? ""
        onChosen: picked => typed.set("digest_mode", picked, "digest/mode")
    }
    Field {
        objectName: "digestTime"
        Layout.fillWidth: true
        visible: dialog.byMail && dialog.values.digest_mode !== "immediate"
        label: qsTr("Together at")
        text: dialog.values.digest_time ?? ""
        wrong: visible ? dialog.timeProblem("digest_time", qsTr("Say at what time.")) : ""
        error: typed.errors["digest/time"] ?? ""
        inputMethodHints: Qt.ImhTime
        onEdited: text => typed.set("digest_time", text, "digest/time")
    }
    ChoiceField {
        objectName: "summaryDay"
        Layout.fillWidth: true
        visible: dialog.byMail && dialog.summaryWanted
        label: qsTr("Weekly overview on")
        choices: [1, 2, 3, 4, 5, 6, 7].map(day => ({value: day, text: dialog.locale_.standaloneDayName(day % 7)}))
        value: dialog.values.summary_day
        error: typed.errors["price_summary/weekday"] ?? ""
        onChosen: picked => typed.set("summary_day", picked, "price_summary/weekday")
    }
    Field {
        objectName: "summaryTime"
        Layout.fillWidth: true
        visible: dialog.byMail && dialog.summaryWanted
        label: qsTr("Weekly overview at")
        text: dialog.values.summary_time ?? ""
        wrong: visible ? dialog.timeProblem("summary_time", qsTr("Say at what time.")) : ""
        error: typed.errors["price_summary/time"] ?? ""
        inputMethodHints: Qt.ImhTime
        onEdited: text => typed.set("summary_time", text, "price_summary/time")
    }
}
