// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.Theme

/// The key tag: somebody waits, and until when. Calm, below an hour, below ten minutes.
Rectangle {
    id: tag

    property var deadline: null
    property var days: undefined ///< calendar days until then, where whoever set the deadline counts in its own days
    property string kind: ""
    readonly property alias text: words.text

    readonly property bool countsDays: days !== undefined
    readonly property real minutesLeft: {
        App.format.tick
        if (countsDays)
            return days > 0 ? days * 1440 : 59 // of the day itself nobody knows the hour
        return deadline ? App.format.minutesUntil(deadline) : 1e9
    }
    readonly property bool urgent: minutesLeft < 10
    readonly property bool near: minutesLeft < 60
    readonly property color inkColor: urgent ? Theme.badInk : near ? Theme.wait : Theme.ink2

    implicitWidth: row.implicitWidth + 18
    implicitHeight: 24 * Theme.scale
    radius: 6
    color: urgent ? Theme.badSolid : near ? Theme.waitSoft : Theme.canvas
    border.color: urgent ? Theme.badSolid : near ? Theme.waitEdge : Theme.line
    border.width: Theme.border

    Accessible.role: Accessible.StaticText
    Accessible.name: words.text

    Row {
        id: row

        anchors.centerIn: parent
        spacing: 7

        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: 6
            height: 6
            radius: 3
            color: tag.urgent ? tag.inkColor : "transparent"
            border.color: tag.inkColor
            border.width: Theme.border
        }
        Txt {
            id: words

            text: {
                if (tag.countsDays)
                    return tag.days > 1 ? qsTr("starts in %n day(s)", "", tag.days) : tag.days === 1 ? qsTr("starts tomorrow")
                         : tag.days === 0 ? qsTr("starts today") : qsTr("has begun")
                if (!tag.deadline)
                    return qsTr("no deadline")
                const left = App.format.remaining(tag.deadline)
                if (left === "")
                    return qsTr("time is up")
                if (tag.kind === "stay_begins" && tag.minutesLeft >= 2 * 1440) // German bends the days
                    return qsTr("starts in %n day(s)", "", Math.floor(tag.minutesLeft / 1440))
                return tag.kind === "stay_begins" ? qsTr("starts in %1").arg(left) : qsTr("%1 left").arg(left)
            }
            px: Theme.small
            weight: Font.DemiBold
            wrapMode: Text.NoWrap
            color: tag.inkColor
        }
    }
}
