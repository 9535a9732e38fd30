// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Nav
import Portier.Theme

/// One price source: each side in words, budgets as bars, and a try.
Card {
    id: card

    required property var item
    required property var sideNames
    readonly property var health: item.health ?? ({})
    readonly property bool held: Object.values(health).some(side => side.state === "open" || !!side.held_until)

    signal changed()

    implicitHeight: column.implicitHeight + 28

    function words(side: var): string {
        if (side.held_until)
            return qsTr("on hold until %1").arg(App.format.dateTime(side.held_until))
        if (side.state === "open")
            return qsTr("does not answer, next try %1").arg(App.format.dateTime(side.retry_at))
        return side.last_ok_at ? qsTr("answered %1").arg(App.format.ago(side.last_ok_at)) : qsTr("not asked yet")
    }
    function test(): void {
        trial.busy = true
        App.call("POST", "/api/v1/price-sources/" + item.name + "/test", {}, reply => {
            trial.busy = false
            changed()
            if (!reply.ok)
                return Nav.complain(reply)
            Nav.say(reply.body.sides.map(side => (sideNames[side.side] ?? side.side) + ": " + (side.ok ? qsTr("%n offer(s)", "", side.offers) : side.code)).join(" · "))
        })
    }

    ColumnLayout {
        id: column

        x: 16
        y: 14
        width: parent.width - 32
        spacing: 8

        // Not a layout: on Qt 6.4 one within another does not see a chip grow with its words.
        Item {
            Layout.fillWidth: true
            implicitHeight: Math.max(heading.implicitHeight, chips.implicitHeight)

            Txt {
                id: heading

                anchors.left: parent.left
                anchors.right: chips.left
                anchors.rightMargin: 12
                anchors.verticalCenter: parent.verticalCenter
                text: card.item.label
                px: Theme.section
                weight: Font.DemiBold
            }
            Row {
                id: chips

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                spacing: 12

                Chip { visible: card.item.simulated; text: qsTr("Demo"); iconName: "info"; tone: "accent" }
                Chip {
                    text: !card.item.configured ? qsTr("Not set up") : card.held ? qsTr("On hold") : card.item.serving ? qsTr("Serves") : qsTr("Stands by")
                    iconName: !card.item.configured ? "ban" : card.held ? "triangle-alert" : "circle-check"
                    tone: !card.item.configured ? "neutral" : card.held ? "wait" : card.item.serving ? "ok" : "neutral"
                }
            }
        }
        Repeater {
            model: card.item.sides

            Txt {
                required property string modelData
                readonly property var health: card.health[modelData] ?? null

                Layout.fillWidth: true
                text: (App.format.tick, (card.sideNames[modelData] ?? modelData) + (health ? ": " + card.words(health) + (health.last_error ? " · " + health.last_error.replace(/_/g, " ") : "") : ""))
                px: Theme.label
                color: Theme.ink2
            }
        }
        Repeater {
            model: card.item.budgets ?? []

            ColumnLayout {
                id: budget

                required property var modelData
                readonly property real part: modelData.limit > 0 ? Math.min(1, modelData.used / modelData.limit) : 0

                Layout.fillWidth: true
                spacing: 4

                Txt { Layout.fillWidth: true; text: budget.modelData.period + ": " + qsTr("%1 of %2 calls used").arg(App.format.number(budget.modelData.used)).arg(App.format.number(budget.modelData.limit)); px: Theme.label }
                Rectangle {
                    Layout.fillWidth: true
                    implicitHeight: 8
                    radius: 4
                    color: Theme.sunken
                    border.color: Theme.line
                    border.width: Theme.border

                    Rectangle { width: parent.width * budget.part; height: parent.height; radius: 4; color: budget.part >= 1 ? Theme.badEdge : budget.part >= 0.8 ? Theme.waitEdge : Theme.accent }
                    Rectangle { x: parent.width * 0.8; y: -3; width: 2; height: parent.height + 6; color: Theme.edge } // where the operator is warned
                }
            }
        }
        Txt {
            Layout.fillWidth: true
            visible: (card.item.saving?.avoided_calls ?? 0) > 0
            text: qsTr("%1 of %2 calls of the last 30 days were answered from what was known.").arg(card.item.saving?.avoided_calls ?? 0)
                  .arg((card.item.saving?.avoided_calls ?? 0) + (card.item.saving?.live_calls ?? 0))
            px: Theme.label
            color: Theme.ink2
        }
        Flow {
            Layout.fillWidth: true
            visible: card.item.configured
            spacing: 8

            PButton {
                id: trial

                text: qsTr("Test")
                explains: qsTr("Test %1").arg(card.item.label)
                iconName: "refresh-cw"
                enabled: App.client.online && !busy
                offReason: qsTr("Not while offline")
                onClicked: card.test()
            }
            PButton {
                visible: card.held
                text: qsTr("Lift hold")
                explains: qsTr("Lift hold of %1").arg(card.item.label)
                enabled: App.client.online
                offReason: qsTr("Not while offline")
                onClicked: App.call("POST", "/api/v1/price-sources/" + card.item.name + "/reset", {}, reply => { if (!reply.ok) Nav.complain(reply); card.changed() })
            }
        }
    }
}
