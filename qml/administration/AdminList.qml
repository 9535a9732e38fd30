// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Nav
import Portier.Theme

/// A list for administrators: what a row says and what can be done with it comes as functions of the item.
Item {
    id: view

    property alias path: rows.path
    property alias query: rows.query
    property alias idKey: rows.idKey
    property string feedKinds: ""
    property string emptyTitle: ""
    property string iconName: "shield"
    required property var titleOf              ///< item -> text
    required property var noteOf               ///< item -> text
    property var chipOf: item => null          ///< item -> {text, iconName, tone} or null
    property var actionsOf: item => []         ///< item -> [{text, kind, method, path, body, version}]
    readonly property ApiList list: rows

    function act(action: var): void {
        App.call(action.method, action.path, action.body ?? {}, reply => {
            if (!reply.ok)
                return Nav.complain(reply)
            rows.reload()
        }, action.version ?? -1)
    }

    ApiList {
        id: rows

        feedKinds: view.feedKinds
        Component.onCompleted: reload()
    }
    StateView {
        anchors.fill: parent
        shown: rows.count > 0 ? "" : rows.state === "ready" ? "empty" : rows.state === "error" ? "error" : "loading"
        iconName: view.iconName
        title: shown === "error" ? qsTr("The list could not be loaded") : view.emptyTitle
        sentence: shown === "error" ? rows.problem : ""
        action: shown === "error" ? qsTr("Try now") : ""
        onActed: rows.reload()
    }
    Card {
        width: parent.width
        height: Math.min(parent.height, rows.count * (Theme.rowHeight + 8) + 16)
        visible: rows.count > 0
        clip: true

        ListView {
            anchors.fill: parent
            anchors.margins: 8
            anchors.leftMargin: 16
            anchors.rightMargin: 16
            clip: true
            focus: true
            model: rows
            boundsBehavior: Flickable.StopAtBounds
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Administration")
            delegate: RowLayout {
                id: row

                required property var item
                readonly property var chip: view.chipOf(item)

                width: ListView.view.width
                height: Math.max(Theme.rowHeight + 8, words.implicitHeight + 12)
                spacing: 12

                ColumnLayout {
                    id: words

                    spacing: 2

                    Txt { Layout.fillWidth: true; text: view.titleOf(row.item); weight: Font.DemiBold; mayElide: true }
                    Txt { Layout.fillWidth: true; text: (App.format.tick, view.noteOf(row.item)); px: Theme.label; color: Theme.ink2 }
                }
                Chip { visible: row.chip !== null; text: row.chip?.text ?? ""; iconName: row.chip?.iconName ?? ""; tone: row.chip?.tone ?? "neutral" }
                Repeater {
                    model: view.actionsOf(row.item)

                    PButton {
                        required property var modelData

                        kind: modelData.kind ?? "plain"
                        text: modelData.text
                        explains: modelData.text + ": " + view.titleOf(row.item)
                        enabled: App.client.online
                        offReason: qsTr("Not while offline")
                        onClicked: view.act(modelData)
                    }
                }
            }
        }
    }
}
