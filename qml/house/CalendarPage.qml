// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Portier
import Portier.HouseActions
import Portier.Nav
import Portier.Theme

/// A month of a house (BKG-133): Monday first, one bar per stay and week.
FocusScope {
    id: page

    property var houses: []
    property string slug: ""
    property var house: null
    property var calendar: null
    property int year: Number(App.format.dayFromNow(0).slice(0, 4))
    property int month: Number(App.format.dayFromNow(0).slice(5, 7))
    property string state_: "loading"
    readonly property bool isAdmin: (App.session.account.roles ?? []).includes("admin")
    readonly property var locale_: Qt.locale(App.format.language)
    readonly property var first: {
        const day = new Date(Date.UTC(year, month - 1, 1))
        day.setUTCDate(1 - (day.getUTCDay() + 6) % 7)
        return day
    }
    readonly property int weeks: Math.ceil(((new Date(Date.UTC(year, month, 0)) - first) / 86400000 + 1) / 7)

    function iso(offset: int): string {
        const day = new Date(first)
        day.setUTCDate(day.getUTCDate() + offset)
        return day.toISOString().slice(0, 10)
    }
    function load(): void {
        if (slug === "")
            return
        App.call("GET", "/api/v1/resources/" + slug, {}, reply => { if (reply.ok) house = reply.body })
        App.call("GET", "/api/v1/resources/" + slug + "/calendar", {view: "month", year: year, month: month}, reply => {
            state_ = reply.ok ? "" : "error"
            if (reply.ok)
                calendar = reply.body
        })
    }
    function step(by: int): void {
        const to = new Date(Date.UTC(year, month - 1 + by, 1))
        year = to.getUTCFullYear()
        month = to.getUTCMonth() + 1
        load()
    }
    /// The stays of one week as bars: from and to in days of that week.
    function bars(week: int): var {
        const start = iso(week * 7), end = iso(week * 7 + 6)
        return (calendar?.bookings ?? []).filter(booking => booking.start_date <= end && booking.end_date >= start).map(booking => ({
            booking: booking,
            from: booking.start_date < start ? 0 : (Date.parse(booking.start_date) - Date.parse(start)) / 86400000,
            to: booking.end_date > end ? 6 : (Date.parse(booking.end_date) - Date.parse(start)) / 86400000,
            goesOn: booking.start_date < start
        }))
    }
    Component.onCompleted: {
        if (!isAdmin) {
            slug = App.settings.remembered("house/slug", "") || (HouseActions.outstanding.itemAt(0).resource ?? "")
            state_ = slug === "" ? "empty" : "loading"
            return load()
        }
        App.call("GET", "/api/v1/resources", {}, reply => {
            houses = reply.ok ? reply.body.items.filter(each => each.status !== "archived") : []
            if (houses.length === 0)
                return state_ = reply.ok ? "empty" : "error"
            slug = (houses.find(each => each.slug === App.settings.remembered("house/slug", "")) ?? houses[0]).slug
            load()
        })
    }
    Connections {
        target: App

        function onFeedChanged(kind: string): void { if (kind.startsWith("booking") || kind.startsWith("resource")) page.load() }
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: page.width < 760 ? 16 : Theme.pageMargin
        anchors.topMargin: 20
        spacing: 12

        PageHeader {
            Layout.fillWidth: true
            title: page.house?.name ?? qsTr("House")
            sentence: {
                if (!page.calendar)
                    return ""
                const waiting = page.calendar.bookings.filter(booking => booking.status === "pending").length
                const count = page.calendar.bookings.length
                if (count === 0)
                    return qsTr("The house is free this month.")
                return qsTr("%n stay(s)", "", count) + (waiting > 0 ? ", " + qsTr("%n of them wait for approvals.", "", waiting) : ".")
            }

            PButton {
                text: HouseActions.outstanding.count > 0 ? qsTr("Requests · %1").arg(HouseActions.outstanding.count) : qsTr("Requests")
                iconName: "inbox"
                onClicked: Nav.go("house/requests")
            }
        }
        RowLayout {
            visible: page.slug !== ""
            spacing: 12

            PButton { iconName: "chevron-left"; explains: qsTr("Month before"); onClicked: page.step(-1) }
            PButton { iconName: "chevron-right"; explains: qsTr("Next month"); onClicked: page.step(1) }
            PButton {
                text: qsTr("Today")
                onClicked: {
                    const today = App.format.dayFromNow(0)
                    page.year = Number(today.slice(0, 4))
                    page.month = Number(today.slice(5, 7))
                    page.load()
                }
            }
            Txt { text: page.locale_.standaloneMonthName(page.month - 1) + " " + page.year; px: Theme.section; weight: Font.DemiBold; Layout.fillWidth: true }
            Repeater {
                model: page.house?.parties ?? []

                PartyMark {
                    required property var modelData

                    name: modelData.name
                    colour: modelData.colour
                }
            }
        }
        StateView {
            Layout.fillWidth: true
            Layout.fillHeight: shown !== ""
            shown: page.state_
            iconName: "house"
            title: shown === "error" ? qsTr("The calendar could not be loaded") : qsTr("No house yet")
            sentence: shown === "error" ? qsTr("The server does not answer.") : qsTr("As soon as there is one, its months are shown here.")
            action: shown === "error" ? qsTr("Try now") : ""
            onActed: page.load()
        }
        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: page.calendar !== null && page.state_ === ""
            clip: true

            Column {
                id: grid

                anchors.fill: parent
                anchors.margins: 1

                readonly property real cell: width / 7
                readonly property real row: (height - head.height) / page.weeks

                Row {
                    id: head

                    Repeater {
                        model: 7

                        Txt {
                            required property int index

                            width: grid.cell
                            padding: 8
                            text: page.locale_.standaloneDayName((index + 1) % 7, Locale.ShortFormat)
                            px: Theme.label
                            color: Theme.ink2
                        }
                    }
                }
                Repeater {
                    model: page.weeks

                    Item {
                        id: week

                        required property int index

                        width: grid.width
                        height: grid.row

                        Repeater {
                            model: 7

                            Rectangle {
                                required property int index
                                readonly property string day: page.iso(week.index * 7 + index)
                                readonly property bool today: day === page.calendar?.today
                                readonly property bool gone: day < (page.calendar?.today ?? "")

                                x: index * grid.cell
                                width: grid.cell
                                height: week.height
                                color: gone ? Theme.canvas : index > 4 ? Theme.weekend : Theme.surface
                                border.color: Theme.line

                                Txt {
                                    x: 8
                                    y: 6
                                    text: Number(parent.day.slice(8)) + (parent.day.endsWith("-01") ? " " + page.locale_.standaloneMonthName(Number(parent.day.slice(5, 7)) - 1, Locale.ShortFormat) : "") + (parent.today ? " " + qsTr("today") : "")
                                    px: Theme.label
                                    weight: parent.today ? Font.DemiBold : Font.Normal
                                    color: parent.today ? Theme.accent : parent.gone ? Theme.ink3 : Theme.ink
                                    wrapMode: Text.NoWrap
                                }
                            }
                        }
                        Repeater {
                            model: (page.calendar, page.bars(week.index))

                            T.AbstractButton {
                                id: bar

                                required property var modelData
                                readonly property var booking: modelData.booking
                                readonly property var status_: HouseActions.status(booking)
                                readonly property bool filled: booking.status === "confirmed" && !booking.is_past

                                x: modelData.from * grid.cell + 5
                                y: Math.min(32, week.height * 0.36)
                                width: (modelData.to - modelData.from + 1) * grid.cell - 10
                                height: Math.min(50 * Theme.scale, week.height - y - 4)
                                focusPolicy: Qt.StrongFocus
                                Accessible.role: Accessible.Button
                                Accessible.name: [booking.requester_first_name, HouseActions.range(booking), status_.text, booking.affiliation.name].join(", ")
                                onClicked: Nav.go("house/requests/" + booking.id)

                                background: Rectangle {
                                    radius: 6
                                    color: bar.booking.is_past ? Theme.sunken : bar.filled ? bar.booking.affiliation.colour : Theme.surface
                                    border.width: bar.booking.status === "pending" ? 2 : 1
                                    border.color: bar.booking.is_past ? Theme.edge : Qt.darker(bar.booking.affiliation.colour, Theme.dark ? 1 : 1.6)

                                    Rectangle { visible: bar.booking.status === "pending"; x: 2; y: 2; width: 8; height: parent.height - 4; color: bar.booking.affiliation.colour }
                                    FocusRing { target: bar; around: 6 }
                                }
                                contentItem: Column {
                                    leftPadding: 14
                                    topPadding: 4

                                    Txt {
                                        width: bar.width - 20
                                        text: (bar.modelData.goesOn ? "… " : "") + bar.booking.requester_first_name + " · " + HouseActions.persons(bar.booking.party_size)
                                        px: Theme.label
                                        weight: Font.DemiBold
                                        mayElide: true
                                        color: bar.filled ? "#18212B" : Theme.ink
                                    }
                                    Txt {
                                        width: bar.width - 20
                                        visible: bar.height > 36
                                        text: bar.status_.text + " · " + bar.booking.affiliation.name
                                        px: Theme.small
                                        mayElide: true
                                        color: bar.filled ? "#18212B" : Theme.ink2
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
