// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// Where and when to sleep, in which rooms (TRP-276, trips.md 2.3). What stays empty follows the trip.
ColumnLayout {
    id: part

    required property TripForm form
    required property bool narrow
    readonly property var values: form.values
    readonly property var errors: form.errors
    readonly property bool oneWay: values.trip_kind === "one_way"

    spacing: 12

    FormSection { text: qsTr("Hotel") }
    GridLayout {
        Layout.fillWidth: true
        columns: part.narrow ? 1 : 2
        columnSpacing: 16
        rowSpacing: 12

        Field {
            objectName: "city"
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            Layout.alignment: Qt.AlignTop
            label: qsTr("City")
            text: part.values.city ?? ""
            error: part.errors.city ?? ""
            onEdited: text => part.form.set("city", text)
        }
        Field {
            objectName: "country"
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            Layout.alignment: Qt.AlignTop
            label: qsTr("Country")
            text: part.values.country_code ?? ""
            hint: qsTr("Two letters, for example PT. Not needed.")
            error: part.errors.country_code ?? ""
            onEdited: text => part.form.set("country_code", text)
        }
        DateField {
            objectName: "checkIn"
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            Layout.alignment: Qt.AlignTop
            label: qsTr("First night")
            value: part.values.check_in ?? ""
            hint: qsTr("Empty: the first day of the trip")
            error: part.errors.check_in ?? ""
            onEdited: text => part.form.set("check_in_typed", text.trim())
            onPicked: value => part.form.set("check_in", value)
        }
        DateField {
            objectName: "checkOut"
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            Layout.alignment: Qt.AlignTop
            label: qsTr("Leave the hotel on")
            value: part.values.check_out ?? ""
            hint: part.oneWay ? "" : qsTr("Empty: the last day of the trip")
            error: part.errors.check_out ?? ""
            onEdited: text => part.form.set("check_out_typed", text.trim())
            onPicked: value => part.form.set("check_out", value)
        }
        ChoiceField {
            objectName: "rooms"
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            label: qsTr("Rooms")
            choices: [{value: 0, text: qsTr("as needed")}].concat([1, 2, 3, 4, 5, 6, 7, 8, 9].map(n => ({value: n, text: String(n)})))
            value: part.values.rooms
            onChosen: value => part.form.set("rooms", value)
        }
        ChoiceField {
            objectName: "adultsPerRoom"
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            label: qsTr("Adults in each room")
            choices: [{value: 0, text: qsTr("as needed")}].concat([1, 2, 3, 4].map(n => ({value: n, text: String(n)})))
            value: part.values.adults_per_room
            onChosen: value => part.form.set("adults_per_room", value)
        }
    }
    Txt {
        objectName: "occupancy"
        Layout.fillWidth: true
        visible: !wrongRooms.visible
        text: (App.format.tick, qsTr("Portier looks for %1.").arg(part.form.rooms))
        px: Theme.label
        color: Theme.ink2
    }
    FieldNote {
        id: wrongRooms

        objectName: "roomsError"
        Layout.fillWidth: true
        error: part.errors.rooms ?? part.errors.adults_per_room ?? ""
    }
    GridLayout {
        Layout.fillWidth: true
        columns: part.narrow ? 1 : 2
        columnSpacing: 16
        rowSpacing: 12

        ChoiceField {
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            label: qsTr("Stars")
            choices: [{value: 0, text: qsTr("any number")}].concat([1, 2, 3, 4].map(n => ({value: n, text: qsTr("at least %1").arg(n)}))).concat([{value: 5, text: "5"}])
            value: part.values.min_stars
            onChosen: value => part.form.set("min_stars", value)
        }
        ChoiceField {
            objectName: "roomMode"
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            label: qsTr("Which room")
            choices: [{value: "cheapest", text: qsTr("the cheapest")}, {value: "preferred", text: qsTr("one that I like")}]
            value: part.values.room_mode
            onChosen: value => part.form.set("room_mode", value)
        }
        Field {
            objectName: "roomTypes"
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            Layout.alignment: Qt.AlignTop
            visible: part.values.room_mode === "preferred"
            label: qsTr("Words in the name of the room")
            text: part.values.room_types ?? ""
            hint: qsTr("For example suite, double. One is enough.")
            error: part.errors.room_types ?? ""
            onEdited: text => part.form.set("room_types", text)
        }
        Field {
            objectName: "views"
            Layout.fillWidth: true
            Layout.preferredWidth: 10
            Layout.alignment: Qt.AlignTop
            visible: part.values.room_mode === "preferred"
            label: qsTr("View")
            text: part.values.views ?? ""
            hint: qsTr("For example ocean, garden. One is enough.")
            error: part.errors.views ?? ""
            onEdited: text => part.form.set("views", text)
        }
    }
}
