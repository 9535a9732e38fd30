// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// When Portier tells about the trip, and how (TRP-276).
ColumnLayout {
    id: part

    required property TripForm form
    required property bool narrow
    readonly property var values: form.values
    readonly property var errors: form.errors
    readonly property bool wanted: values.alert_kind !== "none"

    spacing: 12

    FormSection { text: qsTr("Price alert") }
    Segment {
        objectName: "alertKind"
        accessibleName: qsTr("Kind of alert")
        choices: [{value: "none", text: qsTr("None")}, {value: "threshold", text: qsTr("Below a limit")}, {value: "any_drop", text: qsTr("At every drop")}]
        value: part.values.alert_kind
        onChosen: value => part.form.set("alert_kind", value)
    }
    FieldNote { Layout.fillWidth: true; error: part.errors.alert_kind ?? part.errors.alert_measure ?? "" }
    GridLayout {
        Layout.fillWidth: true
        visible: part.wanted
        columns: part.narrow ? 1 : 2
        columnSpacing: 16
        rowSpacing: 12

        Field {
            objectName: "formThreshold"
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            Layout.alignment: Qt.AlignTop
            visible: part.values.alert_kind === "threshold"
            label: qsTr("Limit in %1").arg(part.values.currency ?? "EUR")
            text: part.values.threshold ?? ""
            error: part.errors.threshold ?? ""
            onEdited: text => part.form.set("threshold", text)
        }
        ChoiceField {
            objectName: "alertMeasure"
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            Layout.alignment: Qt.AlignTop
            visible: (part.values.track_flights && part.values.track_hotels) ?? false
            label: qsTr("Of which price")
            choices: [{value: "trip_total", text: qsTr("the whole trip")}, {value: "flight_total", text: qsTr("the flight")}, {value: "hotel_total", text: qsTr("the hotel")}]
            value: part.values.alert_measure
            onChosen: value => part.form.set("alert_measure", value)
        }
    }
    Flow {
        Layout.fillWidth: true
        visible: part.wanted
        spacing: 16

        Check { objectName: "alertEnabled"; text: qsTr("Alert is on"); checked: part.values.alert_enabled ?? true; onToggled: part.form.set("alert_enabled", checked) }
        Check { objectName: "alertEmail"; text: qsTr("Tell me by e-mail"); checked: part.values.alert_email ?? true; onToggled: part.form.set("alert_email", checked) }
        Check { objectName: "alertDesktop"; text: qsTr("Tell me on this desktop"); checked: part.values.alert_desktop ?? true; onToggled: part.form.set("alert_desktop", checked) }
    }
}
