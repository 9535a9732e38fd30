// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Portier
import Portier.Theme
import Portier.Areas
import Portier.Nav
import Portier.InboxItems

/// What waits for me, nearest deadline first; the detail is the capability's.
FocusScope {
    id: page

    readonly property ApiList items: InboxItems.list
    readonly property bool single: width < 696
    readonly property var panes: [list, detail]
    property bool opened: false
    readonly property var current: (items.count, list.currentIndex >= 0 ? items.itemAt(list.currentIndex) : ({}))

    readonly property string wanted: Nav.area === "inbox" ? Nav.rest : "" ///< entry that a link named
    property string followed: "" ///< the one of them that was shown: what comes later leaves the person where they are

    Component.onCompleted: if (items.state === "") items.reload(); else showWanted()
    onWantedChanged: { followed = ""; showWanted() }
    Keys.onEscapePressed: event => { if (single && opened) close(); else event.accepted = false }

    function showWanted(): void {
        for (let row = 0; wanted !== followed && row < items.count; ++row) {
            if (items.itemAt(row).id === wanted) {
                list.currentIndex = row
                opened = true
                followed = wanted
            }
        }
    }
    function close(): void {
        opened = false
        list.forceActiveFocus()
    }
    Connections {
        target: page.items

        function onStateChanged(): void { if (page.items.state === "ready") page.showWanted() }
    }

    function look(kind: string, what: string): var {
        for (const area of Areas.shown) {
            if (area[what][kind])
                return area[what][kind]
        }
        return ""
    }

    RowLayout {
        anchors.fill: parent
        spacing: 0

        Rectangle {
            Layout.fillHeight: true
            Layout.preferredWidth: page.single ? page.width : Math.min(392, page.width / 2)
            Layout.fillWidth: page.items.count === 0
            visible: !page.single || !page.opened
            color: page.items.count === 0 ? "transparent" : Theme.surface

            ColumnLayout {
                anchors.fill: parent
                spacing: 0

                PageHeader {
                    Layout.fillWidth: true
                    Layout.margins: 16
                    Layout.leftMargin: page.items.count === 0 ? Theme.pageMargin : 16
                    Layout.topMargin: 20
                    title: qsTr("Inbox")
                    sentence: {
                        App.format.tick
                        if (page.items.count === 0)
                            return page.items.state === "ready" ? qsTr("Nothing is waiting for you.") : ""
                        const next = page.items.itemAt(0).deadline
                        const all = qsTr("%n thing(s) are waiting for you", "", page.items.count)
                        return next ? qsTr("%1, the next until %2.").arg(all).arg(App.format.dateTime(next)) : all + "."
                    }
                }
                StateView {
                    objectName: "inboxState"
                    Layout.fillWidth: true
                    Layout.leftMargin: Theme.pageMargin
                    Layout.rightMargin: Theme.pageMargin
                    Layout.fillHeight: true
                    visible: shown !== ""
                    shown: page.items.count > 0 ? "" : page.items.state === "ready" ? "empty" : page.items.state === "error" ? "error" : "loading"
                    iconName: "inbox"
                    title: shown === "error" ? qsTr("The inbox could not be loaded") : qsTr("Nothing is waiting for you")
                    sentence: shown === "error" ? (page.items.problem !== "" ? page.items.problem : qsTr("The server has not answered since %1.").arg(App.format.time(page.items.failedAt)))
                                                : qsTr("Requests and questions come here, the nearest deadline first.")
                    action: shown === "error" ? qsTr("Try now") : ""
                    onActed: page.items.reload()
                }
                ListView {
                    id: list

                    objectName: "inboxList"
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    visible: count > 0
                    clip: true
                    focus: true
                    activeFocusOnTab: true
                    model: page.items
                    boundsBehavior: Flickable.StopAtBounds
                    Accessible.role: Accessible.List
                    Accessible.name: qsTr("Inbox")
                    Keys.onPressed: event => {
                        if (event.key === Qt.Key_J)
                            incrementCurrentIndex()
                        else if (event.key === Qt.Key_K && event.modifiers === Qt.NoModifier)
                            decrementCurrentIndex()
                        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
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
                        highlighted: ListView.isCurrentItem
                        Accessible.role: Accessible.ListItem
                        Accessible.name: item.title + ", " + item.subtitle
                        onClicked: { list.currentIndex = index; page.opened = true }

                        background: Rectangle {
                            color: row.highlighted ? Theme.selected : row.hovered ? Theme.hover : "transparent"

                            Rectangle { visible: row.highlighted; width: 3; height: parent.height; color: Theme.accent }
                            Rectangle { anchors.bottom: parent.bottom; width: parent.width; height: 1; color: Theme.line }
                        }
                        contentItem: RowLayout {
                            spacing: 12

                            Rectangle {
                                Layout.leftMargin: 16
                                Layout.topMargin: 12
                                Layout.alignment: Qt.AlignTop
                                implicitWidth: 32
                                implicitHeight: 32
                                radius: 8
                                color: row.highlighted ? Theme.surface : Theme.sunken

                                Icon { anchors.centerIn: parent; name: page.look(row.item.kind, "inboxIcons") || "inbox" }
                            }
                            ColumnLayout {
                                id: words

                                Layout.rightMargin: 16
                                spacing: 4

                                Txt { Layout.fillWidth: true; text: row.item.title; weight: Font.DemiBold; mayElide: true }
                                Txt { Layout.fillWidth: true; text: row.item.subtitle; px: Theme.label; color: Theme.ink2; mayElide: true }
                                KeyTag { deadline: row.item.deadline; kind: row.item.deadline_kind ?? "" }
                            }
                        }
                    }
                }
                ListFoot {
                    Layout.fillWidth: true
                    visible: list.visible
                    hints: [{keys: ["J", "K"], text: qsTr("move")}, {keys: ["Return"], text: qsTr("open")}]
                }
            }
        }
        Rectangle {
            Layout.fillHeight: true
            visible: page.items.count > 0 && !page.single
            implicitWidth: 1
            color: Theme.line
        }
        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: detail.active && (!page.single || page.opened)
            spacing: 0

            PButton {
                objectName: "inboxBack"
                Layout.leftMargin: 16
                Layout.topMargin: 16
                visible: page.single
                iconName: "arrow-left"
                explains: qsTr("Back")
                onClicked: page.close()
            }
            Loader {
                id: detail

                readonly property string from: page.current.kind ? page.look(page.current.kind, "inboxDetails") : ""

                Layout.fillWidth: true
                Layout.fillHeight: true
                active: page.items.count > 0
                source: from !== "" ? from : "qrc:/qt/qml/Portier/inbox/PlainDetail.qml"
                onLoaded: item.entry = Qt.binding(() => page.current)
            }
        }
    }
}
