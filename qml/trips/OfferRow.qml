// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Portier
import Portier.Theme

/// One offer to pick; a flight opens to its segments by Enter or the arrow (TRP-273, TRP-274).
T.RadioButton {
    id: row

    required property var offer
    required property bool isFlight
    property bool opened: false
    readonly property var price: isFlight ? offer.price : offer.stay
    readonly property var segments: offer.itineraries?.[0]?.segments ?? []
    readonly property string heading: {
        if (!isFlight)
            return offer.name
        const clock = text => String(text ?? "").slice(11, 16)
        const times = [clock(segments[0]?.departs_local), clock(segments[segments.length - 1]?.arrives_local)].filter(part => part !== "")
        return times.length > 0 ? times.join(" – ") : (offer.carriers ?? []).join(", ")
    }
    readonly property string facts: {
        App.format.tick
        if (!isFlight)
            return offer.room ?? ""
        return [segments.map(leg => leg.flight).join(", "), stops(offer.stops_out), offer.minutes_out ? App.format.minutes(offer.minutes_out) : "",
                (offer.unverified ?? []).length > 0 ? qsTr("return not verified") : ""].filter(part => part !== "").join(" · ")
    }

    function stops(count: var): string {
        if (count === null || count === undefined)
            return ""
        return count === 0 ? qsTr("direct") : qsTr("%n stop(s)", "", count)
    }

    objectName: "offer"
    implicitHeight: words.implicitHeight + 18
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.RadioButton
    Accessible.name: [heading, facts, (App.format.tick, App.format.money(price))].filter(part => part !== "").join(", ")
    Accessible.description: !isFlight ? "" : opened ? qsTr("Enter hides the segments") : qsTr("Enter shows the segments")
    Keys.onReturnPressed: opened = !opened
    Keys.onEnterPressed: opened = !opened

    background: Rectangle {
        color: row.checked ? Theme.selected : row.hovered ? Theme.hover : "transparent"

        Rectangle { width: parent.width; height: 1; color: Theme.line }
        FocusRing { target: row; around: 4; anchors.margins: 2 }
    }
    indicator: Rectangle {
        x: 16
        y: row.opened ? 12 : (row.height - height) / 2
        width: 18
        height: 18
        radius: 9
        color: Theme.surface
        border.width: row.checked ? 5 : Math.max(1.5, Theme.border)
        border.color: row.checked ? Theme.accent : Theme.edge
    }
    RowTip { target: row; texts: [headline] }

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
                    id: headline

                    Layout.fillWidth: true
                    Layout.maximumWidth: implicitWidth + 1
                    text: row.heading
                    weight: Font.DemiBold
                    mayElide: true
                }
                Txt { objectName: "stars"; visible: !!row.offer.stars; text: row.offer.stars ?? ""; px: Theme.label; color: Theme.ink2 }
                Icon { visible: !!row.offer.stars; name: "star"; size: 14 }
                Item { Layout.fillWidth: true }
            }
            Txt {
                Layout.fillWidth: true
                visible: text !== ""
                text: row.facts
                px: Theme.label
                color: Theme.ink2
            }
            Loader {
                Layout.fillWidth: true
                active: row.opened && row.isFlight
                visible: active
                sourceComponent: FlightLegs { offer: row.offer }
            }
        }
        ColumnLayout {
            Layout.rightMargin: row.isFlight ? 0 : 16
            Layout.fillWidth: false
            Layout.topMargin: row.opened ? 9 : 0
            Layout.alignment: row.opened ? Qt.AlignTop : Qt.AlignVCenter
            spacing: 2

            Txt {
                Layout.alignment: Qt.AlignRight
                text: (App.format.tick, App.format.money(row.price))
                weight: Font.DemiBold
                wrapMode: Text.NoWrap
            }
            Txt {
                objectName: "nightly"
                Layout.alignment: Qt.AlignRight
                visible: !row.isFlight && !!row.offer.nightly
                text: (App.format.tick, qsTr("%1 / night").arg(App.format.money(row.offer.nightly)))
                px: Theme.small
                wrapMode: Text.NoWrap
                color: Theme.ink2
            }
        }
        PButton {
            objectName: "segmentsButton"
            Layout.rightMargin: 8
            Layout.alignment: row.opened ? Qt.AlignTop : Qt.AlignVCenter
            visible: row.isFlight
            kind: "text"
            iconName: row.opened ? "chevron-down" : "chevron-right"
            explains: row.opened ? qsTr("Hide segments: %1").arg(row.heading) : qsTr("Show segments: %1").arg(row.heading)
            onClicked: row.opened = !row.opened
        }
    }
}
