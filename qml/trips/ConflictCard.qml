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
        alert_email: qsTr("Tell me by e-mail"), reminder_days: qsTr("Reminder")
    })

    function words(field: string, value: var): string {
        if (value === true || value === false)
            return value ? qsTr("Yes") : qsTr("No")
        if (field.endsWith("_date") && value)
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
