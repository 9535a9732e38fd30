// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Portier
import Portier.Theme

/// The offers of one side of the newest snapshot; picking one recomputes the sum at once (TRP-273, TRP-274).
Card {
    id: card

    required property string side ///< flights or hotels
    required property TripDetail detail
    property string order: "price"
    property bool all: false

    readonly property bool isFlights: side === "flights"
    readonly property var offers: {
        const list = (isFlights ? detail.flights : detail.hotels).slice()
        const by = {
            duration: offer => (offer.minutes_out ?? 1e6) + (offer.minutes_back ?? 0),
            stops: offer => (offer.stops_out ?? 9) + (offer.stops_back ?? 0),
            airline: offer => (offer.carriers ?? []).join(),
            stars: offer => -(offer.stars ?? 0),
            name: offer => offer.name
        }[order]
        if (by)
            list.sort((a, b) => by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0)
        return list
    }
    readonly property string picked: isFlights ? detail.flightKey : detail.hotelKey
    readonly property var cause: detail.snapshot.sides?.[side] ?? ({})

    implicitHeight: column.implicitHeight + 2

    function times(offer: var): string {
        const segments = (offer.itineraries?.[0]?.segments) ?? []
        if (segments.length === 0)
            return (offer.carriers ?? []).join(", ")
        const clock = text => String(text ?? "").slice(11, 16)
        return clock(segments[0].departs_local) + " – " + clock(segments[segments.length - 1].arrives_local)
    }
    function stops(count: var): string {
        if (count === null || count === undefined)
            return ""
        return count === 0 ? qsTr("direct") : qsTr("%n stop(s)", "", count)
    }

    ColumnLayout {
        id: column

        width: parent.width
        spacing: 0

        RowLayout {
            Layout.fillWidth: true
            Layout.margins: 10
            Layout.leftMargin: 16

            Txt {
                Layout.fillWidth: true
                text: card.isFlights ? qsTr("Flights") : qsTr("Hotels")
                px: Theme.section
                weight: Font.DemiBold
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            PButton {
                readonly property var names: ({price: qsTr("by price"), duration: qsTr("by duration"), stops: qsTr("by stops"), airline: qsTr("by airline"), stars: qsTr("by stars"), name: qsTr("by name")})

                kind: "text"
                implicitHeight: 32 * Theme.scale
                text: qsTr("%n offer(s)", "", card.offers.length) + " · " + names[card.order]
                explains: qsTr("Sort offers")
                onClicked: orders.popup(this, 0, height)

                PMenu {
                    id: orders

                    PMenuItem { text: qsTr("by price"); onTriggered: card.order = "price" }
                    PMenuItem { visible: card.isFlights; text: qsTr("by duration"); onTriggered: card.order = "duration" }
                    PMenuItem { visible: card.isFlights; text: qsTr("by stops"); onTriggered: card.order = "stops" }
                    PMenuItem { visible: card.isFlights; text: qsTr("by airline"); onTriggered: card.order = "airline" }
                    PMenuItem { visible: !card.isFlights; text: qsTr("by stars"); onTriggered: card.order = "stars" }
                    PMenuItem { visible: !card.isFlights; text: qsTr("by name"); onTriggered: card.order = "name" }
                }
            }
        }
        Txt {
            Layout.fillWidth: true
            Layout.margins: 16
            visible: card.offers.length === 0
            text: card.detail.checking ? qsTr("Portier is looking right now.")
                : card.cause.cause === "filters" ? qsTr("Your filters removed every offer.")
                : qsTr("No offer was found.")
            color: Theme.ink2
        }
        Repeater {
            model: card.all ? card.offers : card.offers.slice(0, 5)

            T.RadioButton {
                id: row

                required property var modelData
                property bool opened: false
                readonly property var price: card.isFlights ? modelData.price : modelData.stay

                Layout.fillWidth: true
                implicitHeight: words.implicitHeight + 18
                checked: modelData.key === card.picked
                focusPolicy: Qt.StrongFocus
                Accessible.role: Accessible.RadioButton
                Accessible.name: [title.text, second.text, App.format.money(price)].join(", ")
                onClicked: card.isFlights ? card.detail.flightKey = modelData.key : card.detail.hotelKey = modelData.key
                Keys.onReturnPressed: opened = !opened

                background: Rectangle {
                    color: row.checked ? Theme.selected : row.hovered ? Theme.hover : "transparent"

                    Rectangle { width: parent.width; height: 1; color: Theme.line }
                    FocusRing { target: row; around: 4; anchors.margins: 2 }
                }
                indicator: Rectangle {
                    x: 16
                    y: (row.height - height) / 2
                    width: 18
                    height: 18
                    radius: 9
                    color: Theme.surface
                    border.width: row.checked ? 5 : 1.5
                    border.color: row.checked ? Theme.accent : Theme.edge
                }
                contentItem: RowLayout {
                    spacing: 12

                    ColumnLayout {
                        id: words

                        Layout.leftMargin: 46
                        Layout.fillWidth: true
                        spacing: 2

                        RowLayout {
                            spacing: 6

                            Txt {
                                id: title

                                Layout.fillWidth: true
                                Layout.maximumWidth: implicitWidth + 1
                                text: card.isFlights ? card.times(row.modelData) : row.modelData.name
                                weight: Font.DemiBold
                                mayElide: true
                            }
                            Txt { visible: !!row.modelData.stars; text: row.modelData.stars ?? ""; px: Theme.label; color: Theme.ink2 }
                            Icon { visible: !!row.modelData.stars; name: "star"; size: 14 }
                            Item { Layout.fillWidth: true }
                        }
                        Txt {
                            id: second

                            Layout.fillWidth: true
                            text: (App.format.tick, card.isFlights
                                ? [(row.modelData.itineraries?.[0]?.segments ?? []).map(leg => leg.flight).join(", "), card.stops(row.modelData.stops_out),
                                   row.modelData.minutes_out ? App.format.minutes(row.modelData.minutes_out) : "",
                                   (row.modelData.unverified ?? []).length > 0 ? qsTr("return not verified") : ""].filter(part => part !== "").join(" · ")
                                : row.modelData.room ?? "")
                            px: Theme.label
                            color: Theme.ink2
                        }
                        Repeater {
                            model: row.opened && card.isFlights ? (row.modelData.itineraries ?? []) : []

                            Txt {
                                required property var modelData

                                Layout.fillWidth: true
                                text: (modelData.segments ?? []).map(leg => [leg.flight, leg.from ?? "", String(leg.departs_local ?? "").slice(11, 16), "→", leg.to ?? "", String(leg.arrives_local ?? "").slice(11, 16)].join(" ")).join("\n")
                                px: Theme.label
                            }
                        }
                    }
                    ColumnLayout {
                        Layout.rightMargin: 16
                        Layout.fillWidth: false
                        spacing: 2

                        Txt {
                            Layout.alignment: Qt.AlignRight
                            text: (App.format.tick, App.format.money(row.price))
                            weight: Font.DemiBold
                            wrapMode: Text.NoWrap
                        }
                        Txt {
                            Layout.alignment: Qt.AlignRight
                            visible: !card.isFlights && !!row.modelData.nightly
                            text: (App.format.tick, qsTr("%1 / night").arg(App.format.money(row.modelData.nightly)))
                            px: Theme.small
                            wrapMode: Text.NoWrap
                            color: Theme.ink2
                        }
                    }
                }
            }
        }
        PButton {
            Layout.margins: 6
            visible: card.offers.length > 5
            kind: "text"
            text: card.all ? qsTr("Show fewer") : qsTr("Show all %1").arg(card.offers.length)
            onClicked: card.all = !card.all
        }
    }
}
