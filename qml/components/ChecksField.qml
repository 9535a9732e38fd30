// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// Any of several words: [{value, text}]. Label above, hint or error below.
ColumnLayout {
    id: field

    required property var choices
    required property var values ///< those that are chosen
    property string label: ""
    property string hint: ""
    property string error: "" ///< what the server says
    property string wrong: "" ///< known here: a dialog sends nothing before it is mended
    readonly property string problem: wrong !== "" ? wrong : error

    signal chosen(var values)

    function enter(): void { checks.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason) }

    spacing: 6

    Txt {
        Layout.fillWidth: true
        visible: field.label !== ""
        text: field.label
        px: Theme.label
        weight: Font.Medium
    }
    Flow {
        id: checks

        Layout.fillWidth: true
        spacing: 12
        Accessible.role: Accessible.Grouping
        Accessible.name: field.label

        Repeater {
            model: field.choices

            Check {
                required property var modelData

                objectName: "check-" + modelData.value
                text: modelData.text
                checked: field.values.includes(modelData.value)
                onToggled: field.chosen(checked ? field.values.concat([modelData.value]) : field.values.filter(value => value !== modelData.value))
            }
        }
    }
    FieldNote { Layout.fillWidth: true; hint: field.hint; error: field.problem }
}
