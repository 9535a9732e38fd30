// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme
import Portier.TripActions

/// Flight + hotel = total of what is picked, and the alert in a sentence.
Card {
    id: card

    required property TripDetail detail
    readonly property var trip: detail.trip
    readonly property var latest: trip.latest ?? ({})
    readonly property bool below: TripActions.isBelow(trip)
    readonly property bool stacked: width < 760

    signal alertWanted()

    implicitHeight: grid.implicitHeight + 32

    component Part: ColumnLayout {
        id: part

        required property string label
        required property color ink
        required property var price
        property string dash: "solid"
        property string source: ""
        property bool big: false

        spacing: 3

        RowLayout {
            spacing: 8

            SeriesSample { color: part.ink; dash: part.dash }
            Txt { text: part.label; px: Theme.label; color: Theme.ink2 }
        }
        Txt {
            objectName: part.big ? "total" : ""
            text: App.format.money(part.price)
            px: part.big ? Theme.figure : Theme.figureSmall
            weight: Font.DemiBold
            wrapMode: Text.NoWrap
        }
        RowLayout {
            visible: part.source !== ""
            spacing: 4

            Icon { visible: card.latest.cached || card.latest.stale || false; name: "clock"; size: 14 }
            Txt { text: part.source; px: Theme.small; color: Theme.ink2; Layout.fillWidth: true }
        }
    }

    GridLayout {
        id: grid

        anchors.fill: parent
        anchors.margins: 16
        anchors.leftMargin: 20
        columns: card.stacked ? 1 : 3
        columnSpacing: 24
        rowSpacing: 16

        Flow {
            Layout.fillWidth: true
            spacing: 20

            Part {
                visible: card.trip.track_flights ?? false
                label: qsTr("Flight")
                ink: Theme.cFlight
                dash: "dash"
                price: (App.format.tick, card.detail.flightPrice)
                source: card.latest.flight_source ? qsTr("%1 · %2").arg(card.latest.flight_source).arg(App.format.ago(card.latest.taken_at)) : qsTr("not found")
            }
            Txt { visible: (card.trip.track_flights && card.trip.track_hotels) ?? false; text: "+"; px: Theme.figureSmall; color: Theme.ink2; topPadding: 20 }
            Part {
                visible: card.trip.track_hotels ?? false
                label: qsTr("Hotel")
                ink: Theme.cHotel
                dash: "dot"
                price: (App.format.tick, card.detail.hotelPrice)
                source: card.latest.hotel_source ? qsTr("%1 · %2").arg(card.latest.hotel_source).arg(App.format.ago(card.latest.taken_at)) : qsTr("not found")
            }
            Txt { visible: (card.trip.track_flights && card.trip.track_hotels) ?? false; text: "="; px: Theme.figureSmall; color: Theme.ink2; topPadding: 20 }
            ColumnLayout {
                spacing: 3

                Part {
                    label: qsTr("Total")
                    ink: Theme.cTotal
                    price: (App.format.tick, card.detail.totalPrice)
                    big: true
                }
                ChangeMark {
                    change: card.latest.change ?? null
                    currency: card.trip.currency ?? "EUR"
                    words: down ? qsTr("%1 less than before") : qsTr("%1 more than before")
                }
            }
        }
        Rectangle {
            visible: !card.stacked
            Layout.fillHeight: true
            implicitWidth: 1
            color: Theme.line
        }
        ColumnLayout {
            Layout.preferredWidth: card.stacked ? -1 : 260
            Layout.fillWidth: card.stacked
            spacing: 6

            Chip {
                text: !card.trip.alert ? qsTr("No price alert") : card.below ? qsTr("Below your limit") : qsTr("Price alert is on")
                iconName: card.below ? "bell-ring" : "bell"
                tone: card.below ? "wait" : "neutral"
            }
            Txt {
                Layout.fillWidth: true
                text: {
                    App.format.tick
                    if (!card.trip.alert)
                        return qsTr("Portier tells you nothing about this trip.")
                    const when = card.detail.explanation.next_alert_when
                    if (!when)
                        return card.detail.explanation.text ?? ""
                    let text = when.at_or_below ? qsTr("Next alert at %1 or less.").arg(App.format.wholeMoney(when.at_or_below)) : ""
                    if (when.or_rearm_at)
                        text += " " + qsTr("From %1 your limit starts anew.").arg(App.format.wholeMoney(when.or_rearm_at))
                    return text
                }
                px: Theme.label
                color: Theme.ink2
            }
            PButton {
                objectName: "alert"
                kind: "text"
                leftPadding: 0
                text: card.trip.alert ? qsTr("Change price alert …") : qsTr("Set price alert …")
                implicitHeight: 28 * Theme.scale
                onClicked: card.alertWanted()
            }
        }
    }
}
