// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Portier
import Portier.HouseActions
import Portier.Nav
import Portier.Theme

/// What waits for the own party, and what was decided (BKG-130).
FocusScope {
    id: page

    property string tab: "outstanding"
    readonly property ApiList shown: tab === "outstanding" ? HouseActions.outstanding : history
    readonly property bool single: width < 696
    property bool opened: wanted !== ""
    readonly property string wanted: Nav.rest.split("/")[1] ?? "" ///< one that the calendar was asked for

    Component.onCompleted: HouseActions.outstanding.reload()

    ApiList {
        id: history

        path: "/api/v1/approvals"
        query: ({tab: "history"})
        feedKinds: "booking"
    }

    RowLayout {
        anchors.fill: parent
        spacing: 0

        Rectangle {
            Layout.fillHeight: true
            Layout.preferredWidth: page.single ? page.width : 368
            Layout.fillWidth: page.shown.count === 0
            visible: !page.single || !page.opened
            color: page.shown.count === 0 ? "transparent" : Theme.surface

            ColumnLayout {
                anchors.fill: parent
                spacing: 8

                PageHeader {
                    Layout.fillWidth: true
                    Layout.margins: 16
                    Layout.topMargin: 20
                    Layout.bottomMargin: 0
                    back: true
                    title: qsTr("Requests")
                    sentence: qsTr("%n request(s) wait for you.", "", HouseActions.outstanding.count)
                    onWentBack: Nav.go("house")
                }
                Segment {
                    Layout.leftMargin: 16
                    accessibleName: qsTr("Shown requests")
                    choices: [{value: "outstanding", text: qsTr("Open · %1").arg(HouseActions.outstanding.count)}, {value: "history", text: qsTr("History")}]
                    value: page.tab
                    onChosen: value => { page.tab = value; if (value === "history") history.reload() }
                }
                StateView {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.leftMargin: 16
                    visible: shown !== ""
                    shown: page.shown.count > 0 ? "" : page.shown.state === "error" ? "error" : page.shown.state === "ready" ? "empty" : "loading"
                    iconName: "house"
                    title: shown === "error" ? qsTr("The requests could not be loaded") : qsTr("No request waits for you")
                    sentence: shown === "error" ? page.shown.problem : qsTr("New requests come here and to your inbox.")
                    action: shown === "error" ? qsTr("Try now") : ""
                    onActed: page.shown.reload()
                }
                ListView {
                    id: list

                    objectName: "requestsList"
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    visible: count > 0
                    clip: true
                    focus: true
                    model: page.shown
                    boundsBehavior: Flickable.StopAtBounds
                    Accessible.role: Accessible.List
                    Accessible.name: qsTr("Requests")
                    Keys.onPressed: event => {
                        if (event.key === Qt.Key_J)
                            incrementCurrentIndex()
                        else if (event.key === Qt.Key_K && event.modifiers === Qt.NoModifier)
                            decrementCurrentIndex()
                        else if (event.key === Qt.Key_Return)
                            page.opened = true
                        else
                            return
                        event.accepted = true
                    }
                    delegate: T.ItemDelegate {
                        id: row

                        required property var item
                        required property int index

                        width: ListView.view.width
                        implicitHeight: Math.max(76, words.implicitHeight + 24)
                        highlighted: ListView.isCurrentItem && page.wanted === ""
                        topPadding: 12
                        bottomPadding: 12
                        Accessible.role: Accessible.ListItem
                        Accessible.name: title.text + ", " + HouseActions.status(item).text
                        onClicked: { list.currentIndex = index; page.opened = true; Nav.go("house/requests") }
                        background: Rectangle {
                            color: row.highlighted ? Theme.selected : row.hovered ? Theme.hover : "transparent"

                            Rectangle { visible: row.highlighted; width: 3; height: parent.height; color: Theme.accent }
                            Rectangle { anchors.bottom: parent.bottom; width: parent.width; height: 1; color: Theme.line }
                        }
                        contentItem: ColumnLayout {
                            id: words

                            spacing: 4

                            Txt {
                                id: title

                                Layout.leftMargin: 16
                                Layout.fillWidth: true
                                text: (App.format.tick, row.item.requester_first_name + " · " + HouseActions.range(row.item))
                                weight: Font.DemiBold
                                mayElide: true
                            }
                            Txt {
                                Layout.leftMargin: 16
                                Layout.fillWidth: true
                                text: (App.format.tick, HouseActions.persons(row.item.party_size) + " · " + row.item.resource_name)
                                px: Theme.label
                                color: Theme.ink2
                                mayElide: true
                            }
                            Row {
                                Layout.leftMargin: 16
                                spacing: 8

                                PartyMark { name: row.item.affiliation.name; colour: row.item.affiliation.colour }
                                KeyTag { visible: row.item.status === "pending"; deadline: row.item.start_date + "T00:00:00Z"; kind: "start" }
                                Chip { visible: row.item.status !== "pending"; text: HouseActions.status(row.item).text; iconName: HouseActions.status(row.item).iconName; tone: HouseActions.status(row.item).tone }
                            }
                        }
                    }
                }
                ListFoot {
                    Layout.fillWidth: true
                    visible: list.visible
                    hints: [{keys: ["J", "K"], text: qsTr("move")}, {keys: ["Return"], text: qsTr("details")}]
                }
            }
        }
        Rectangle { Layout.fillHeight: true; implicitWidth: 1; color: Theme.line; visible: page.shown.count > 0 }
        BookingDetail {
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: (page.shown.count > 0 || page.wanted !== "") && (!page.single || page.opened)
            bookingId: page.wanted !== "" ? page.wanted : (page.shown.count, page.shown.itemAt(list.currentIndex).id ?? "")
        }
    }
}
