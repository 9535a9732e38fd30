// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Portier
import Portier.Theme
import Portier.Nav
import Portier.Areas

/// The areas at the left, with the palette field above and the connection below.
Rectangle {
    id: rail

    property bool narrow: false
    readonly property int mark: 20 * Theme.scale ///< an area's icon

    implicitWidth: narrow ? 44 + mark : 196 * Math.min(Theme.scale, 1.3) + mark
    color: Theme.rail

    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Areas")

    component Entry: T.AbstractButton {
        id: entry

        required property var area
        property int number: 0

        readonly property bool chosen: Nav.area === area.name

        Layout.fillWidth: true
        implicitHeight: Theme.fieldHeight
        focusPolicy: Qt.StrongFocus
        Accessible.role: Accessible.PageTab
        Accessible.name: area.badge > 0 ? qsTr("%1, %2 new").arg(area.title).arg(area.badge) : area.title
        Accessible.checked: chosen
        onClicked: Nav.go(area.name)

        PTip {
            target: entry
            text: rail.narrow ? entry.Accessible.name : ""
        }

        background: Rectangle {
            radius: 8
            color: entry.chosen ? Theme.railOn : entry.hovered ? Qt.alpha(Theme.railOn, 0.5) : "transparent"

            Rectangle {
                visible: entry.chosen
                x: -12
                anchors.verticalCenter: parent.verticalCenter
                width: 4
                height: 24
                radius: 2
                color: Theme.brass
            }
            FocusRing { target: entry }
        }
        contentItem: RowLayout {
            spacing: 12

            Icon {
                Layout.leftMargin: 10
                name: entry.area.iconName
                color: entry.chosen ? Theme.railInk : Theme.railInk2

                Rectangle { // the narrow rail has no room for the number; the name and the tooltip say it
                    visible: rail.narrow && entry.area.badge > 0
                    x: parent.width - 5
                    y: -3
                    width: 9
                    height: 9
                    radius: 4.5
                    color: entry.area.waits ? Theme.brass : Theme.rail
                    border.color: entry.area.waits ? Theme.rail : Theme.railInk2
                    border.width: Theme.border
                }
            }
            Txt {
                Layout.fillWidth: true
                visible: !rail.narrow
                text: entry.area.title
                weight: Font.Medium
                mayElide: true
                color: entry.chosen ? Theme.railInk : Theme.railInk2
            }
            Rectangle {
                visible: entry.area.badge > 0 && !rail.narrow
                Layout.rightMargin: 10
                implicitWidth: Math.max(24, count.implicitWidth + 12)
                implicitHeight: 20 * Theme.scale
                radius: 6
                color: entry.area.waits ? Theme.brass : "transparent"
                border.color: entry.area.waits ? Theme.brass : Theme.railEdge
                border.width: Theme.border

                Txt {
                    id: count

                    anchors.centerIn: parent
                    text: entry.area.badge
                    px: Theme.small
                    weight: Font.DemiBold
                    color: entry.area.waits ? Theme.brassInk : Theme.railInk
                }
            }
        }
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: 12
        spacing: 2

        RowLayout {
            Layout.leftMargin: 8
            Layout.preferredHeight: 38
            spacing: 12

            Rectangle {
                width: 20
                height: 24
                radius: 5
                color: Theme.brass

                Rectangle { x: 7; y: 4; width: 6; height: 6; radius: 3; color: Theme.rail }
                Rectangle { x: 4; y: 13; width: 12; height: 2; color: Theme.rail }
                Rectangle { x: 4; y: 17; width: 8; height: 2; color: Theme.rail }
            }
            Txt {
                visible: !rail.narrow
                text: "Portier"
                px: Theme.section
                weight: Font.DemiBold
                color: Theme.railInk
            }
        }
        T.AbstractButton {
            id: search

            Layout.fillWidth: true
            Layout.topMargin: 12
            Layout.bottomMargin: 14
            implicitHeight: Theme.controlHeight
            focusPolicy: Qt.StrongFocus
            Accessible.role: Accessible.Button
            Accessible.name: qsTr("Search or run a command")
            onClicked: Nav.palette()

            background: Rectangle {
                radius: 8
                color: search.hovered ? Theme.railOn : "transparent"
                border.color: Theme.railEdge
                border.width: Theme.border

                FocusRing { target: search }
            }
            contentItem: RowLayout {
                spacing: 8

                Icon {
                    Layout.leftMargin: 10
                    name: "search"
                    size: 16
                    color: Theme.railInk2
                }
                Txt {
                    Layout.fillWidth: true
                    visible: !rail.narrow
                    text: qsTr("Search …")
                    px: Theme.label
                    mayElide: true
                    color: Theme.railInk2
                }
                KeyCaps {
                    Layout.rightMargin: 8
                    visible: !rail.narrow
                    keys: "Ctrl+K"
                    ink: Theme.railInk2
                    ground: "transparent"
                    edge: Theme.railEdge
                }
            }
        }
        Repeater {
            model: Areas.shown.filter(area => !area.below)

            Entry {
                required property var modelData

                area: modelData
            }
        }
        Rectangle {
            Layout.fillWidth: true
            Layout.margins: 8
            implicitHeight: 1
            color: Theme.railEdge
            opacity: 0.6
        }
        Repeater {
            model: Areas.shown.filter(area => area.below && area.name !== "settings")

            Entry {
                required property var modelData

                area: modelData
            }
        }
        Item { Layout.fillHeight: true }
        Entry { area: Areas.named("settings") }
        RowLayout {
            Layout.leftMargin: 10
            Layout.topMargin: 8
            Layout.bottomMargin: 4
            spacing: 10

            Rectangle {
                width: 8
                height: 8
                radius: 4
                color: App.client.online ? "#7CD19A" : Theme.brass
            }
            ColumnLayout {
                visible: !rail.narrow
                spacing: 0

                Txt {
                    Layout.fillWidth: true
                    text: App.session.local ? qsTr("On this computer") : App.client.serverName
                    px: Theme.label
                    mayElide: true
                    color: Theme.railInk
                }
                Txt {
                    Layout.fillWidth: true
                    text: App.client.online
                          ? qsTr("Connected · as of %1").arg(App.format.time(App.client.lastReplyAt))
                          : qsTr("Offline since %1").arg(App.format.time(App.client.offlineSince))
                    px: Theme.small
                    mayElide: true
                    color: Theme.railInk2
                }
            }
        }
    }
}
