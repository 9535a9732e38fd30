// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// What to expect of a trip before it is saved: what will not work (TRP-034), what it costs each price source (TRP-122),
/// and what its alert would have told.
ColumnLayout {
    id: view

    property var forecast: null
    property string tripId: ""
    property var rule: null
    readonly property bool tells: warnings.count > 0 || costs.count > 0 || backtest.visible

    spacing: 8

    Repeater {
        id: warnings

        model: view.forecast?.warnings ?? []

        RowLayout {
            required property var modelData

            Layout.fillWidth: true
            spacing: 8

            Icon { Layout.alignment: Qt.AlignTop; name: "triangle-alert"; size: 16; color: Theme.wait }
            Txt {
                objectName: "warning"
                Layout.fillWidth: true
                text: parent.modelData.message
                px: Theme.label
                color: Theme.wait
                Accessible.role: Accessible.AlertMessage
                Accessible.name: text
            }
        }
    }
    Txt { visible: costs.count > 0; text: qsTr("What this costs"); weight: Font.DemiBold }
    Repeater {
        id: costs

        model: view.tripId === "" ? view.forecast?.sources ?? [] : [] ///< a saved trip costs already

        Txt {
            required property var modelData

            objectName: "cost"
            Layout.fillWidth: true
            text: (App.format.tick, (modelData.limit ? qsTr("%1: %2 calls more each month, %3 of %4 used.").arg(modelData.name).arg(modelData.added_per_month).arg(modelData.used).arg(modelData.limit)
                                                     : qsTr("%1: %2 calls more each month.").arg(modelData.name).arg(modelData.added_per_month))
                                    + (modelData.projected_exhaustion ? " " + qsTr("Used up on %1 at this pace.").arg(App.format.date(modelData.projected_exhaustion)) : ""))
            px: Theme.label
            color: modelData.projected_exhaustion ? Theme.wait : Theme.ink2
        }
    }
    BacktestLine {
        id: backtest

        Layout.fillWidth: true
        tripId: view.tripId
        rule: view.rule
    }
}
