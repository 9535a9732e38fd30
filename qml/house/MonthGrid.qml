// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier
import Portier.Theme

/// The weeks of a month: Monday first, one bar per stay and week. Arrows move the day, with Shift they choose a range,
/// as dragging does; Enter asks for it (BKG-133).
FocusScope {
    id: grid

    required property Stays stays
    property int year: 2027
    property int month: 1
    property string sentence: ""    ///< about the chosen range
    property string cursor: ""      ///< the day the keyboard is at

    readonly property var locale_: Qt.locale(App.format.language)
    readonly property string first: {
        const day = new Date(Date.UTC(year, month - 1, 1))
        return stays.addDays(day.toISOString().slice(0, 10), -((day.getUTCDay() + 6) % 7))
    }
    readonly property string monthText: year + "-" + String(month).padStart(2, "0")
    readonly property int weeks: Math.ceil((stays.between(first, new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)) + 1) / 7)
    readonly property real cell: width / 7
    readonly property real row: (height - head.height) / weeks

    signal requested()
    signal leaving(int by) ///< the day is in another month

    function dayAt(x: real, y: real): string {
        const column = Math.max(0, Math.min(6, Math.floor(x / cell))), week = Math.max(0, Math.min(weeks - 1, Math.floor((y - head.height) / row)))
        return stays.addDays(first, week * 7 + column)
    }
    function move(days: int, extend: bool): void {
        const from = cursor !== "" ? cursor : stays.today.startsWith(monthText) ? stays.today : monthText + "-01"
        if (extend && !stays.chosen)
            stays.choose(from, false)
        cursor = stays.addDays(from, cursor === "" && !extend ? 0 : days)
        if (extend)
            stays.choose(cursor, true)
        else
            stays.clear()
        if (cursor.slice(0, 7) !== monthText)
            leaving(cursor < monthText ? -1 : 1)
    }
    /// The stays of one week as bars: from and to in days of that week.
    function bars(week: int): var {
        const start = stays.addDays(first, week * 7), end = stays.addDays(start, 6), found = []
        for (const id in stays.byId) {
            const booking = stays.byId[id]
            if (booking.start_date <= end && booking.end_date >= start)
                found.push({booking: booking, goesOn: booking.start_date < start, runsOn: booking.end_date > end,
                            from: booking.start_date < start ? 0 : stays.between(start, booking.start_date),
                            to: booking.end_date > end ? 6 : stays.between(start, booking.end_date)})
        }
        return found
    }
    /// The part of a chosen range that lies in a week, or null.
    function chosenIn(week: int): var {
        const start = stays.addDays(first, week * 7), end = stays.addDays(start, 6)
        if (!stays.chosen || stays.from > end || stays.to < start)
            return null
        return {from: stays.from < start ? 0 : stays.between(start, stays.from), to: stays.to > end ? 6 : stays.between(start, stays.to)}
    }

    activeFocusOnTab: true
    Accessible.role: Accessible.Table
    Accessible.focusable: true
    Accessible.name: (App.format.tick, qsTr("Days of %1 %2").arg(locale_.standaloneMonthName(month - 1)).arg(year))
    Accessible.description: (App.format.tick, cursor !== "" ? App.format.date(cursor) : "")

    Keys.onPressed: event => {
        const extend = (event.modifiers & Qt.ShiftModifier) !== 0
        if (event.key === Qt.Key_Left)
            move(-1, extend)
        else if (event.key === Qt.Key_Right)
            move(1, extend)
        else if (event.key === Qt.Key_Up)
            move(-7, extend)
        else if (event.key === Qt.Key_Down)
            move(7, extend)
        else if (event.key === Qt.Key_PageUp)
            leaving(-1)
        else if (event.key === Qt.Key_PageDown)
            leaving(1)
        else if ((event.key === Qt.Key_Return || event.key === Qt.Key_Enter) && cursor !== "" && !stays.chosen)
            stays.choose(cursor, false)
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
            requested()
        else if (event.key === Qt.Key_Escape && stays.chosen)
            stays.clear()
        else
            return
        event.accepted = true
    }

    Row {
        id: head

        Repeater {
            model: 7

            Txt {
                required property int index

                width: grid.cell
                padding: 8
                text: grid.locale_.standaloneDayName((index + 1) % 7, Locale.ShortFormat)
                px: Theme.label
                color: Theme.ink2
            }
        }
    }
    Repeater {
        model: grid.weeks * 7

        Rectangle {
            id: box

            required property int index
            readonly property string day: grid.stays.addDays(grid.first, index)
            readonly property bool today: day === grid.stays.today
            readonly property bool faded: day < grid.stays.today || !day.startsWith(grid.monthText)

            x: (index % 7) * grid.cell
            y: head.height + Math.floor(index / 7) * grid.row
            width: grid.cell + 1 // neighbours share their line
            height: grid.row + 1
            color: grid.stays.lastDay !== "" && day > grid.stays.lastDay ? Theme.sunken : faded ? Theme.canvas : index % 7 > 4 ? Theme.weekend : Theme.surface
            border.color: Theme.line
            border.width: Theme.border

            Rectangle {
                visible: box.today
                x: 4
                y: 4
                width: number.implicitWidth + 8
                height: number.implicitHeight + 4
                radius: 6
                color: Theme.accent
            }
            Txt {
                id: number

                x: 8
                y: 6
                text: Number(box.day.slice(8)) + (App.format.language === "de" ? "." : "") + (box.day.endsWith("-01") ? " " + grid.locale_.standaloneMonthName(Number(box.day.slice(5, 7)) - 1, Locale.ShortFormat) : "")
                px: Theme.label
                weight: box.today ? Font.DemiBold : Font.Normal
                color: box.today ? Theme.accentInk : box.faded ? Theme.ink3 : Theme.ink
                wrapMode: Text.NoWrap
            }
            Txt {
                visible: box.today
                x: number.x + number.implicitWidth + 8
                y: 6
                text: qsTr("today")
                px: Theme.small
                weight: Font.Medium
                color: Theme.accent
                wrapMode: Text.NoWrap
            }
            Rectangle {
                anchors.fill: parent
                anchors.margins: 2
                visible: grid.activeFocus && box.day === grid.cursor
                color: "transparent"
                radius: 4
                border.width: 2
                border.color: Theme.focus
            }
        }
    }
    MouseArea {
        y: head.height
        width: grid.width
        height: grid.height - y
        preventStealing: true
        onPressed: mouse => {
            grid.forceActiveFocus(Qt.MouseFocusReason)
            grid.cursor = grid.dayAt(mouse.x, mouse.y + y)
            grid.stays.choose(grid.cursor, (mouse.modifiers & Qt.ShiftModifier) !== 0)
        }
        onPositionChanged: mouse => {
            grid.cursor = grid.dayAt(mouse.x, mouse.y + y)
            grid.stays.choose(grid.cursor, true)
        }
        onDoubleClicked: grid.requested()
    }
    Repeater {
        model: grid.weeks

        Item {
            id: week

            required property int index
            readonly property var part: (grid.stays.from, grid.stays.to, grid.chosenIn(index))

            y: head.height + index * grid.row
            width: grid.width
            height: grid.row

            Repeater {
                model: (grid.stays.byId, grid.first, grid.bars(week.index))

                StayBar {
                    required property var modelData

                    booking: modelData.booking
                    goesOn: modelData.goesOn
                    runsOn: modelData.runsOn
                    x: Math.round(modelData.from * grid.cell) + (goesOn ? 0 : 5)
                    y: Math.min(32, week.height * 0.36)
                    width: Math.round((modelData.to + 1) * grid.cell) - x - (runsOn ? 0 : 5)
                    height: Math.min(50 * Theme.scale, week.height - y - 4)
                }
            }
            Rectangle {
                visible: week.part !== null
                x: (week.part?.from ?? 0) * grid.cell + 2
                y: grid.stays.free ? Math.min(32, week.height * 0.36) : 2
                width: ((week.part?.to ?? 0) - (week.part?.from ?? 0) + 1) * grid.cell - 4
                height: grid.stays.free ? Math.min(50 * Theme.scale, week.height - y - 4) : week.height - 4
                radius: 6
                color: grid.stays.free ? Theme.selected : "transparent"
                border.width: 2
                border.color: grid.stays.free ? Theme.focus : Theme.badEdge

                Txt {
                    anchors.centerIn: parent
                    visible: grid.stays.free && implicitWidth < parent.width - 16
                    text: grid.sentence
                    px: Theme.label
                    wrapMode: Text.NoWrap
                }
            }
        }
    }
}
