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

        function edit(what: var): void {
            setting = what
            typed.begin("setting:" + what.name, {value: what.secret ? "" : what.value ?? ""})
            open()
        }

        objectName: "settingDialog"
        title: setting.name ?? ""
        verb: qsTr("Save setting")
        problem: typed.problem
        onAboutToShow: {
            value.input.forceActiveFocus()
            value.input.selectAll()
        }
        onConfirmed: {
            const sent = typed.key
            busy = true
            section.change(setting.name, value.text.trim(), reply => {
                busy = false
                if (typed.take(reply, sent))
                    close()
                else if (reply.status === 412)
                    typed.problem = qsTr("Somebody changed the settings meanwhile. Save once more if yours shall count.")
            })
        }

        TypedFields { id: typed; shown: dialog.opened; places: [dialog.setting.name ?? ""] }
        DraftBanner { fields: typed }
        Txt { Layout.fillWidth: true; text: dialog.setting.description ?? ""; color: Theme.ink2 }
        Field {
            id: value

            objectName: "settingValue"
            Layout.fillWidth: true
            label: qsTr("Value")
            hint: qsTr("Allowed: %1. Without a change: %2.").arg(dialog.setting.allowed ?? "").arg(dialog.setting.default !== "" ? dialog.setting.default : "–")
            echoMode: dialog.setting.secret ? TextInput.Password : TextInput.Normal
            text: typed.values.value ?? ""
            error: typed.errors[dialog.setting.name] ?? ""
            onEdited: text => typed.set("value", text, dialog.setting.name)
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
            const edit = {text: qsTr("Change …"), run: () => dialog.edit(item)}
            const back = {text: qsTr("Take back"), run: () => section.change(item.name, null, reply => { if (!reply.ok) Nav.complain(reply) })}
            return item.origin === "runtime" ? [edit, back] : [edit]
        }
    }
}
