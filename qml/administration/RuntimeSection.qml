// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Nav
import Portier.Theme

/// Settings that may change while the server runs; what environment or command line hold is only shown (PLT-185).
ColumnLayout {
    id: section

    readonly property string path: "/api/v1/admin/settings"

    function change(name: string, value: var, then: var): void {
        App.call("PATCH", path, {[name]: value}, reply => {
            then(reply)
            if (reply.ok || reply.status === 412)
                settings.list.reload()
        }, settings.list.extra.version ?? -1)
    }

    PDialog {
        id: dialog

        property var setting: ({})

        objectName: "settingDialog"
        title: setting.name ?? ""
        verb: qsTr("Save setting")
        verbEnabled: App.client.online && !busy
        verbReason: qsTr("Not while offline")
        onAboutToShow: {
            value.error = ""
            value.text = setting.value ?? ""
            value.input.forceActiveFocus()
            value.input.selectAll()
        }
        onConfirmed: {
            busy = true
            section.change(setting.name, value.text.trim(), reply => {
                busy = false
                if (reply.ok)
                    return close()
                value.error = reply.status === 412 ? qsTr("Somebody changed the settings meanwhile. Save once more if yours shall count.")
                            : reply.errors[setting.name] ?? (reply.status === 0 ? qsTr("The server does not answer. Nothing was changed.") : reply.title)
            })
        }

        Txt { Layout.fillWidth: true; text: dialog.setting.description ?? ""; color: Theme.ink2 }
        Field {
            id: value

            objectName: "settingValue"
            Layout.fillWidth: true
            label: qsTr("Value")
            hint: qsTr("Allowed: %1. Without a change: %2.").arg(dialog.setting.allowed ?? "").arg(dialog.setting.default !== "" ? dialog.setting.default : "–")
        }
    }
    AdminList {
        id: settings

        Layout.fillWidth: true
        Layout.fillHeight: true
        path: section.path
        paged: false
        idKey: "name"
        filterPath: "runtime"
        filterValues: ["true"]
        searchPaths: ["name", "description", "value"]
        feedKinds: "setting settings"
        iconName: "settings"
        emptyTitle: qsTr("No setting can be changed here")
        titleOf: item => item.name + " = " + (item.secret ? (item.is_set ? "•••" : "–") : item.value !== "" ? item.value : "–")
        noteOf: item => item.description
        chipOf: item => !item.changeable ? {text: qsTr("Fixed by the operator"), iconName: "lock", tone: "neutral"}
                      : item.origin === "runtime" ? {text: qsTr("Changed here"), iconName: "pencil", tone: "accent"} : null
        actionsOf: item => {
            if (!item.changeable)
                return []
            const edit = {text: qsTr("Change …"), run: () => { dialog.setting = item; dialog.open() }}
            const back = {text: qsTr("Take back"), run: () => section.change(item.name, null, reply => { if (!reply.ok) Nav.complain(reply) })}
            return item.origin === "runtime" ? [edit, back] : [edit]
        }
    }
}
