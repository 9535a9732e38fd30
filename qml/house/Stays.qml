// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier

/// The stays of a house by day, and a range of days that is being chosen. Days are ISO texts, so that they compare.
QtObject {
    id: stays

    property var byId: ({})         ///< every stay that was loaded
    property string today: ""
    property string lastDay: ""     ///< of the horizon; empty: not known
    property string anchor: ""      ///< where the choice began
    property string head: ""        ///< where it is
    readonly property string from: anchor < head ? anchor : head
    readonly property string to: anchor < head ? head : anchor
    readonly property bool chosen: anchor !== ""
    readonly property int days: chosen ? between(from, to) + 1 : 0
    readonly property var blocker: chosen ? (byId, stayIn(from, to)) : null
    readonly property bool tooEarly: chosen && today !== "" && from < today
    readonly property bool tooLate: chosen && lastDay !== "" && from > lastDay
    readonly property bool free: chosen && blocker === null && !tooEarly && !tooLate

    function addDays(day: string, count: int): string {
        const date = new Date(day + "T00:00:00Z")
        date.setUTCDate(date.getUTCDate() + count)
        return date.toISOString().slice(0, 10)
    }
    /// As the server counts: the 31st of a short month is its last day.
    function monthsAfter(day: string, months: int): string {
        const [year, month, date] = day.split("-").map(Number)
        const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
        return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
    }
    function between(first: string, last: string): int {
        return (Date.parse(last) - Date.parse(first)) / 86400000
    }
    /// Adds what was loaded; `anew`: nothing known before counts any more.
    function take(bookings: var, anew: bool): void {
        const known = anew ? {} : Object.assign({}, byId)
        for (const booking of bookings)
            known[booking.id] = booking
        byId = known
    }
    function forget(): void {
        byId = {}
        clear()
    }
    function clear(): void { anchor = head = "" }
    function choose(day: string, extend: bool): void {
        if (!extend || anchor === "")
            anchor = day
        head = day
    }
    function stayIn(first: string, last: string): var {
        for (const id in byId) {
            const stay = byId[id]
            if (stay.start_date <= last && stay.end_date >= first)
                return stay
        }
        return null
    }
}
