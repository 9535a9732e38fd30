// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// API keys; the raw key is shown once and never again.
ColumnLayout {
    id: section

    property string fresh: ""

    spacing: 12

    function create(): void { dialog.open() }

    PDialog {
        id: dialog

        title: qsTr("New API key")
        verb: qsTr("Create key")
        verbEnabled: keyName.text.trim() !== "" && scopes.chosen.length > 0 && App.client.online
        verbReason: qsTr("Give the key a name and a right.")
        onConfirmed: App.call("POST", "/api/v1/admin/api-keys", {account_id: App.session.account.id, name: keyName.text.trim(), scopes: scopes.chosen}, reply => {
            keyName.error = reply.ok ? "" : reply.errors.name ?? reply.title
            if (!reply.ok)
                return
            section.fresh = reply.body.token
            keyName.text = ""
            close()
            keys.list.reload()
        })

        Field { id: keyName; Layout.fillWidth: true; label: qsTr("Name of the key") }
        ColumnLayout {
            id: scopes

            property var chosen: ["trips:read"]

            Repeater {
                model: [{value: "trips:read", text: qsTr("Read trips")}, {value: "trips:write", text: qsTr("Change trips")}]

                Check {
                    required property var modelData

                    text: modelData.text
                    checked: scopes.chosen.includes(modelData.value)
                    onToggled: scopes.chosen = checked ? scopes.chosen.concat([modelData.value]) : scopes.chosen.filter(scope => scope !== modelData.value)
                }
            }
        }
    }
    Rectangle {
        Layout.fillWidth: true
        visible: section.fresh !== ""
        implicitHeight: once.implicitHeight + 32
        radius: 10
        color: Theme.waitSoft
        border.color: Theme.waitEdge

        ColumnLayout {
            id: once

            anchors.fill: parent
            anchors.margins: 16
            spacing: 8

            Txt { Layout.fillWidth: true; text: qsTr("This is the key. You see it only now."); weight: Font.DemiBold }
            Txt { Layout.fillWidth: true; text: section.fresh; wrapMode: Text.WrapAnywhere; font.family: Theme.monoFamily }
            Flow {
                Layout.fillWidth: true
                spacing: 8

                PButton { text: qsTr("Copy key"); iconName: "copy"; onClicked: App.copy(section.fresh) }
                PButton { kind: "primary"; text: qsTr("I have saved it"); onClicked: section.fresh = "" }
            }
        }
    }
    AdminList {
        id: keys

        Layout.fillWidth: true
        Layout.fillHeight: true
        path: "/api/v1/admin/api-keys"
        iconName: "key-round"
        emptyTitle: qsTr("No API key yet")
        titleOf: item => item.name
        noteOf: item => [item.prefix + "…", item.scopes.join(", "), item.last_used_at ? qsTr("used %1").arg(App.format.ago(item.last_used_at)) : qsTr("never used")].join(" · ")
        chipOf: item => item.is_active ? {text: qsTr("Active"), iconName: "circle-check", tone: "ok"} : {text: qsTr("Revoked"), iconName: "ban", tone: "neutral"}
        actionsOf: item => [{text: item.is_active ? qsTr("Revoke key") : qsTr("Activate key"), kind: item.is_active ? "danger" : "plain", method: "PATCH", path: "/api/v1/admin/api-keys/" + item.id, version: item.version, body: {is_active: !item.is_active}}]
    }
}
