// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier

/// A day, typed as the language writes it ("12.11.2027", "2027-11-12") or moved by up and down. The value is ISO.
Field {
    id: field

    property string value: ""

    signal picked(string value)

    readonly property string shownValue: (App.format.tick, value === "" ? "" : App.format.date(value))

    /// Something is typed that is no day.
    readonly property bool unreadable: text.trim() !== "" && iso(text) === ""

    function iso(typed: string): string {
        const parts = typed.match(/^\s*(\d{1,2})[.\/ ]+(\d{1,2})[.\/ ]+(\d{4})\s*$/)
        const read = parts ? parts[3] + "-" + parts[2].padStart(2, "0") + "-" + parts[1].padStart(2, "0")
                           : (typed.match(/^\s*(\d{4}-\d{2}-\d{2})\s*$/) ?? ["", ""])[1]
        if (read === "")
            return typed === shownValue ? value : ""
        const day = new Date(read + "T00:00:00Z")
        return !isNaN(day.getTime()) && day.toISOString().slice(0, 10) === read ? read : ""
    }
    function move(days: int): void {
        const day = new Date(value + "T00:00:00Z")
        if (isNaN(day.getTime()))
            return
        day.setUTCDate(day.getUTCDate() + days)
        picked(day.toISOString().slice(0, 10))
    }

    placeholder: qsTr("DD.MM.YYYY")
    text: shownValue
    onShownValueChanged: if (!input.activeFocus || iso(text) !== value) text = shownValue
    onEdited: text => picked(iso(text))
    Keys.onUpPressed: move(1)
    Keys.onDownPressed: move(-1)
}
