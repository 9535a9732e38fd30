// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier.Drafts
import Portier.Nav

/// The fields of a form, by name, as they are typed, and what is wrong with them. What differs from the saved ones
/// outlives the form, the list behind it, a lost connection and a change by somebody else, until it is saved or thrown
/// away.
QtObject {
    id: typed

    property string key: ""      ///< what the form is open for
    property var places: []      ///< names of errors that a field of the form shows itself
    property var saved: ({})     ///< as the server has them
    property var values: ({})
    property var errors: ({})    ///< field -> what the server says is wrong with it
    property string problem: ""  ///< what belongs to no field
    property bool resumed: false ///< some of it was typed earlier
    property bool met: false     ///< somebody else saved meanwhile
    property bool shown: true    ///< somebody sees the form; else a refusal is told in a toast

    function begin(forKey: string, asSaved: var): void {
        key = forKey
        saved = asSaved
        const kept = Drafts.forms[key] ?? {}
        values = Object.assign({}, saved, kept)
        resumed = Object.keys(kept).length > 0
        forgive()
    }
    /// `error`: the name that the server has for what is wrong with the field, where it is another one.
    function set(field: string, value: var, error = ""): void {
        values = Object.assign({}, values, {[field]: value})
        const left = Object.assign({}, errors)
        delete left[error !== "" ? error : field]
        errors = left
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
        delete Drafts.forms[key]
        begin(key, saved)
    }
    function changes(): var {
        const mine = {}
        for (const field in values) {
            if (JSON.stringify(values[field]) !== JSON.stringify(saved[field]))
                mine[field] = values[field]
        }
        return mine
    }
    function keep(): void {
        const mine = changes()
        if (Object.keys(mine).length > 0)
            Drafts.forms[key] = mine
        else
            delete Drafts.forms[key]
    }
    function forgive(): void {
        errors = {}
        problem = ""
        met = false
    }
    /// What the server said to the fields that were sent under `sent`, a key; true when it took those of this form.
    function take(reply: var, sent: string): bool {
        if (!reply.ok && (sent !== key || !shown)) // another one is open by now, or none
            Nav.complain(reply)
        if (reply.ok)
            delete Drafts.forms[sent]
        if (sent !== key)
            return false
        forgive()
        if (reply.ok) {
            resumed = false
            return true
        }
        met = reply.status === 412 && reply.body.current !== undefined
        errors = reply.errors
        const homeless = Object.keys(errors).filter(field => !places.includes(field)).map(field => errors[field])
        if (homeless.length > 0)
            problem = homeless.join(" ")
        else if (!met && Object.keys(errors).length === 0)
            problem = Nav.words(reply)
        return false
    }
}
