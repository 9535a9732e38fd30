// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Nav

/// Asks before a leaked link is renewed: every mail that carries it stops working (BKG-074, BKG-136).
PDialog {
    id: dialog

    property string linkId: ""
    property string partyId: "" ///< instead of the link's own id
    property string owner: ""

    signal renewed()

    function askLink(id: string, whose: string): void {
        linkId = id
        partyId = ""
        owner = whose
        problem = ""
        open()
    }
    function askParty(id: string, whose: string): void {
        linkId = ""
        partyId = id
        owner = whose
        problem = ""
        open()
    }
    function renew(id: string): void {
        App.call("POST", "/api/v1/links/" + id + "/renew", {}, reply => {
            busy = false
            if (!reply.ok)
                return refused(reply)
            close()
            Nav.say(qsTr("The link of %1 is renewed. The new one is on its way.").arg(owner))
            renewed()
        })
    }

    title: qsTr("Renew the link of %1").arg(owner)
    verb: qsTr("Renew link")
    verbKind: "final"
    onConfirmed: {
        busy = true
        if (linkId !== "")
            return renew(linkId)
        App.call("GET", "/api/v1/admin/links", {party_id: partyId, limit: 1}, reply => {
            const link = reply.body.items?.[0]
            if (reply.ok && link)
                return renew(link.id)
            busy = false
            if (!reply.ok)
                return refused(reply)
            close()
            Nav.say(qsTr("%1 has no link yet. Mail it one.").arg(owner))
        })
    }

    Txt { Layout.fillWidth: true; text: qsTr("The link and every button in mails that were sent stop working at once. Portier mails the new link. This cannot be undone.") }
}
