// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// The offers of one side of the newest snapshot; picking one recomputes the sum at once (TRP-273, TRP-274).
Card {
    id: card

    required property string side ///< flights or hotels
    required property TripDetail detail
    property string order: App.settings.remembered("offers-" + side + "/sort", "price")
    property bool all: false

    readonly property bool isFlights: side === "flights"
    readonly property var offers: {
        const list = (isFlights ? detail.flights : detail.hotels).slice()
        const by = {
            duration: offer => (offer.minutes_out ?? 1e6) + (offer.minutes_back ?? 0),
            departure: offer => offer.itineraries?.[0]?.segments?.[0]?.departs_local ?? "~", // unknown ones last
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
    readonly property var result: detail.snapshot.sides?.[side] ?? ({})
    readonly property int filteredOut: Object.values(result.counts?.filtered ?? {}).reduce((sum, n) => sum + n, 0)

    implicitHeight: column.implicitHeight + 2
    onOrderChanged: App.settings.remember("offers-" + side + "/sort", order)

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
                readonly property var names: ({price: qsTr("by price"), duration: qsTr("by duration"), departure: qsTr("by departure"), stops: qsTr("by stops"), airline: qsTr("by airline"), stars: qsTr("by stars"), name: qsTr("by name")})

                objectName: "sortOffers"
                kind: "text"
                implicitHeight: 32 * Theme.scale
                text: [qsTr("%n offer(s)", "", card.offers.length), card.filteredOut > 0 ? qsTr("%n filtered", "", card.filteredOut) : "", names[card.order]].filter(part => part !== "").join(" · ")
                explains: qsTr("Sort offers")
                onClicked: orders.popup(this, 0, height)

                PMenu {
                    id: orders

                    PMenuItem { text: qsTr("by price"); onTriggered: card.order = "price" }
                    PMenuItem { visible: card.isFlights; text: qsTr("by duration"); onTriggered: card.order = "duration" }
                    PMenuItem { visible: card.isFlights; text: qsTr("by departure"); onTriggered: card.order = "departure" }
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
            visible: card.offers.length === 0 && card.detail.checking
            text: qsTr("Portier is looking right now.")
            color: Theme.ink2
        }
        StateView {
            objectName: "offersState"
            Layout.fillWidth: true
            Layout.margins: 16
            Layout.topMargin: 0
            shown: card.offers.length > 0 || card.detail.offersState === "ready" ? "" : card.detail.offersState === "error" ? "error" : "loading"
            title: qsTr("The offers could not be loaded")
            sentence: qsTr("The server does not answer.")
            action: qsTr("Try now")
            onActed: card.detail.reloadOffers()
        }
        Repeater {
            model: card.all ? card.offers : card.offers.slice(0, 5)

            OfferRow {
                required property var modelData

                Layout.fillWidth: true
                offer: modelData
                isFlight: card.isFlights
                checked: modelData.key === card.picked
                onClicked: card.isFlights ? card.detail.flightKey = modelData.key : card.detail.hotelKey = modelData.key
            }
        }
        PButton {
            Layout.margins: 6
            visible: card.offers.length > 5
            kind: "text"
            text: card.all ? qsTr("Show fewer") : qsTr("Show all %1").arg(card.offers.length)
            onClicked: card.all = !card.all
        }
        OfferCounts {
            Layout.fillWidth: true
            Layout.margins: 16
            Layout.topMargin: shown > 0 && card.offers.length <= 5 ? 8 : shown > 0 ? 0 : 16
            visible: sentence !== "" && (shown > 0 || card.detail.offersState === "ready" && !card.detail.checking)
            result: card.result
            shown: card.offers.length
        }
    }
}
