// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// What a rule would have told about the prices of the last ninety days, before it is saved (TRP-194).
RowLayout {
    id: line

    required property string tripId
    property var rule: null    ///< {kind, measure, threshold}; null: nothing to try
    property var result: null
    property string asked: ""  ///< the rule that the result is of
    readonly property int days: 90
    readonly property string sentence: result !== null && result.snapshots > 0 ? result.text : ""

    visible: sentence !== ""
    spacing: 8

    onRuleChanged: {
        if (JSON.stringify(rule) === asked)
            return
        result = null
        wait.restart()
    }
    Connections {
        target: App.settings

        function onLanguageChanged(): void {
            line.asked = ""
            wait.restart()
        }
    }
    Timer {
        id: wait

        interval: 300
        onTriggered: {
            if (line.rule === null || line.tripId === "" || !App.client.online)
                return
            const asked = JSON.stringify(line.rule)
            App.call("POST", "/api/v1/trips/" + line.tripId + "/alert/backtest", Object.assign({days: line.days}, line.rule), reply => {
                if (asked !== JSON.stringify(line.rule) || !reply.ok)
                    return
                line.asked = asked
                line.result = reply.body
            })
        }
    }
    Icon { Layout.alignment: Qt.AlignTop; name: "history"; size: 16 }
    Txt {
        objectName: "backtest"
        Layout.fillWidth: true
        text: line.sentence
        px: Theme.label
        color: Theme.ink2
        Accessible.role: Accessible.StaticText
        Accessible.name: text
    }
}
