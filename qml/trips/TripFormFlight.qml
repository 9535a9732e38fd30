// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// From where to where, and which flights are good enough (TRP-276, trips.md 2.2).
ColumnLayout {
    id: part

    required property TripForm form
    required property bool narrow
    readonly property var values: form.values
    readonly property var errors: form.errors

    spacing: 12

    FormSection { text: qsTr("Flight") }
    GridLayout {
        Layout.fillWidth: true
        columns: part.narrow ? 1 : 2
        columnSpacing: 16
        rowSpacing: 12

        AirportField {
            objectName: "origin"
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            Layout.alignment: Qt.AlignTop
            label: qsTr("From")
            code: part.values.origin_airport ?? ""
            error: part.errors.origin_airport ?? ""
            onChosen: (code, airport) => part.form.set("origin_airport", code)
        }
        AirportField {
            objectName: "destination"
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            Layout.alignment: Qt.AlignTop
            label: qsTr("To")
            code: part.values.destination_airport ?? ""
            error: part.errors.destination_airport ?? ""
            onChosen: (code, airport) => {
                part.form.set("destination_airport", code)
                if (airport && (part.values.city ?? "") === "") {
                    part.form.set("city", airport.city)
                    part.form.set("country_code", airport.country_code ?? "")
                }
            }
        }
    }
    Check {
        objectName: "acceptUnknown"
        visible: part.form.asksAboutAirports
        text: qsTr("Take airports that Portier does not know")
        checked: part.values.accept_unknown_airports ?? false
        onToggled: part.form.set("accept_unknown_airports", checked)
    }
    GridLayout {
        Layout.fillWidth: true
        columns: part.narrow ? 1 : 2
        columnSpacing: 16
        rowSpacing: 12

        ChoiceField {
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            label: qsTr("Class")
            choices: [{value: "economy", text: qsTr("Economy")}, {value: "premium_economy", text: qsTr("Premium economy")}, {value: "business", text: qsTr("Business")}, {value: "first", text: qsTr("First")}]
            value: part.values.cabin
            onChosen: value => part.form.set("cabin", value)
        }
        ChoiceField {
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            label: qsTr("Stops")
            choices: [{value: -1, text: qsTr("any number")}, {value: 0, text: qsTr("direct only")}, {value: 1, text: qsTr("at most one")}, {value: 2, text: qsTr("at most two")}, {value: 3, text: qsTr("at most three")}]
            value: part.values.max_stops
            onChosen: value => part.form.set("max_stops", value)
        }
        Field {
            objectName: "airlines"
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            Layout.alignment: Qt.AlignTop
            label: qsTr("Airlines")
            text: part.values.airlines ?? ""
            hint: qsTr("Codes, for example LH, TP. Empty: every airline.")
            error: part.errors.airlines ?? ""
            onEdited: text => part.form.set("airlines", text)
        }
        ChoiceField {
            objectName: "airlineMatch"
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            Layout.alignment: Qt.AlignTop
            visible: (part.values.airlines ?? "").trim() !== ""
            label: qsTr("These airlines fly")
            choices: [{value: "any_segment", text: qsTr("at least one segment")}, {value: "all_segments", text: qsTr("every segment")}]
            value: part.values.airline_match
            onChosen: value => part.form.set("airline_match", value)
        }
    }
}
