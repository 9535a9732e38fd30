// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.HouseActions
import Portier.Theme

/// The days of a stay with one neighbour at each side, and who else is there: asked of the house's calendar.
ColumnLayout {
    id: strip

    required property var booking
    property var others: null ///< stays of the same days; null: not known
    readonly property string first: booking.start_date ?? ""
    readonly property string last: booking.end_date ?? ""
    readonly property int most: Math.max(3, Math.floor(width / 52))
    /// ISO days to show; an empty one stands for those left out of a long stay.
    readonly property var days: {
        const days = []
        if (first === "" || last < first)
            return days
        for (let day = moved(first, -1); day <= moved(last, 1); day = moved(day, 1))
            days.push(day)
        return days.length <= most ? days : days.slice(0, most - 3).concat([""], days.slice(-2))
    }
    readonly property var locale_: Qt.locale(App.format.language)
    readonly property color fill: booking.affiliation?.colour ?? Theme.sunken

    spacing: 10

    function moved(day: string, by: int): string {
        const date = new Date(day + "T00:00:00Z")
        date.setUTCDate(date.getUTCDate() + by)
        return date.toISOString().slice(0, 10)
    }
    /// The calendar by months: a stay may reach into another one.
    function load(): void {
        if (first === "" || last < first || (booking.resource ?? "") === "")
            return
        const asked = booking.id, months = [first.slice(0, 7)], found = {}
        for (let day = first; day <= moved(last, 1); day = moved(day, 1))
            if (!months.includes(day.slice(0, 7)))
                months.push(day.slice(0, 7))
        let open = months.length
        for (const month of months) {
            App.call("GET", "/api/v1/resources/" + booking.resource + "/calendar", {view: "month", year: Number(month.slice(0, 4)), month: Number(month.slice(5))}, reply => {
                if (asked !== booking.id || !reply.ok)
                    return
                for (const stay of reply.body.bookings)
                    found[stay.id] = stay
                if (--open === 0)
                    others = Object.values(found).filter(stay => stay.id !== asked && stay.start_date <= moved(last, 1) && stay.end_date >= moved(first, -1))
            })
        }
    }
    function stayOn(day: string): var {
        return (others ?? []).find(stay => stay.start_date <= day && stay.end_date >= day) ?? null
    }
    readonly property string range: first + last
    onRangeChanged: { others = null; load() }

    Row {
        id: boxes

        Layout.fillWidth: true

        Repeater {
            model: strip.days.length

            Rectangle {
                id: box

                required property int index
                readonly property string day: strip.days[index] ?? ""
                readonly property bool inside: day >= strip.first && day <= strip.last
                readonly property var other: day !== "" ? strip.stayOn(day) : null

                width: Math.min(64, strip.width / strip.days.length)
                height: 56 * Theme.scale
                color: inside ? strip.fill : other ? Theme.sunken : Theme.surface
                border.color: Theme.line
                border.width: Theme.border

                Rectangle { visible: box.inside; anchors.bottom: parent.bottom; width: parent.width; height: 3; color: App.format.partyEdge(strip.fill.toString()) }
                Column {
                    anchors.centerIn: parent
                    spacing: 2

                    Txt {
                        anchors.horizontalCenter: parent.horizontalCenter
                        visible: box.day !== ""
                        text: strip.locale_.standaloneDayName(new Date(box.day + "T00:00:00Z").getUTCDay(), Locale.ShortFormat)
                        px: Theme.small
                        wrapMode: Text.NoWrap
                        color: box.inside ? "#18212B" : Theme.ink2
                    }
                    Txt {
                        anchors.horizontalCenter: parent.horizontalCenter
                        text: box.day !== "" ? String(Number(box.day.slice(8))) : "…"
                        weight: Font.DemiBold
                        wrapMode: Text.NoWrap
                        color: box.inside ? "#18212B" : Theme.ink
                    }
                }
            }
        }
    }
    Repeater {
        model: strip.others ?? []

        RowLayout {
            id: neighbour

            required property var modelData
            readonly property bool clashes: modelData.start_date <= strip.last && modelData.end_date >= strip.first

            Layout.fillWidth: true
            spacing: 8

            Icon { Layout.alignment: Qt.AlignTop; name: neighbour.clashes ? "triangle-alert" : "users"; size: 16; color: neighbour.clashes ? Theme.bad : Theme.ink2 }
            Txt {
                Layout.fillWidth: true
                text: (App.format.tick, (neighbour.clashes ? qsTr("%1 is there in these days: %2") : qsTr("%1 is there right before or after: %2"))
                                        .arg(neighbour.modelData.requester_first_name).arg(HouseActions.range(neighbour.modelData)))
                px: Theme.label
                color: neighbour.clashes ? Theme.bad : Theme.ink2
            }
        }
    }
    RowLayout {
        Layout.fillWidth: true
        visible: strip.others !== null && strip.others.length === 0
        spacing: 8

        Icon { name: "circle-check"; size: 16 }
        Txt { Layout.fillWidth: true; text: qsTr("No other stay in these days"); px: Theme.label; color: Theme.ink2 }
    }
}
