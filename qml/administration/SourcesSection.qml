// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Nav
import Portier.Theme

/// Price sources: who is asked first, how they do, what they cost (TRP-284).
Flickable {
    id: section

    readonly property var sideNames: ({flights: qsTr("Flights"), hotels: qsTr("Hotels")}) ///< words only: a model must not change with the language
    readonly property var order: sources.extra.order ?? ({})

    function label(name: string): string { return sources.itemById(name).label ?? name }
    /// Changes places with the one that is asked before.
    function moveUp(side: string, at: int): void {
        const names = order[side].slice()
        names.splice(at - 1, 2, names[at], names[at - 1])
        App.call("PUT", "/api/v1/price-sources/order", {[side]: names}, reply => {
            if (!reply.ok)
                Nav.complain(reply)
            sources.reload()
        })
    }

    contentHeight: column.implicitHeight + 24
    clip: true
    boundsBehavior: Flickable.StopAtBounds

    Connections {
        target: Nav

        function onPage(what: string): void { if (what === "reload") sources.reload() }
    }
    ApiList {
        id: sources

        path: "/api/v1/price-sources"
        paged: false
        idKey: "name"
        feedKinds: "price_check price_source"
        Component.onCompleted: reload()
    }
    StateView {
        objectName: "listState"
        width: parent.width
        shown: sources.count > 0 ? "" : sources.state === "ready" ? "empty" : sources.state === "error" ? "error" : "loading"
        iconName: "plane"
        title: shown === "error" ? qsTr("The list could not be loaded") : qsTr("No price source yet")
        sentence: shown === "error" ? sources.problem : qsTr("The operator sets them up.")
        action: shown === "error" ? qsTr("Try now") : ""
        onActed: sources.reload()
    }
    Column {
        id: column

        width: section.width
        visible: sources.count > 0
        spacing: 12

        Repeater {
            model: ["flights", "hotels"].filter(side => (section.order[side] ?? []).length > 1)

            Card {
                id: side

                required property string modelData
                readonly property var names: section.order[modelData]

                width: column.width
                implicitHeight: turns.implicitHeight + 28

                ColumnLayout {
                    id: turns

                    x: 16
                    y: 14
                    width: parent.width - 32
                    spacing: 6

                    Txt { text: qsTr("%1: who is asked first").arg(section.sideNames[side.modelData]); weight: Font.DemiBold }
                    Repeater {
                        model: side.names

                        RowLayout {
                            id: turn

                            required property string modelData
                            required property int index

                            Layout.fillWidth: true
                            spacing: 8

                            Txt { Layout.fillWidth: true; text: (turn.index + 1) + ". " + section.label(turn.modelData) }
                            PButton {
                                iconName: "arrow-up"
                                explains: qsTr("Ask %1 earlier").arg(section.label(turn.modelData))
                                enabled: turn.index > 0 && App.client.online
                                onClicked: section.moveUp(side.modelData, turn.index)
                            }
                        }
                    }
                }
            }
        }
        Repeater {
            model: sources

            SourceCard { width: column.width; sideNames: section.sideNames; onChanged: sources.reload() }
        }
    }
}
