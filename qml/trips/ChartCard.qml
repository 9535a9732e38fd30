// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// The price history as a chart, or as a table (TRP-275).
Card {
    id: card

    required property TripDetail detail
    property bool asTable: false
    readonly property bool hasPrices: (detail.history.points ?? []).length > 0
    readonly property string currency: detail.history.currency ?? "EUR"

    implicitHeight: column.implicitHeight + 32

    function source(name: var): string {
        return name ? String(name) : "–"
    }
    function sources(point: var): string {
        return qsTr("Source: %1 / %2").arg(source(point.flight_source)).arg(source(point.hotel_source))
    }
    /// What its marker shows by its shape, in words (TRP-275).
    function marks(point: var): string {
        const words = ({cached: qsTr("stored answer"), stale: qsTr("old price"), partial: qsTr("incomplete"), unconfirmed: qsTr("not confirmed yet"), simulated: qsTr("simulated")})
        return (point.marks ?? []).map(mark => words[mark] ?? "").filter(word => word !== "").join(", ")
    }
    function value(point: var, key: string): string {
        const minor = point[key]
        return minor === null || minor === undefined ? "–" : App.format.amount(minor, card.currency, true)
    }

    /// The keyboard stays where the prices are.
    function showTable(wanted: bool): void {
        asTable = wanted
        if (wanted)
            table.forceActiveFocus(Qt.TabFocusReason)
        else
            chart.forceActiveFocus(Qt.TabFocusReason)
    }

    ColumnLayout {
        id: column

        anchors.fill: parent
        anchors.margins: 16
        anchors.leftMargin: 20
        spacing: 8

        GridLayout {
            Layout.fillWidth: true
            columns: card.width > 620 * Theme.scale ? 2 : 1
            columnSpacing: 16
            rowSpacing: 8

            RowLayout {
                Layout.fillWidth: true
                spacing: 16

                Txt {
                    text: qsTr("Price history")
                    px: Theme.section
                    weight: Font.DemiBold
                    Accessible.role: Accessible.Heading
                    Accessible.name: text
                }
                Repeater {
                    model: [
                        {text: qsTr("Total"), color: Theme.cTotal, dash: "solid"},
                        {text: qsTr("Flight"), color: Theme.cFlight, dash: "dash", side: "track_flights"},
                        {text: qsTr("Hotel"), color: Theme.cHotel, dash: "dot", side: "track_hotels"}
                    ].filter(series => !series.side || (card.detail.trip[series.side] ?? true))

                    Row {
                        required property var modelData

                        visible: card.width > 620
                        spacing: 6

                        SeriesSample { anchors.verticalCenter: parent.verticalCenter; color: parent.modelData.color; dash: parent.modelData.dash }
                        Txt { anchors.verticalCenter: parent.verticalCenter; text: parent.modelData.text; px: Theme.label; color: Theme.ink2 }
                    }
                }
                Item { Layout.fillWidth: true }
            }
            RowLayout {
                spacing: 16

                PButton {
                    objectName: "asTable"
                    kind: "text"
                    iconName: card.asTable ? "activity" : "table-2"
                    text: card.asTable ? qsTr("As chart") : qsTr("As table")
                    onClicked: card.asTable = !card.asTable
                }
                Segment {
                    accessibleName: qsTr("Time shown")
                    choices: [{value: 30, text: qsTr("30 days")}, {value: 90, text: qsTr("90")}, {value: 0, text: qsTr("All")}]
                    value: card.detail.days
                    onChosen: value => card.detail.days = value
                }
            }
        }
        StateView {
            objectName: "historyState"
            Layout.fillWidth: true
            shown: card.hasPrices ? "" : card.detail.historyState === "error" ? "error" : card.detail.historyState === "ready" ? "empty" : "loading"
            iconName: "clock"
            title: shown === "error" ? qsTr("The price history could not be loaded") : qsTr("No price yet")
            sentence: shown === "error" ? qsTr("The server does not answer.")
                    : card.detail.checking ? qsTr("Portier is looking right now.") : qsTr("The first one comes with the next check.")
            action: shown === "error" ? qsTr("Try now") : ""
            onActed: card.detail.reloadHistory()
        }
        Banner {
            objectName: "oldHistory"
            Layout.fillWidth: true
            visible: card.hasPrices && card.detail.historyState === "error"
            text: qsTr("The prices of this time could not be loaded. You see those from before.")
            action: qsTr("Try now")
            onActed: card.detail.reloadHistory()
        }
        Item {
            Layout.fillWidth: true
            visible: chart.pointCount > 0 && !card.asTable
            implicitHeight: 272 * Math.max(1, Theme.scale * 0.9)

            PriceChart {
                id: chart

                objectName: "chart"
                anchors.fill: parent
                activeFocusOnTab: true
                history: card.detail.history
                language: App.format.language
                textScale: Theme.scale
                fontFamily: Theme.family
                colors: ({line: Theme.line, text: Theme.ink3, surface: Theme.surface, total: Theme.cTotal, flight: Theme.cFlight,
                          hotel: Theme.cHotel, selected: Theme.ink2, limit: Theme.cLimit, wait: Theme.wait, waitSoft: Theme.waitSoft, brass: Theme.brass})
                thresholdLabel: history.threshold ? qsTr("Limit %1").arg(App.format.amount(history.threshold.amount_minor, card.currency, true)) : ""
                selectedLabel: qsTr("Your choice")
                revisionLabel: qsTr("new search")
                today: (App.format.tick, App.format.dayFromNow(0))
                todayLabel: qsTr("today")

                Accessible.role: Accessible.Chart
                Accessible.name: qsTr("Price history, %n day(s)", "", pointCount)
                Accessible.description: tip.words
                Accessible.focusable: true
                Keys.onLeftPressed: cursor = cursor < 0 ? pointCount - 1 : Math.max(0, cursor - 1)
                Keys.onRightPressed: cursor = Math.min(pointCount - 1, cursor + 1)
                Keys.onPressed: event => {
                    if (event.key === Qt.Key_Home)
                        cursor = 0
                    else if (event.key === Qt.Key_End)
                        cursor = pointCount - 1
                    else if (event.key === Qt.Key_T)
                        card.showTable(true)
                    else
                        return
                    event.accepted = true
                }
                onActiveFocusChanged: if (!activeFocus && !pointer.hovered) cursor = -1

                HoverHandler {
                    id: pointer

                    onPointChanged: chart.cursor = hovered ? chart.pointAt(point.position.x) : -1
                    onHoveredChanged: if (!hovered) chart.cursor = -1
                }
                Rectangle {
                    anchors.fill: parent
                    visible: chart.activeFocus
                    color: "transparent"
                    radius: 8
                    border.color: Theme.focus
                    border.width: 2
                }
            }
            Rectangle {
                id: tip

                readonly property var point: chart.cursorPoint
                readonly property string words: point.at ? [App.format.dateTimeWithZone(point.at), qsTr("Total") + " " + value("total"),
                                                            qsTr("Flight") + " " + value("flight"), qsTr("Hotel") + " " + value("hotel"),
                                                            point.selected_total !== undefined ? qsTr("Your choice") + " " + value("selected_total") : "",
                                                            card.sources(point), card.marks(point), point.alerted ? qsTr("Price alert fired") : ""].filter(part => part !== "").join(", ") : ""

                function value(key: string): string { return card.value(point, key) }

                visible: chart.cursor >= 0
                x: chart.cursorX > chart.width / 2 ? chart.cursorX - width - 12 : chart.cursorX + 12
                y: 40
                width: lines.implicitWidth + 24
                height: lines.implicitHeight + 20
                radius: 8
                color: Theme.raised
                border.color: Theme.edge
                border.width: Theme.border

                ColumnLayout {
                    id: lines

                    anchors.centerIn: parent
                    spacing: 3

                    Txt { text: tip.point.at ? App.format.dateTimeWithZone(tip.point.at) : ""; px: Theme.small; weight: Font.DemiBold; wrapMode: Text.NoWrap }
                    Repeater {
                        model: [
                            {text: qsTr("Total"), key: "total", color: Theme.cTotal, dash: "solid"},
                            {text: qsTr("Flight"), key: "flight", color: Theme.cFlight, dash: "dash"},
                            {text: qsTr("Hotel"), key: "hotel", color: Theme.cHotel, dash: "dot"},
                            {text: qsTr("Your choice"), key: "selected_total", color: Theme.ink2, dash: "solid"}
                        ]

                        RowLayout {
                            required property var modelData

                            visible: modelData.key !== "selected_total" || tip.point.selected_total !== undefined

                            Layout.fillWidth: true
                            spacing: 8

                            SeriesSample { color: parent.modelData.color; dash: parent.modelData.dash }
                            Txt { Layout.fillWidth: true; text: parent.modelData.text; px: Theme.small; color: Theme.ink2 }
                            Txt { text: tip.value(parent.modelData.key); px: Theme.small; wrapMode: Text.NoWrap }
                        }
                    }
                    Txt { text: card.sources(tip.point); px: Theme.small; color: Theme.ink2; wrapMode: Text.NoWrap }
                    Txt { objectName: "cursorMarks"; visible: text !== ""; text: card.marks(tip.point); px: Theme.small; color: Theme.ink2; wrapMode: Text.NoWrap }
                    RowLayout {
                        visible: tip.point.alerted ?? false
                        spacing: 6

                        Icon { name: "flag"; size: 14; color: Theme.wait }
                        Txt { text: qsTr("Price alert fired"); px: Theme.small; color: Theme.wait }
                    }
                }
            }
        }
        RowLayout {
            Layout.fillWidth: true
            visible: card.asTable
            spacing: table.gap

            Repeater {
                model: [{text: qsTr("Day"), figures: false}, {text: qsTr("Flight"), figures: true}, {text: qsTr("Hotel"), figures: true}, {text: qsTr("Total"), figures: true}, {text: qsTr("Source and mark"), figures: false}]

                Txt {
                    required property var modelData
                    required property int index

                    Layout.fillWidth: !modelData.figures
                    Layout.preferredWidth: modelData.figures ? table.figure : 100
                    horizontalAlignment: modelData.figures ? Text.AlignRight : Text.AlignLeft
                    visible: index < 4 || table.showsSources
                    text: modelData.text
                    px: Theme.label
                    weight: Font.Medium
                    color: Theme.ink2
                }
            }
        }
        ListView {
            id: table

            readonly property int figure: 84 * Theme.scale
            readonly property int gap: 12
            readonly property bool showsSources: width > 620 * Theme.scale

            objectName: "historyTable"
            Layout.fillWidth: true
            visible: card.asTable
            implicitHeight: visible ? 272 * Math.max(1, Theme.scale * 0.9) : 0
            clip: true
            activeFocusOnTab: true
            boundsBehavior: Flickable.StopAtBounds
            model: visible ? card.detail.history.points.slice().reverse() : []
            Accessible.role: Accessible.Table
            Accessible.name: qsTr("Price history")
            Keys.onPressed: event => {
                if (event.key !== Qt.Key_T)
                    return
                card.showTable(false)
                event.accepted = true
            }
            delegate: RowLayout {
                id: day

                required property var modelData
                required property int index

                width: ListView.view.width
                height: Math.max(32 * Theme.scale, implicitHeight)
                spacing: table.gap
                Accessible.role: Accessible.Row
                Accessible.name: [App.format.date(modelData.day ?? ""), qsTr("Total") + " " + card.value(modelData, "total"), card.sources(modelData), card.marks(modelData)].filter(part => part !== "").join(", ")

                Txt {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 100
                    text: App.format.date(day.modelData.day ?? "")
                    weight: table.activeFocus && table.currentIndex === day.index ? Font.DemiBold : Font.Normal
                }
                Repeater {
                    model: ["flight", "hotel", "total"]

                    Txt {
                        required property string modelData

                        Layout.preferredWidth: table.figure
                        horizontalAlignment: Text.AlignRight
                        text: card.value(day.modelData, modelData)
                        weight: modelData === "total" ? Font.DemiBold : Font.Normal
                    }
                }
                Txt {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 100
                    visible: table.showsSources
                    text: [day.modelData.flight_source, day.modelData.hotel_source].filter((name, at, all) => name && all.indexOf(name) === at).concat([card.marks(day.modelData)]).filter(part => part !== "").join(" · ")
                    px: Theme.label
                    color: Theme.ink2
                }
            }
            Rectangle {
                anchors.fill: parent
                visible: table.activeFocus
                color: "transparent"
                radius: 8
                border.color: Theme.focus
                border.width: 2
            }
        }
    }
}
