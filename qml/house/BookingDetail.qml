// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.HouseActions
import Portier.Theme

/// One stay: facts, approvals, timeline, and the decision at its foot (BKG-131, BKG-132, BKG-134).
FocusScope {
    id: page

    property string bookingId: ""
    property var booking: ({})
    property bool deciding: false

    readonly property bool loaded: booking.id !== undefined
    readonly property string ownParty: (booking.approvals ?? []).find(approval => approval.party_id === booking.own_party_id)?.party ?? ""
    readonly property bool isAdmin: (App.session.account.roles ?? []).includes("admin")

    function load(): void {
        if (bookingId === "")
            return
        const asked = bookingId
        App.call("GET", "/api/v1/bookings/" + asked, {}, reply => {
            if (asked === bookingId && reply.ok)
                booking = reply.body
        })
    }
    function approve(): void {
        if (!HouseActions.may(booking, "approve") || deciding || !App.client.online)
            return
        deciding = true
        HouseActions.decide(booking, "approve", {}, () => { deciding = false; load() })
    }
    onBookingIdChanged: { booking = {}; load() }

    Connections {
        target: HouseActions

        function onApproveRequested(): void { if (page.visible) page.approve() }
        function onDenyRequested(): void { if (page.visible && HouseActions.may(page.booking, "deny")) deny.open() }
    }
    Connections {
        target: App

        function onFeedChanged(kind: string, objectId: string): void { if (objectId === page.bookingId) page.load() }
    }
    PDialog {
        id: deny

        objectName: "denyDialog"
        readonly property bool wasConfirmed: page.booking.status === "confirmed"

        title: qsTr("Deny: %1, %2").arg(page.booking.requester_first_name ?? "").arg(HouseActions.range(page.booking))
        verb: qsTr("Deny request")
        verbKind: "final"
        busy: page.deciding
        verbEnabled: comment.text.trim() !== "" && comment.text.length <= 500 && App.client.online
        verbReason: App.client.online ? qsTr("Say why.") : qsTr("Not while offline")
        onAboutToShow: { comment.text = HouseActions.drafts[page.bookingId] ?? ""; comment.input.forceActiveFocus() }
        onConfirmed: {
            page.deciding = true
            HouseActions.decide(page.booking, "deny", {comment: comment.text.trim(), ack_confirmed: wasConfirmed}, reply => {
                page.deciding = false
                if (reply.ok) {
                    delete HouseActions.drafts[page.bookingId]
                    close()
                } else
                    comment.error = reply.errors.comment ?? ""
                page.load()
            })
        }

        Banner {
            Layout.fillWidth: true
            visible: deny.wasConfirmed
            tone: "bad"
            text: qsTr("This stay is confirmed already. Denying it cancels a promise.")
        }
        Field {
            id: comment

            objectName: "denyComment"
            Layout.fillWidth: true
            label: qsTr("Why? %1 reads this.").arg(page.booking.requester_first_name ?? "")
            hint: qsTr("%1/500").arg(text.length)
            onEdited: text => { error = text.length > 500 ? qsTr("At most 500 characters (%1/500).").arg(text.length) : ""; HouseActions.drafts[page.bookingId] = text }
        }
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        Flickable {
            Layout.fillWidth: true
            Layout.fillHeight: true
            contentHeight: column.implicitHeight + 44
            clip: true
            boundsBehavior: Flickable.StopAtBounds

            ColumnLayout {
                id: column

                x: Theme.pageMargin
                y: 20
                width: Math.min(760, parent.width - 48)
                spacing: 14
                visible: page.loaded

                PageHeader {
                    Layout.fillWidth: true
                    title: page.loaded ? page.booking.requester_first_name + " · " + HouseActions.range(page.booking) : ""
                    sentence: page.loaded ? [qsTr("%n day(s)", "", page.booking.total_days), HouseActions.persons(page.booking.party_size), page.booking.resource_name].join(" · ") : ""
                    beside: Chip {
                        text: HouseActions.status(page.booking).text
                        iconName: HouseActions.status(page.booking).iconName
                        tone: HouseActions.status(page.booking).tone
                    }
                }
                Card {
                    Layout.fillWidth: true
                    implicitHeight: facts.implicitHeight + 32

                    ColumnLayout {
                        id: facts

                        anchors.fill: parent
                        anchors.margins: 16
                        spacing: 6

                        Txt { text: qsTr("Affiliation"); px: Theme.label; color: Theme.ink2 }
                        PartyMark { name: page.booking.affiliation?.name ?? ""; colour: page.booking.affiliation?.colour ?? Theme.sunken }
                        Txt { visible: !!page.booking.description; text: qsTr("Message"); px: Theme.label; color: Theme.ink2 }
                        Txt { Layout.fillWidth: true; visible: text !== ""; text: page.booking.description ?? "" }
                    }
                }
                Txt {
                    text: qsTr("Approvals · %1 of %2").arg((page.booking.approvals ?? []).filter(each => each.decision === "approved").length).arg((page.booking.approvals ?? []).length)
                    weight: Font.DemiBold
                }
                Repeater {
                    model: page.booking.approvals ?? []

                    RowLayout {
                        id: approval

                        required property var modelData
                        readonly property var look: ({approved: [qsTr("Approved"), "circle-check", "ok"], denied: [qsTr("Denied"), "circle-x", "bad"], no_response: [qsTr("Open"), "hourglass", "wait"]})[modelData.decision]

                        Layout.fillWidth: true
                        spacing: 12

                        ColumnLayout {
                            spacing: 2

                            Txt { Layout.fillWidth: true; text: approval.modelData.party; weight: Font.DemiBold }
                            Txt { Layout.fillWidth: true; text: (App.format.tick, approval.modelData.decided_at ? App.format.dateTime(approval.modelData.decided_at) : qsTr("no answer yet")); px: Theme.label; color: Theme.ink2 }
                            Txt { Layout.fillWidth: true; visible: text !== ""; text: approval.modelData.comment ?? "" }
                        }
                        Chip { text: approval.look[0]; iconName: approval.look[1]; tone: approval.look[2] }
                    }
                }
                Txt { text: qsTr("Timeline"); weight: Font.DemiBold }
                Repeater {
                    model: page.booking.timeline ?? []

                    RowLayout {
                        id: event

                        required property var modelData
                        readonly property var words: ({
                            submitted: [qsTr("%1 sent the request"), "send"], created: [qsTr("%1 sent the request"), "send"],
                            approved: [qsTr("%1 approved"), "check"], denied: [qsTr("%1 denied"), "x"],
                            canceled: [qsTr("%1 canceled"), "ban"], confirmed: [qsTr("Confirmed"), "circle-check"],
                            reopened: [qsTr("%1 asked again"), "undo-2"], date_extended: [qsTr("%1 changed the dates"), "calendar-days"],
                            date_changed: [qsTr("%1 changed the dates"), "calendar-days"], edited: [qsTr("%1 changed something"), "pencil"]
                        })[modelData.type] ?? [modelData.type, "info"]

                        Layout.fillWidth: true
                        spacing: 12

                        Icon { Layout.alignment: Qt.AlignTop; name: event.words[1]; size: 16 }
                        Txt { Layout.fillWidth: true; text: event.words[0].replace("%1", event.modelData.actor?.name ?? qsTr("Portier")) + (event.modelData.note ? "\n" + event.modelData.note : "") }
                        Txt { Layout.alignment: Qt.AlignTop; text: (App.format.tick, App.format.dateTime(event.modelData.at)); px: Theme.label; color: Theme.ink2; wrapMode: Text.NoWrap }
                    }
                }
                BookingMails {
                    Layout.fillWidth: true
                    visible: page.isAdmin && count > 0
                    bookingId: page.isAdmin && page.loaded ? page.booking.id : ""
                }
            }
        }
        Rectangle {
            Layout.fillWidth: true
            visible: HouseActions.may(page.booking, "approve") || HouseActions.may(page.booking, "deny")
            implicitHeight: foot.implicitHeight + 28
            color: Theme.surface

            Rectangle { width: parent.width; height: 1; color: Theme.line }
            Flow {
                id: foot

                anchors.left: parent.left
                anchors.right: parent.right
                anchors.margins: Theme.pageMargin
                anchors.verticalCenter: parent.verticalCenter
                spacing: 12

                PButton {
                    objectName: "approve"
                    visible: HouseActions.may(page.booking, "approve")
                    kind: "primary"
                    iconName: "check"
                    text: page.ownParty !== "" ? qsTr("Approve for %1").arg(page.ownParty) : qsTr("Approve request")
                    keys: "A"
                    busy: page.deciding
                    enabled: App.client.online && !page.deciding
                    offReason: qsTr("Not while offline")
                    onClicked: page.approve()
                }
                PButton {
                    objectName: "deny"
                    visible: HouseActions.may(page.booking, "deny")
                    kind: "danger"
                    iconName: "x"
                    text: qsTr("Deny …")
                    keys: "D"
                    enabled: App.client.online && !page.deciding
                    offReason: qsTr("Not while offline")
                    onClicked: deny.open()
                }
            }
        }
    }
}
