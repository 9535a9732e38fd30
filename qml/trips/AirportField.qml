// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Portier

/// An airport by code, city or name (TRP-276).
SuggestField {
    id: field

    property string code: ""

    signal chosen(string code, var airport)

    placeholder: qsTr("Code or city")
    listName: qsTr("Airports")
    onCodeChanged: if (text.toUpperCase() !== code) text = code
    onEdited: text => {
        chosen(text.trim().toUpperCase(), null)
        if (text.trim().length < 2) {
            offer([])
            return
        }
        App.call("GET", "/api/v1/airports", {q: text.trim(), limit: 6}, reply => {
            if (reply.ok && field.text === text)
                offer(reply.body.items.map(hitOf))
        })
    }
    onTaken: airport => {
        text = airport.code
        chosen(airport.code, airport)
    }

    function hitOf(airport: var): var {
        return {lead: airport.code, text: airport.city + (airport.kind === "metro" ? "" : " · " + airport.name), trail: airport.country_code, value: airport}
    }
}
