// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.HouseActions
import Portier.Nav
import Portier.Theme

/// A month or a year of a house (BKG-133), and the way to ask for days.
FocusScope {
    id: page

    property var houses: []
    property string slug: ""
    property var house: null
    property int year: 2027
    property int month: 1
    readonly property string rest: Nav.area === "house" ? Nav.rest : ""
    property bool asYear: rest === "year" || App.settings.remembered("house/view", "month") === "year"
    property bool wantsRequest: false   ///< asked for before the house was known
    property string shown: "loading"    ///< of the StateView; empty: the calendar itself
    readonly property bool isAdmin: (App.session.account.roles ?? []).includes("admin")
    readonly property var locale_: Qt.locale(App.format.language)
    readonly property string monthText: year + "-" + String(month).padStart(2, "0")
    readonly property var inView: {
        const from = asYear ? year + "-01" : monthText, to = asYear ? year + "-12" : monthText, found = []
        for (const id in stays.byId) {
            const stay = stays.byId[id]
            if (stay.start_date.slice(0, 7) <= to && stay.end_date.slice(0, 7) >= from)
                found.push(stay)
        }
        return found
    }
    readonly property string selection: {
        App.format.tick
        if (!stays.chosen)
            return asYear ? qsTr("Choose a month and open it with Enter.") : qsTr("Drag over days, or move with the arrows and hold Shift, to ask for them.")
        if (stays.blocker !== null)
            return words(stays.blocker)
        if (stays.tooEarly)
            return qsTr("These days are past.")
        if (stays.tooLate)
            return qsTr("Requests start at the latest on %1.").arg(App.format.date(stays.lastDay))
        return qsTr("%n day(s) free · Enter: request", "", stays.days)
    }

    function words(blocker: var): string {
        return blocker ? (App.format.tick, qsTr("%1 is already there %2. Choose a free day.").arg(blocker.requester_first_name).arg(HouseActions.range(blocker))) : ""
    }
    function load(): void {
        if (slug === "")
            return
        const asked = slug
        App.call("GET", "/api/v1/resources/" + asked, {}, reply => {
            if (asked === slug && reply.status === 404) // remembered from elsewhere
                return findHouse("")
            if (!reply.ok || asked !== slug)
                return
            house = reply.body
            if (wantsRequest)
                request()
            stays.lastDay = stays.monthsAfter(reply.body.today, reply.body.limits.future_horizon_months ?? 1200)
        })
        loadStays(false)
    }
    function loadStays(anew: bool): void {
        if (slug === "")
            return
        const asked = slug + year + month + asYear
        const query = asYear ? {view: "year", year: year} : {view: "month", year: year, month: month}
        App.call("GET", "/api/v1/resources/" + slug + "/calendar", query, reply => {
            if (asked !== slug + year + month + asYear)
                return
            if (reply.ok) {
                stays.today = reply.body.today
                stays.take(reply.body.bookings, anew)
            }
            shown = reply.ok || stays.today !== "" ? "" : "error"
        })
    }
    function show(newYear: int, newMonth: int): void {
        const day = new Date(Date.UTC(newYear, newMonth - 1, 1))
        year = day.getUTCFullYear()
        month = day.getUTCMonth() + 1
        loadStays(false)
    }
    function step(by: int): void { asYear ? show(year + by, month) : show(year, month + by) }
    function view(yearly: bool): void {
        asYear = yearly
        stays.clear()
        App.settings.remember("house/view", yearly ? "year" : "month")
        loadStays(false)
    }
    function choose(house: string): void {
        slug = house
        App.settings.remember("house/slug", house)
        stays.forget()
        load()
    }
    function request(): void {
        wantsRequest = house === null
        if (wantsRequest)
            return
        if (!house.open)
            return Nav.say(qsTr("This house takes no requests at the moment."))
        if (stays.chosen && !stays.free)
            return Nav.say(selection)
        asking.ask(stays.chosen ? stays.from : "", stays.chosen ? stays.to : "")
    }

    onRestChanged: {
        asYear = rest === "year" || App.settings.remembered("house/view", "month") === "year"
        loadStays(false)
    }
    Component.onCompleted: {
        const today = App.format.dayFromNow(0)
        year = Number(today.slice(0, 4))
        month = Number(today.slice(5, 7))
        const last = App.settings.remembered("house/slug", "")
        if (isAdmin)
            listHouses(last)
        else
            findHouse(last || (HouseActions.outstanding.itemAt(0).resource ?? ""))
    }
    /// Who is no administrator knows the house by its stays: one to decide about, one decided, or an own one.
    function findHouse(known: string): void {
        if (isAdmin)
            return listHouses("")
        if (known !== "") {
            slug = known
            return load()
        }
        const places = [["/api/v1/approvals", {tab: "outstanding", limit: 1}], ["/api/v1/approvals", {tab: "history", limit: 1}], ["/api/v1/bookings", {scope: "mine", limit: 1}]]
        const ask = at => {
            if (at === places.length) {
                slug = ""
                return shown = "empty"
            }
            App.call("GET", places[at][0], places[at][1], reply => {
                if (reply.ok && reply.body.items.length > 0)
                    findHouse(reply.body.items[0].resource)
                else if (reply.ok || reply.status === 403)
                    ask(at + 1)
                else
                    shown = "error"
            })
        }
        ask(0)
    }
    function listHouses(last: string): void {
        App.call("GET", "/api/v1/resources", {}, reply => {
            houses = reply.ok ? reply.body.items.filter(each => each.status !== "archived") : []
            if (houses.length === 0)
                return shown = reply.ok ? "empty" : "error"
            slug = (houses.find(each => each.slug === last) ?? houses[0]).slug
            load()
        })
    }

    Connections {
        target: Nav

        function onPage(what: string): void {
            if (what !== "reload")
                return
            page.load()
            page.loadStays(true)
        }
    }
    /// Side by side, in further rows where there is no room.
    component Parts: Flow {
        id: parts

        readonly property real wanted: {
            let sum = 0
            for (let i = 0; i < children.length; ++i)
                sum += children[i].visible && children[i].implicitWidth > 0 ? children[i].implicitWidth + spacing : 0
            return Math.max(0, Math.ceil(sum - spacing) + 1)
        }

        spacing: 12
    }

    Stays { id: stays }
    RequestDialog {
        id: asking

        objectName: "requestDialog"
        house: page.house
        forOthers: page.isAdmin
        blocker: page.words(days > 0 ? (stays.byId, stays.stayIn(from, to)) : null)
        onClosed: stays.clear()
    }
    Connections {
        target: HouseActions

        function onNewRequested(): void { if (page.visible) page.request() }
    }
    Connections {
        target: App

        function onFeedChanged(kind: string): void {
            if (kind.startsWith("booking"))
                page.loadStays(true)
            else if (kind.startsWith("resource") || kind.startsWith("party"))
                page.load()
        }
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
                if (page.shown !== "")
                    return ""
                const waiting = page.inView.filter(booking => booking.status === "pending").length
                if (page.inView.length === 0)
                    return page.asYear ? qsTr("The house is free this year.") : qsTr("The house is free this month.")
                return qsTr("%n stay(s)", "", page.inView.length) + (waiting > 0 ? ", " + qsTr("%n of them wait for approvals.", "", waiting) : ".")
            }

            PButton {
                visible: HouseActions.decides
                text: qsTr("Requests")
                badge: HouseActions.outstanding.count
                iconName: "inbox"
                onClicked: Nav.go("house/requests")
            }
            PButton {
                objectName: "newRequest"
                visible: page.house !== null
                kind: "primary"
                iconName: "plus"
                text: qsTr("New request")
                keys: "Ctrl+N"
                enabled: App.client.online && (page.house?.open ?? false)
                offReason: App.client.online ? qsTr("This house takes no requests at the moment.") : qsTr("Not while offline")
                onClicked: page.request()
            }
        }
        GridLayout {
            id: bar

            Layout.fillWidth: true
            visible: page.slug !== ""
            columns: moves.wanted + marks.wanted + 24 <= width ? 2 : 1
            columnSpacing: 24
            rowSpacing: 12

            Parts {
                id: moves

                Layout.fillWidth: true

                Segment {
                    visible: page.houses.length > 1
                    accessibleName: qsTr("House")
                    choices: page.houses.map(each => ({value: each.slug, text: each.name}))
                    value: page.slug
                    onChosen: house => page.choose(house)
                }
                PButton { iconName: "chevron-left"; explains: page.asYear ? qsTr("Year before") : qsTr("Month before"); onClicked: page.step(-1) }
                PButton { iconName: "chevron-right"; explains: page.asYear ? qsTr("Next year") : qsTr("Next month"); onClicked: page.step(1) }
                PButton {
                    text: qsTr("Today")
                    onClicked: {
                        const today = App.format.dayFromNow(0)
                        page.show(Number(today.slice(0, 4)), Number(today.slice(5, 7)))
                    }
                }
                Txt {
                    height: Theme.controlHeight
                    verticalAlignment: Text.AlignVCenter
                    text: page.asYear ? page.year : page.locale_.standaloneMonthName(page.month - 1) + " " + page.year
                    px: Theme.section
                    weight: Font.DemiBold
                    Accessible.role: Accessible.Heading
                    Accessible.name: text
                }
            }
            Parts {
                id: marks

                Layout.fillWidth: bar.columns === 1
                Layout.preferredWidth: wanted

                Repeater {
                    model: page.house?.parties ?? []

                    Item {
                        id: legend

                        required property var modelData

                        implicitWidth: mark.implicitWidth
                        implicitHeight: Theme.controlHeight

                        PartyMark { id: mark; anchors.verticalCenter: parent.verticalCenter; name: legend.modelData.name; colour: legend.modelData.colour }
                    }
                }
                Segment {
                    objectName: "viewSegment"
                    accessibleName: qsTr("View")
                    choices: [{value: false, text: qsTr("Month")}, {value: true, text: qsTr("Year")}]
                    value: page.asYear
                    onChosen: yearly => page.view(yearly)
                }
            }
        }
        StateView {
            objectName: "calendarState"
            Layout.fillWidth: true
            Layout.fillHeight: shown !== ""
            shown: page.shown
            iconName: "house"
            title: shown === "error" ? qsTr("The calendar could not be loaded") : qsTr("No house yet")
            sentence: shown === "error" ? qsTr("The server does not answer.") : page.isAdmin ? qsTr("As soon as there is one, its months are shown here.")
                                      : qsTr("As soon as you decide about a house or ask for days in one, its months are shown here.")
            action: shown === "error" ? qsTr("Try now") : ""
            onActed: page.slug !== "" ? page.load() : page.findHouse("")
        }
        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: page.shown === "" && !page.asYear
            clip: true

            MonthGrid {
                id: monthGrid

                objectName: "monthGrid"
                anchors.fill: parent
                anchors.margins: 1
                focus: true
                stays: stays
                year: page.year
                month: page.month
                sentence: page.selection
                onRequested: page.request()
                onLeaving: by => page.step(by)
            }
        }
        YearGrid {
            objectName: "yearGrid"
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: page.shown === "" && page.asYear
            stays: stays
            year: page.year
            names: (page.house?.parties ?? []).map(party => party.name)
            onOpened: month => { page.month = month; page.view(false); monthGrid.forceActiveFocus() }
        }
        GridLayout {
            id: foot

            Layout.fillWidth: true
            visible: page.shown === ""
            columns: width < 900 * Theme.scale ? 1 : 2
            columnSpacing: 24
            rowSpacing: 8

            Parts {
                Layout.fillWidth: foot.columns === 1
                Layout.preferredWidth: wanted
                spacing: 20

                Repeater {
                    model: [{text: qsTr("Confirmed: filled"), past: false, outlined: false}, {text: qsTr("Requested: light with a stripe"), past: false, outlined: true}, {text: qsTr("Past: grey"), past: true, outlined: false}]

                    Row {
                        id: sample

                        required property var modelData
                        readonly property string colour: page.house?.parties[0]?.colour ?? "#C7DFC5"

                        spacing: 8

                        Rectangle {
                            anchors.verticalCenter: parent.verticalCenter
                            width: 22
                            height: 14
                            radius: 4
                            color: sample.modelData.past ? Theme.sunken : sample.modelData.outlined ? Theme.surface : sample.colour
                            border.width: sample.modelData.outlined ? 2 : Theme.border
                            border.color: sample.modelData.past ? Theme.edge : Theme.dark ? sample.colour : App.format.partyEdge(sample.colour)

                            Rectangle { visible: sample.modelData.outlined; x: 2; y: 2; width: 5; height: 10; color: sample.colour }
                        }
                        Txt { text: sample.modelData.text; px: Theme.label; color: Theme.ink2; wrapMode: Text.NoWrap }
                    }
                }
            }
            Txt {
                objectName: "selectionText"
                Layout.fillWidth: true
                horizontalAlignment: foot.columns === 2 ? Text.AlignRight : Text.AlignLeft
                text: page.selection
                px: Theme.label
                color: stays.chosen && !stays.free ? Theme.bad : Theme.ink2
                Accessible.role: Accessible.StaticText
                Accessible.name: text
            }
        }
    }
}
