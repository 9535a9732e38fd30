// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Drafts
import Portier.Theme

/// API keys; the raw key is shown once: until somebody says that it is saved, and never again.
ColumnLayout {
    id: section

    readonly property string keptAs: "key:fresh"
    property string fresh: Drafts.forms[keptAs]?.secret ?? ""

    spacing: 12

    function create(): void { dialog.ask() }
    function reveal(secret: string): void {
        Drafts.forms[keptAs] = {secret: secret}
        fresh = secret
        keys.list.reload()
        Qt.callLater(() => copy.forceActiveFocus(Qt.TabFocusReason))
    }

    KeyDialog { id: dialog; objectName: "keyDialog"; onIssued: secret => section.reveal(secret) }
    RotateDialog { id: rotation; objectName: "rotateDialog"; onIssued: secret => section.reveal(secret) }
    Rectangle {
        objectName: "freshKey"
        Layout.fillWidth: true
        visible: section.fresh !== ""
        implicitHeight: once.implicitHeight + 32
        radius: 10
        color: Theme.waitSoft
        border.color: Theme.waitEdge
        border.width: Theme.border
        Accessible.role: Accessible.AlertMessage
        Accessible.name: headline.text

        ColumnLayout {
            id: once

            anchors.fill: parent
            anchors.margins: 16
            spacing: 8

            Txt { id: headline; Layout.fillWidth: true; text: qsTr("This is the key. You see it only now."); weight: Font.DemiBold }
            Txt { Layout.fillWidth: true; text: section.fresh; wrapMode: Text.WrapAnywhere; font.family: Theme.monoFamily }
            Flow {
                Layout.fillWidth: true
                Layout.topMargin: 4
                spacing: 8

                PButton { id: copy; objectName: "copyKey"; text: qsTr("Copy key"); iconName: "copy"; onClicked: App.copy(section.fresh) }
                PButton {
                    objectName: "keySaved"
                    text: qsTr("I have saved it")
                    onClicked: {
                        delete Drafts.forms[section.keptAs]
                        section.fresh = ""
                    }
                }
            }
        }
    }
    AdminList {
        id: keys

        Layout.fillWidth: true
        Layout.fillHeight: true
        path: "/api/v1/admin/api-keys"
        feedKinds: "api_key"
        iconName: "key-round"
        emptyTitle: qsTr("No API key yet")
        emptySentence: qsTr("A key lets a program speak to Portier in your name.")
        titleOf: item => item.name
        noteOf: item => [item.prefix + "…", item.scopes.join(", "), item.last_used_at ? qsTr("used %1").arg(App.format.ago(item.last_used_at)) : qsTr("never used"),
                         item.expires_at ? qsTr("valid until %1").arg(App.format.dateTime(item.expires_at)) : "",
                         item.previous_until ? qsTr("the old secret works until %1").arg(App.format.dateTime(item.previous_until)) : ""].filter(part => part !== "").join(" · ")
        chipOf: item => item.is_active ? {text: qsTr("Active"), iconName: "circle-check", tone: "ok"} : {text: qsTr("Revoked"), iconName: "ban", tone: "neutral"}
        actionsOf: item => {
            const flip = {text: item.is_active ? qsTr("Revoke key") : qsTr("Activate key"), kind: item.is_active ? "danger" : "plain", method: "PATCH", path: "/api/v1/admin/api-keys/" + item.id, version: item.version, body: {is_active: !item.is_active}}
            return item.is_active ? [{text: qsTr("New secret …"), run: () => rotation.ask(item)}, flip] : [flip]
        }
    }
}
