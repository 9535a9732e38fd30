// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme
import Portier.Nav

/// What Portier did and will do: messages, runs over all trips, for administrators also schedules and jobs.
FocusScope {
    id: page

    readonly property bool isAdmin: (App.session.account.roles ?? []).includes("admin")
    readonly property var tabs: [
        {value: "notifications", text: qsTr("Notifications"), sentence: qsTr("What Portier told you.")},
        {value: "checks", text: qsTr("Checks"), sentence: qsTr("When all trips were checked, and how that went.")}
    ].concat(isAdmin ? [
        {value: "schedules", text: qsTr("Schedules"), sentence: qsTr("What runs by itself, when last and when next."), file: "SchedulesSection"},
        {value: "jobs", text: qsTr("Jobs"), sentence: qsTr("Work in the queue."), file: "JobsSection"}
    ] : [])
    readonly property var shown: tabs.find(each => Nav.area === "activity" && each.value === Nav.rest) ?? tabs[0]
    readonly property string tab: shown.value
    readonly property bool listed: shown.file === undefined ///< in the list below, not a section of its own
    readonly property var runStates: ({succeeded: [qsTr("All checked"), "circle-check", "ok"], partial: [qsTr("Some failed"), "triangle-alert", "wait"], failed: [qsTr("Failed"), "circle-x", "bad"], empty: [qsTr("Nothing to check"), "circle-check", "neutral"]})

    Connections {
        target: Nav

        function onPage(what: string): void {
            if (what === "reload" && page.listed)
                (page.tab === "checks" ? runs : notices).reload()
            else if (what === "find" && search.visible)
                search.input.forceActiveFocus()
        }
    }
    NoticeDialog { id: preview; objectName: "noticeDialog" }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: page.width < 760 ? 16 : Theme.pageMargin
        anchors.topMargin: 20
        spacing: 14

        PageHeader {
            Layout.fillWidth: true
            title: qsTr("Activity")
            sentence: page.shown.sentence
        }
        Flow {
            id: tools

            Layout.fillWidth: true
            spacing: 12

            Segment {
                id: tabBar

                visible: implicitWidth <= tools.width
                accessibleName: qsTr("Shown activity")
                choices: page.tabs
                value: page.tab
                onChosen: value => Nav.go(value === "notifications" ? "activity" : "activity/" + value)
            }
            ChoiceField { // the same where the tabs have no room
                visible: !tabBar.visible
                width: Math.min(280 * Theme.scale, tools.width)
                accessibleName: tabBar.accessibleName
                choices: page.tabs
                value: page.tab
                onChosen: value => tabBar.chosen(value)
            }
            SearchField {
                id: search

                objectName: "activitySearch"
                visible: page.tab === "notifications" && notices.count > 0
                width: 280
                placeholder: qsTr("Search notifications")
                searched: found
                leadsTo: shownList
            }
        }
        ApiList {
            id: notices

            path: "/api/v1/notifications"
            feedKinds: "notification"
            Component.onCompleted: reload()
        }
        SortedList {
            id: found

            sourceModel: notices
            searchPaths: ["subject_name", "kind", "address", "state"]
            memory: "notifications"
        }
        ApiList {
            id: runs

            path: "/api/v1/refresh-runs"
            feedKinds: "refresh_run price_check"
            Component.onCompleted: reload()
        }
        StateView {
            readonly property ApiList list: page.tab === "checks" ? runs : notices

            Layout.fillWidth: true
            Layout.fillHeight: shown !== ""
            shown: {
                if (!page.listed)
                    return ""
                if (list.count > 0)
                    return page.tab === "notifications" && found.count === 0 ? "nomatch" : ""
                return list.state === "ready" ? "empty" : list.state === "error" ? "error" : "loading"
            }
            iconName: page.tab === "notifications" ? "mail" : "refresh-cw"
            title: shown === "nomatch" ? qsTr("No match for “%1”").arg(found.searchText) : shown === "error" ? qsTr("The list could not be loaded") : page.tab === "notifications" ? qsTr("Nothing was sent yet") : qsTr("Nothing was checked yet")
            sentence: shown === "error" ? list.problem : shown === "empty" ? qsTr("As soon as something happens, it is listed here.") : ""
            action: shown === "error" ? qsTr("Try now") : shown === "nomatch" ? qsTr("Clear filter") : ""
            details: list.details
            onActed: {
                search.clear()
                list.reload()
            }
        }
        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredHeight: shownList.contentHeight + 16 // else it would share the height with what fills the rest
            Layout.maximumHeight: shownList.contentHeight + 16
            visible: page.listed && shownList.count > 0
            clip: true

            ListView {
                id: shownList

                objectName: "activityList"
                anchors.fill: parent
                anchors.margins: 8
                anchors.leftMargin: 16
                anchors.rightMargin: 16
                clip: true
                focus: true
                reuseItems: true
                model: page.tab === "checks" ? runs : found
                delegate: page.tab === "checks" ? runRow : noticeRow
                boundsBehavior: Flickable.StopAtBounds
                Accessible.role: Accessible.List
                Accessible.name: qsTr("Activity")
            }
        }
        Item { Layout.fillHeight: true; Layout.preferredHeight: 0; visible: page.listed && shownList.count > 0 }
        Loader {
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: active
            active: !page.listed
            source: active ? "qrc:/qt/qml/Portier/administration/" + page.shown.file + ".qml" : ""
        }
    }
    Component {
        id: noticeRow

        NoticeRow { width: ListView.view.width; onClicked: preview.show(item) }
    }
    Component {
        id: runRow

        RowLayout {
            id: run

            required property var item
            readonly property var state_: item.state === "running" ? [qsTr("Running"), "refresh-cw", "accent"] : page.runStates[item.outcome] ?? [item.outcome ?? "", "info", "neutral"]

            width: ListView.view.width
            height: Theme.rowHeight
            spacing: 12

            Icon { name: "refresh-cw" }
            ColumnLayout {
                spacing: 2

                Txt { Layout.fillWidth: true; text: run.item.kind === "manual" ? qsTr("Check by hand") : qsTr("Planned check"); weight: Font.DemiBold }
                Txt {
                    Layout.fillWidth: true
                    text: (App.format.tick, App.format.dateTime(run.item.created_at)) + " · " + qsTr("%1 of %2 checked").arg(run.item.done - run.item.failed).arg(run.item.total)
                    px: Theme.label
                    color: Theme.ink2
                }
            }
            Chip { text: run.state_[0]; iconName: run.state_[1]; tone: run.state_[2] }
        }
    }
}
