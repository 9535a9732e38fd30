// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// Every segment of a flight, out and back, with who flies it and how long one waits between (TRP-274).
ColumnLayout {
    id: legs

    required property var offer
    readonly property var unverified: offer.unverified ?? []

    spacing: 2

    function clock(local: var): string {
        return String(local ?? "").slice(11, 16)
    }
    /// Of two local times at one place; -1 while one is unknown.
    function minutesBetween(arrival: var, departure: var): int {
        const minutes = (Date.parse(departure + "Z") - Date.parse(arrival + "Z")) / 60000
        return minutes >= 0 ? minutes : -1
    }
    function heading(itinerary: var): string {
        const back = itinerary.direction === "inbound"
        const day = String(itinerary.segments?.[0]?.departs_local ?? "").slice(0, 10)
        return [back ? qsTr("Back") : qsTr("There"), day === "" ? "" : App.format.date(day),
                back && unverified.length > 0 ? qsTr("not verified") : ""].filter(part => part !== "").join(" · ")
    }
    function way(leg: var): string {
        return [clock(leg.departs_local), leg.from ?? "", "→", clock(leg.arrives_local), leg.to ?? "", later(leg)].filter(part => part !== "").join(" ")
    }
    /// "+1" when it lands on another day than it leaves.
    function later(leg: var): string {
        const days = (Date.parse(String(leg.arrives_local ?? "").slice(0, 10)) - Date.parse(String(leg.departs_local ?? "").slice(0, 10))) / 86400000
        return days > 0 ? "+" + days : ""
    }
    function facts(leg: var): string {
        return [leg.flight ?? "", leg.minutes ? App.format.minutes(leg.minutes) : "",
                leg.operating && leg.operating !== leg.carrier ? qsTr("operated by %1").arg(leg.operating) : "",
                leg.technical_stops > 0 ? qsTr("%n stop(s) on the way", "", leg.technical_stops) : ""].filter(part => part !== "").join(" · ")
    }
    function layover(before: var, after: var): string {
        const minutes = minutesBetween(before.arrives_local, after.departs_local)
        if (before.to && after.from && before.to !== after.from)
            return minutes < 0 ? qsTr("Change from %1 to %2").arg(before.to).arg(after.from)
                               : qsTr("%1 to change from %2 to %3").arg(App.format.minutes(minutes)).arg(before.to).arg(after.from)
        const place = before.to ?? after.from ?? ""
        if (minutes < 0)
            return place === "" ? qsTr("Change") : qsTr("Change in %1").arg(place)
        return place === "" ? qsTr("%1 to change").arg(App.format.minutes(minutes)) : qsTr("%1 to change in %2").arg(App.format.minutes(minutes)).arg(place)
    }

    Repeater {
        model: legs.offer.itineraries ?? []

        ColumnLayout {
            id: itinerary

            required property var modelData
            readonly property var segments: modelData.segments ?? []

            Layout.fillWidth: true
            Layout.topMargin: 6
            spacing: 2

            Txt { Layout.fillWidth: true; text: (App.format.tick, legs.heading(itinerary.modelData)); px: Theme.label; weight: Font.Medium }
            Repeater {
                model: itinerary.segments

                ColumnLayout {
                    id: segment

                    required property var modelData
                    required property int index

                    Layout.fillWidth: true
                    spacing: 2

                    RowLayout {
                        visible: segment.index > 0
                        spacing: 6

                        Icon { name: "hourglass"; size: 14 }
                        Txt {
                            objectName: "layover"
                            Layout.fillWidth: true
                            text: (App.format.tick, segment.index > 0 ? legs.layover(itinerary.segments[segment.index - 1], segment.modelData) : "")
                            px: Theme.small
                            color: Theme.ink2
                        }
                    }
                    Txt { objectName: "segment"; Layout.fillWidth: true; text: legs.way(segment.modelData); px: Theme.label }
                    Txt { objectName: "segmentFacts"; Layout.fillWidth: true; text: (App.format.tick, legs.facts(segment.modelData)); px: Theme.small; color: Theme.ink2 }
                }
            }
        }
    }
}
