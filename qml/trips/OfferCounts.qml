// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// How many offers the source gave, and why some of them are not shown (TRP-274, TRP-078).
ColumnLayout {
    id: view

    required property var result ///< one side of a snapshot
    required property int shown  ///< offers in the list
    readonly property var counts: result.counts ?? ({})
    readonly property var reasons: ({
        max_stops: n => qsTr("%n with too many stops", "", n),
        airlines: n => qsTr("%n of other airlines", "", n),
        cabin: n => qsTr("%n in a lower class", "", n),
        hidden_city: n => qsTr("%n that you would have to leave early", "", n),
        stars: n => qsTr("%n with too few stars", "", n),
        room_types: n => qsTr("%n with other rooms", "", n),
        views: n => qsTr("%n with another view", "", n),
        no_price: n => qsTr("%n without a price", "", n),
        nightly_only: n => qsTr("%n with a price per night only", "", n),
        mismatch: n => qsTr("%n for other days or places", "", n),
        currency: n => qsTr("%n in another currency", "", n),
        malformed: n => qsTr("%n that cannot be read", "", n),
        duplicate: n => qsTr("%n given twice", "", n)
    })
    readonly property var filtered: sorted(counts.filtered)
    readonly property var others: {
        const unpriced = counts.unpriced_reasons ?? (counts.unpriced > 0 ? {no_price: counts.unpriced} : {})
        const {mismatch, currency, malformed, duplicate} = counts
        return sorted(Object.assign({}, unpriced, {mismatch, currency, malformed, duplicate}))
    }
    readonly property var leftOut: filtered.concat(others)
    readonly property string sentence: {
        if (shown > 0)
            return [counts.kept > shown ? qsTr("Only the %n cheapest are shown.", "", shown) : "",
                    leftOut.length > 0 ? qsTr("Not shown: %1.").arg(leftOut.join(", ")) : ""].filter(part => part !== "").join(" ")
        if (result.status === undefined)
            return qsTr("The first offers come with the next check.")
        if (result.status === "no_source")
            return qsTr("No price source is set up for this.")
        if (result.status === "failed")
            return others.length > 0 ? qsTr("None of the offers can be used:") : qsTr("The price source gave no answer.")
        if (filtered.length > 0)
            return others.length > 0 ? qsTr("Your filters left nothing over:") : qsTr("Your filters removed every offer:")
        return others.length > 0 ? qsTr("None of the offers can be used:") : qsTr("No offer was found.")
    }

    spacing: 4
    visible: sentence !== ""

    /// The greatest first.
    function sorted(counted: var): var {
        return Object.entries(counted ?? {}).filter(([reason, n]) => n > 0).sort((a, b) => b[1] - a[1])
            .map(([reason, n]) => reasons[reason] ? reasons[reason](n) : reason + ": " + n)
    }

    Txt {
        objectName: "countsSentence"
        Layout.fillWidth: true
        text: view.sentence
        px: view.shown > 0 ? Theme.label : Theme.body
        color: Theme.ink2
    }
    Repeater {
        model: view.shown > 0 ? [] : view.leftOut

        Txt {
            required property string modelData

            objectName: "leftOut"
            Layout.fillWidth: true
            Layout.leftMargin: 12
            text: modelData
            color: Theme.ink2
        }
    }
}
