// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier.HouseActions

/// The fields of a dialog, by name, as they are typed. What differs from the saved ones outlives the dialog, the list
/// behind it and a change by somebody else, until it is saved or thrown away.
QtObject {
    id: typed

    property string key: ""    ///< what the dialog is open for
    property var saved: ({})   ///< as the server has them
    property var values: ({})
    property bool resumed: false ///< some of it was typed earlier

    function begin(forKey: string, asSaved: var): void {
        key = forKey
        saved = asSaved
        const kept = HouseActions.forms[key] ?? {}
        values = Object.assign({}, saved, kept)
        resumed = Object.keys(kept).length > 0
    }
    function set(field: string, value: var): void {
        values = Object.assign({}, values, {[field]: value})
        keep()
    }
    /// Somebody else saved: their fields come in, what was typed here stays.
    function meet(asSaved: var): void {
        const mine = changes()
        saved = asSaved
        values = Object.assign({}, saved, mine)
        keep()
    }
    function startAnew(): void {
        delete HouseActions.forms[key]
        begin(key, saved)
    }
    function changes(): var {
        const mine = {}
        for (const field in values) {
            if (values[field] !== saved[field])
                mine[field] = values[field]
        }
        return mine
    }
    function keep(): void {
        const mine = changes()
        if (Object.keys(mine).length > 0)
            HouseActions.forms[key] = mine
        else
            delete HouseActions.forms[key]
    }
    function done(): void {
        delete HouseActions.forms[key]
        resumed = false
    }
}
