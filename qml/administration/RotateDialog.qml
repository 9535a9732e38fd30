// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Nav
import Portier.Theme

/// Gives a key a new secret; the old one may work for some days more, so that nothing stands still meanwhile.
PDialog {
    id: dialog

    property var key: ({})
    property int days: 1

    signal issued(string secret)

    function ask(about: var): void {
        key = about
        days = 1
        problem = overlap.error = ""
        open()
    }

    title: qsTr("New secret for “%1”").arg(key.name ?? "")
    verb: qsTr("Make new secret")
    onConfirmed: {
        const asked = key.id
        busy = true
        App.call("POST", "/api/v1/admin/api-keys/" + asked + "/rotate", {overlap_days: days}, reply => {
            busy = false
            if (reply.ok)
                issued(reply.body.token)
            if (asked !== key.id || !opened)
                return reply.ok ? undefined : Nav.complain(reply)
            overlap.error = reply.errors.overlap_days ?? ""
            problem = ""
            if (reply.ok)
                close()
            else if (overlap.error === "")
                refused(reply)
        })
    }

    Txt { Layout.fillWidth: true; text: qsTr("You see the new secret once, after this. Put it where the old one is used."); color: Theme.ink2 }
    ChoiceField {
        id: overlap

        objectName: "keyOverlap"
        Layout.fillWidth: true
        label: qsTr("The old one works")
        choices: [{value: 0, text: qsTr("no longer, from now on")}].concat([1, 2, 7].map(days => ({value: days, text: qsTr("for %n day(s) more", "", days)})))
        value: dialog.days
        onChosen: days => dialog.days = days
    }
}
