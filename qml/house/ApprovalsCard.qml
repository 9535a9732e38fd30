// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.HouseActions
import Portier.Theme

/// What each party said about a stay.
ColumnLayout {
    id: view

    required property var booking
    property var colours: ({}) ///< party id -> colour
    readonly property var approvals: booking.approvals ?? []

    spacing: 8

    Txt {
        Layout.fillWidth: true
        text: qsTr("Approvals · %1 of %2").arg(view.approvals.filter(each => each.decision === "approved").length).arg(view.approvals.length)
        weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }
    Card {
        Layout.fillWidth: true
        implicitHeight: rows.implicitHeight

        Column { // a positioner: a layout that is hidden keeps rows that are gone (Qt 6.4)
            id: rows

            width: parent.width

            Repeater {
                model: view.approvals

                Item {
                    id: approval

                    required property var modelData
                    required property int index
                    readonly property var look: ({approved: [qsTr("Approved"), "circle-check", "ok"], denied: [qsTr("Denied"), "circle-x", "bad"],
                                                  no_response: [qsTr("Open"), "hourglass", "wait"]})[modelData.decision] ?? [modelData.decision, "info", "neutral"]
                    readonly property string when: modelData.decided_at ? App.format.dateTime(modelData.decided_at)
                                                 : modelData.party_id === view.booking.own_party_id ? qsTr("You decide") : qsTr("no answer yet")

                    width: parent?.width ?? 0
                    height: line.implicitHeight + 24
                    Accessible.role: Accessible.Row
                    Accessible.name: [modelData.party, look[0], when, modelData.comment ?? ""].filter(part => part !== "").join(", ")

                    Rectangle { visible: approval.index > 0; width: parent.width; height: 1; color: Theme.line }
                    RowLayout {
                        id: line

                        anchors.left: parent.left
                        anchors.right: parent.right
                        anchors.margins: 14
                        anchors.verticalCenter: parent.verticalCenter
                        spacing: 10

                        PartyMark {
                            Layout.alignment: Qt.AlignTop
                            Layout.preferredWidth: 28 * Theme.scale
                            Layout.preferredHeight: 28 * Theme.scale
                            name: HouseActions.initial(approval.modelData.party, view.approvals.map(each => each.party))
                            colour: view.colours[approval.modelData.party_id] ?? Theme.sunken
                        }
                        ColumnLayout {
                            Layout.fillWidth: true
                            spacing: 2

                            Txt { Layout.fillWidth: true; text: approval.modelData.party; weight: Font.DemiBold }
                            Txt { Layout.fillWidth: true; text: (App.format.tick, approval.when); px: Theme.label; color: Theme.ink2 }
                            Txt { Layout.fillWidth: true; visible: text !== ""; text: approval.modelData.comment ?? "" }
                        }
                        Chip { Layout.alignment: Qt.AlignTop; text: approval.look[0]; iconName: approval.look[1]; tone: approval.look[2] }
                    }
                }
            }
        }
    }
}
