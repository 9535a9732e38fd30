// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// Fields that two people changed to different values: which counts is chosen for each (TRP-277).
Card {
    id: card

    property var conflicts: []
    property string currency: "EUR"

    signal settled(string field, bool keepMine)

    readonly property var labels: ({
        name: qsTr("Name of the trip"), trip_kind: qsTr("Kind of trip"), track_flights: qsTr("Flights"), track_hotels: qsTr("Hotels"),
        depart_date: qsTr("First day"), return_date: qsTr("Last day"), adults: qsTr("Adults"), currency: qsTr("Currency"),
        origin_airport: qsTr("From"), destination_airport: qsTr("To"), cabin: qsTr("Class"), max_stops: qsTr("Stops"),
        city: qsTr("City"), min_stars: qsTr("Stars"), alert_kind: qsTr("Price alert"), threshold: qsTr("Limit"),
        alert_email: qsTr("Tell me by e-mail"), reminder_days: qsTr("Reminder"),
        airlines: qsTr("Airlines"), airline_match: qsTr("These airlines fly"), country_code: qsTr("Country"), check_in: qsTr("First night"),
        check_out: qsTr("Leave the hotel on"), rooms: qsTr("Rooms"), adults_per_room: qsTr("Adults in each room"), room_mode: qsTr("Which room"),
        room_types: qsTr("Words in the name of the room"), views: qsTr("View"), alert_measure: qsTr("Of which price"),
        alert_enabled: qsTr("Alert is on"), alert_desktop: qsTr("Tell me on this desktop")
    })

    readonly property var choices: ({
        economy: qsTr("Economy"), premium_economy: qsTr("Premium economy"), business: qsTr("Business"), first: qsTr("First"),
        any_segment: qsTr("at least one segment"), all_segments: qsTr("every segment"), cheapest: qsTr("the cheapest"), preferred: qsTr("one that I like"),
        none: qsTr("None"), threshold: qsTr("Below a limit"), any_drop: qsTr("At every drop"),
        trip_total: qsTr("the whole trip"), flight_total: qsTr("the flight"), hotel_total: qsTr("the hotel")
    })

    function words(field: string, value: var): string {
        if (field === "cabin" || field === "airline_match" || field === "room_mode" || field === "alert_kind" || field === "alert_measure")
            return choices[value] ?? String(value)
        if ((field === "rooms" || field === "adults_per_room") && value === 0)
            return qsTr("as needed")
        if (value === true || value === false)
            return value ? qsTr("Yes") : qsTr("No")
        if ((field.endsWith("_date") || field.startsWith("check_")) && value)
            return App.format.date(value)
        if (field === "trip_kind")
            return value === "one_way" ? qsTr("One way") : qsTr("There and back")
        if (field === "threshold" && value !== "")
            return value + " " + currency
        if (field === "max_stops")
            return value < 0 ? qsTr("any") : String(value)
        if (Array.isArray(value))
            return value.length > 0 ? value.join(", ") : "–"
        return value === "" || value === null || value === undefined ? "–" : String(value)
    }

    implicitHeight: column.implicitHeight + 32
    color: Theme.waitSoft
    border.color: Theme.waitEdge
    border.width: Theme.border
    Accessible.role: Accessible.Grouping
    Accessible.name: heading.text

    ColumnLayout {
        id: column

        anchors.fill: parent
        anchors.margins: 16
        spacing: 12

        Txt {
            id: heading

            Layout.fillWidth: true
            text: qsTr("Somebody changed this trip meanwhile. Choose per field what counts, then save.")
            weight: Font.DemiBold
        }
        Repeater {
            model: card.conflicts

            ColumnLayout {
                id: conflict

                required property var modelData

                Layout.fillWidth: true
                spacing: 4

                Txt { text: card.labels[conflict.modelData.field] ?? conflict.modelData.field; px: Theme.label; weight: Font.Medium }
                Segment {
                    objectName: "conflict-" + conflict.modelData.field
                    accessibleName: card.labels[conflict.modelData.field] ?? conflict.modelData.field
                    choices: (App.format.tick, [{value: true, text: qsTr("Yours: %1").arg(card.words(conflict.modelData.field, conflict.modelData.mine))},
                                                {value: false, text: qsTr("Theirs: %1").arg(card.words(conflict.modelData.field, conflict.modelData.theirs))}])
                    value: conflict.modelData.keep
                    onChosen: keepMine => card.settled(conflict.modelData.field, keepMine)
                }
            }
        }
    }
}
