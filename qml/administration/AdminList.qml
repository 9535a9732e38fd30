// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Nav
import Portier.Theme

/// A list for administrators: what a row says and what can be done with it comes as functions of the item. With
/// searchPaths it has a search field.
ColumnLayout {
    id: view

    property alias path: rows.path
    property alias query: rows.query
    property alias idKey: rows.idKey
    property alias paged: rows.paged
    property alias searchPaths: found.searchPaths
    property alias filterPath: found.filterPath
    property alias filterValues: found.filterValues
    property string feedKinds: ""
    property string emptyTitle: ""
    property string emptySentence: ""
    property string iconName: "shield"
    required property var titleOf              ///< item -> text
    required property var noteOf               ///< item -> text
    property var chipOf: item => null          ///< item -> {text, iconName, tone} or null
    property var actionsOf: item => []         ///< item -> [{text, kind} and {run} or {method, path, body, version, done: words for a toast}]
    readonly property ApiList list: rows

    spacing: 12

    function act(action: var): void {
        if (action.run)
            return action.run()
        App.call(action.method, action.path, action.body ?? {}, reply => {
            if (!reply.ok)
                Nav.complain(reply)
            else if (action.done)
                Nav.say(action.done)
            rows.reload() // also after a refusal: what was shown was not true any more
        }, action.version ?? -1)
    }

    Connections {
        target: Nav

        function onPage(what: string): void {
            if (what === "reload")
                rows.reload()
            else if (what === "find" && search.visible)
                search.input.forceActiveFocus()
        }
    }
    ApiList {
        id: rows

        feedKinds: view.feedKinds
        Component.onCompleted: reload()
    }
    SortedList {
        id: found

        sourceModel: rows
        memory: view.path
    }
    SearchField {
        id: search

        objectName: "listSearch"
        Layout.maximumWidth: 360
        Layout.fillWidth: true
        visible: view.searchPaths.length > 0 && rows.count > 0
        placeholder: qsTr("Search")
        searched: found
        leadsTo: lines
    }
    StateView {
        objectName: "listState"
        Layout.fillWidth: true
        Layout.fillHeight: shown !== ""
        shown: found.count > 0 ? "" : rows.count > 0 && found.searchText !== "" ? "nomatch" : rows.state === "ready" ? "empty" : rows.state === "error" ? "error" : "loading"
        iconName: view.iconName
        title: shown === "error" ? qsTr("The list could not be loaded") : shown === "nomatch" ? qsTr("No match for “%1”").arg(found.searchText) : view.emptyTitle
        sentence: shown === "error" ? rows.problem : shown === "empty" ? view.emptySentence : ""
        action: shown === "error" ? qsTr("Try now") : shown === "nomatch" ? qsTr("Clear filter") : ""
        details: rows.details
        onActed: {
            search.clear()
            rows.reload()
        }
    }
    Item {
        Layout.fillWidth: true
        Layout.fillHeight: true
        visible: found.count > 0

        Card {
            width: parent.width
            height: Math.min(parent.height, lines.contentHeight + 16)
            clip: true

            ListView {
                id: lines

                objectName: "listRows"
                anchors.fill: parent
                anchors.margins: 8
                anchors.leftMargin: 16
                anchors.rightMargin: 16
                clip: true
                focus: true
                model: found
                boundsBehavior: Flickable.StopAtBounds
                Accessible.role: Accessible.List
                Accessible.name: qsTr("Administration")
                delegate: Item {
                    id: row

                    required property var item
                    readonly property var chip: view.chipOf(item)
                    readonly property bool narrow: view.width < 760
                    readonly property bool hovered: hover.hovered

                    width: ListView.view.width
                    height: grid.implicitHeight + 16

                    HoverHandler { id: hover }
                    RowTip { target: row; texts: [title] }
                    GridLayout {
                        id: grid

                        y: 8
                        width: parent.width
                        columns: row.narrow ? 2 : 3
                        columnSpacing: 12
                        rowSpacing: 8

                        ColumnLayout {
                            spacing: 2

                            Txt { id: title; Layout.fillWidth: true; text: view.titleOf(row.item); weight: Font.DemiBold; mayElide: true }
                            Txt { Layout.fillWidth: true; text: (App.format.tick, view.noteOf(row.item)); px: Theme.label; color: Theme.ink2 }
                        }
                        Chip { visible: row.chip !== null; text: row.chip?.text ?? ""; iconName: row.chip?.iconName ?? ""; tone: row.chip?.tone ?? "neutral" }
                        Row {
                            id: actions

                            Layout.columnSpan: row.narrow ? 2 : 1
                            spacing: 8

                            Repeater {
                                model: view.actionsOf(row.item).length

                                PButton {
                                    required property int index
                                    readonly property var offer: view.actionsOf(row.item)[index] ?? ({text: ""})

                                    objectName: "rowAction"
                                    kind: offer.kind ?? "plain"
                                    text: offer.text
                                    explains: offer.text + ": " + view.titleOf(row.item)
                                    enabled: App.client.online
                                    offReason: qsTr("Not while offline")
                                    onClicked: view.act(offer)
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
