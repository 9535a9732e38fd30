// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme

/// A segment as a field: label above, hint or error below; a list to open where its words have no room side by side.
ColumnLayout {
    id: field

    required property var choices
    property string label: ""
    property string hint: ""
    property string error: "" ///< what the server says
    property string wrong: "" ///< known here: a dialog sends nothing before it is mended
    readonly property string problem: wrong !== "" ? wrong : error
    property var value
    readonly property bool fits: segment.implicitWidth <= width

    signal chosen(var value)

    function enter(): void { fits ? segment.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason) : list.enter() }

    spacing: 4

    Txt {
        Layout.fillWidth: true
        visible: field.label !== ""
        text: field.label
        px: Theme.label
        weight: Font.Medium
    }
    Segment {
        id: segment

        visible: field.fits
        accessibleName: field.label
        choices: field.choices
        value: field.value
        marked: field.problem !== ""
        onChosen: picked => field.chosen(picked)
    }
    ChoiceField {
        id: list

        Layout.fillWidth: true
        visible: !field.fits
        accessibleName: field.label
        choices: field.choices
        value: field.value
        onChosen: picked => field.chosen(picked)
    }
    FieldNote { Layout.fillWidth: true; hint: field.hint; error: field.problem }
}
