// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme
import Portier.Nav
import Portier.TripActions

/// Create or edit a trip (TRP-276, TRP-277).
FocusScope {
    id: page

    property string tripId: ""
    property string copyOf: "" ///< a new trip that begins as another one
    readonly property bool narrow: column.width < 560
    readonly property bool wide: width >= 1100
    property var forecast: null
    property var began: null    ///< what the fields held before anybody typed
    property bool resumed: false
    readonly property string draftKey: tripId === "" ? "new" : tripId
    /// The alert as it would be saved, for a look at past prices; null while there is none.
    readonly property var rule: {
        if (!form.valid || form.values.alert_kind === "none" || form.startsNewSeries)
            return null
        const {kind, measure, threshold} = form.rule()
        return {kind, measure, threshold: threshold ?? null}
    }

    /// Those of this part of the world, and whatever the trip has.
    function currencies(own: var): var {
        const usual = ["EUR", "CHF", "GBP", "USD", "DKK", "NOK", "SEK", "PLN", "CZK", "HUF", "RON", "BGN", "ISK", "TRY", "CAD", "AUD", "NZD", "JPY"]
        return own && !usual.includes(own) ? [own].concat(usual) : usual
    }
    /// What was typed comes back after a look elsewhere; it is forgotten once it is saved.
    function begin(): void {
        began = Object.assign({}, form.values)
        const draft = TripActions.drafts[draftKey] ?? {}
        for (const field in draft)
            form.set(field, draft[field])
        resumed = Object.keys(draft).length > 0
    }
    function keep(): void {
        if (began === null)
            return
        const draft = {}
        for (const field in form.values)
            if (!field.endsWith("_typed") && JSON.stringify(form.values[field]) !== JSON.stringify(began[field])) // half a day is none
                draft[field] = form.values[field]
        TripActions.drafts[draftKey] = draft
    }
    function startAnew(): void {
        delete TripActions.drafts[draftKey]
        resumed = false
        load()
    }
    function copy(): void {
        App.call("GET", "/api/v1/trips/" + copyOf, {}, reply => {
            if (!reply.ok)
                return Nav.complain(reply)
            form.edit(reply.body)
            const copied = Object.assign({}, form.values, {name: qsTr("%1 (copy)").arg(form.values.name)})
            form.begin()
            TripActions.drafts["new"] = copied
            begin()
            resumed = false
        })
    }
    function load(): void {
        began = null
        form.begin()
        if (copyOf !== "")
            return copy()
        if (tripId === "")
            return begin()
        App.call("GET", "/api/v1/trips/" + tripId, {}, reply => {
            if (!reply.ok)
                return Nav.complain(reply)
            form.edit(reply.body)
            begin()
        })
    }

    TripForm {
        id: form

        onSaved: trip => {
            page.began = null
            delete TripActions.drafts[page.draftKey]
            TripActions.trips.put(trip)
            Nav.say(page.tripId === "" ? qsTr("“%1” is created. Portier looks for prices right now.").arg(trip.name) : qsTr("Saved."))
            for (const warning of trip.warnings ?? [])
                Nav.say(warning.message)
            Nav.go("trips/" + trip.id)
        }
        onValuesChanged: { page.keep(); forecastWait.restart() }
    }
    Timer {
        id: forecastWait

        interval: 500
        onTriggered: page.look()
    }
    Connections {
        target: App.settings

        function onLanguageChanged(): void { forecastWait.restart() } // its words are the server's
    }
    /// Asks what this trip would cost and warn of, as it stands in the fields.
    function look(): void {
        if (!form.valid || !App.client.online)
            return
        const asked = form.wholeBody()
        App.call("POST", "/api/v1/trips/forecast", asked, reply => {
            if (JSON.stringify(asked) === JSON.stringify(form.wholeBody()))
                forecast = reply.ok ? reply.body : null
        })
    }
    Component.onCompleted: {
        load()
        TripActions.askSources()
        nameField.input.forceActiveFocus()
    }
    Keys.onEscapePressed: Nav.back()

    Shortcut { sequence: "Ctrl+Return"; onActivated: form.save() }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        Flickable {
            Layout.fillWidth: true
            Layout.fillHeight: true
            contentHeight: Math.max(column.implicitHeight, side.implicitHeight) + 60
            clip: true
            boundsBehavior: Flickable.StopAtBounds

            ColumnLayout {
                id: column

                x: page.width < 760 ? 16 : Theme.pageMargin
                y: 20
                width: Math.min(680, page.width - 2 * x - (page.wide ? side.width + 40 : 0))
                spacing: 12

                PageHeader {
                    Layout.fillWidth: true
                    back: true
                    title: form.isNew ? qsTr("New trip") : qsTr("Edit trip")
                    sentence: form.isNew ? qsTr("Tell Portier where and when.") : ""
                    onWentBack: Nav.back()
                }
                Banner {
                    objectName: "draftBanner"
                    Layout.fillWidth: true
                    visible: page.resumed
                    text: qsTr("This is what you typed before.")
                    action: qsTr("Start anew")
                    onActed: page.startAnew()
                }
                Banner {
                    Layout.fillWidth: true
                    visible: form.startsNewSeries
                    text: qsTr("Prices found so far are for another search. Saving begins a new price series.")
                }
                Banner {
                    objectName: "problem"
                    Layout.fillWidth: true
                    visible: form.problem !== ""
                    tone: "bad"
                    text: form.problem
                }
                ConflictCard {
                    Layout.fillWidth: true
                    visible: form.conflicts.length > 0
                    conflicts: form.conflicts
                    currency: form.values.currency ?? "EUR"
                    onSettled: (field, keepMine) => form.settle(field, keepMine)
                }
                FormSection { text: qsTr("Trip") }
                Field {
                    id: nameField

                    objectName: "name"
                    Layout.fillWidth: true
                    label: qsTr("Name of the trip")
                    text: form.values.name ?? ""
                    error: form.errors.name ?? ""
                    onEdited: text => form.set("name", text)
                }
                Flow {
                    Layout.fillWidth: true
                    spacing: 16

                    Segment {
                        accessibleName: qsTr("Kind of trip")
                        choices: [{value: "round_trip", text: qsTr("There and back")}, {value: "one_way", text: qsTr("One way")}]
                        value: form.values.trip_kind
                        onChosen: value => form.set("trip_kind", value)
                    }
                    Check { height: Theme.controlHeight; text: qsTr("Flights"); checked: form.values.track_flights ?? true; onToggled: form.set("track_flights", checked) }
                    Check { objectName: "trackHotels"; height: Theme.controlHeight; text: qsTr("Hotels"); checked: form.values.track_hotels ?? true; onToggled: form.set("track_hotels", checked) }
                }
                FieldNote { Layout.fillWidth: true; error: form.errors.track_flights ?? form.errors.trip_kind ?? "" }
                GridLayout {
                    Layout.fillWidth: true
                    columns: page.narrow ? 1 : 2
                    columnSpacing: 16
                    rowSpacing: 12

                    DateField {
                        Layout.fillWidth: true
                        Layout.preferredWidth: 10
                        Layout.alignment: Qt.AlignTop
                        label: qsTr("First day")
                        value: form.values.depart_date ?? ""
                        error: form.errors.depart_date ?? ""
                        onPicked: value => form.set("depart_date", value)
                    }
                    DateField {
                        Layout.fillWidth: true
                        Layout.preferredWidth: 10
                        Layout.alignment: Qt.AlignTop
                        visible: form.values.trip_kind === "round_trip"
                        label: qsTr("Last day")
                        value: form.values.return_date ?? ""
                        error: form.errors.return_date ?? ""
                        onPicked: value => form.set("return_date", value)
                    }
                    ChoiceField {
                        Layout.fillWidth: true
                        Layout.preferredWidth: 10
                        label: qsTr("Adults")
                        choices: [1, 2, 3, 4, 5, 6, 7, 8, 9].map(n => ({value: n, text: String(n)}))
                        value: form.values.adults
                        onChosen: value => form.set("adults", value)
                    }
                    ChoiceField {
                        Layout.fillWidth: true
                        Layout.preferredWidth: 10
                        label: qsTr("Currency")
                        choices: page.currencies(form.values.currency).map(code => ({value: code, text: code}))
                        value: form.values.currency
                        onChosen: value => form.set("currency", value)
                    }
                }
                TripFormFlight {
                    Layout.fillWidth: true
                    visible: form.values.track_flights ?? false
                    form: form
                    narrow: page.narrow
                }
                TripFormHotel {
                    Layout.fillWidth: true
                    visible: form.values.track_hotels ?? false
                    form: form
                    narrow: page.narrow
                }
                TripFormAlert {
                    Layout.fillWidth: true
                    form: form
                    narrow: page.narrow
                }
                FormSection { text: qsTr("Reminder") }
                Field {
                    objectName: "reminderDays"
                    Layout.fillWidth: true
                    label: qsTr("Days before the trip")
                    text: form.values.reminder_days ?? ""
                    hint: qsTr("Up to three, for example 3, 14. Empty: no reminder.")
                    error: form.errors.reminder_days ?? ""
                    onEdited: text => form.set("reminder_days", text)
                }
                FormSection { text: qsTr("Sample data"); visible: sample.visible }
                Check {
                    id: sample

                    objectName: "demoHistory"
                    visible: form.isNew && TripActions.simulated
                    text: qsTr("Begin with made-up past prices")
                    checked: form.values.demo_history ?? false
                    onToggled: form.set("demo_history", checked)
                }
            }
            TripForecast {
                id: side

                visible: page.wide
                x: column.x + column.width + 40
                y: 92
                width: 300
                forecast: page.forecast
                tripId: page.tripId
                rule: page.rule
            }
        }
        Rectangle {
            Layout.fillWidth: true
            implicitHeight: foot.implicitHeight + (below.visible ? below.implicitHeight + 12 : 0) + 28
            color: Theme.surface

            Rectangle { width: parent.width; height: 1; color: Theme.line }
            TripForecast {
                id: below

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.top: parent.top
                anchors.margins: 14
                anchors.leftMargin: Theme.pageMargin
                visible: !page.wide && tells
                forecast: page.forecast
                tripId: page.tripId
                rule: page.rule
            }
            Flow {
                id: foot

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.bottom: parent.bottom
                anchors.margins: Theme.pageMargin
                anchors.bottomMargin: 14
                spacing: 12

                PButton {
                    objectName: "save"
                    kind: "primary"
                    text: form.isNew ? qsTr("Create trip") : qsTr("Save trip")
                    keys: "Ctrl+Return"
                    busy: form.saving
                    enabled: form.valid && App.client.online && !form.saving
                    offReason: App.client.online ? form.reason : qsTr("Not while offline")
                    onClicked: form.save()
                }
                PButton { text: qsTr("Back"); onClicked: Nav.back() }
                Txt {
                    height: Theme.controlHeight
                    verticalAlignment: Text.AlignVCenter
                    text: form.reason
                    px: Theme.label
                    color: Theme.ink2
                }
            }
        }
    }
}
