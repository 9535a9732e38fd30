// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Portier
import Portier.Theme
import Portier.Nav

/// What Portier did: messages, runs over all trips, price sources.
FocusScope {
    id: page

    readonly property string tab: Nav.area === "activity" && Nav.rest !== "" ? Nav.rest : "notifications"
    readonly property var runStates: ({succeeded: [qsTr("All checked"), "circle-check", "ok"], partial: [qsTr("Some failed"), "triangle-alert", "wait"], failed: [qsTr("Failed"), "circle-x", "bad"], empty: [qsTr("Nothing to check"), "circle-check", "neutral"]})

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: page.width < 760 ? 16 : Theme.pageMargin
        anchors.topMargin: 20
        spacing: 14

        PageHeader {
            Layout.fillWidth: true
            title: qsTr("Activity")
            sentence: page.tab === "notifications" ? qsTr("What Portier told you.") : page.tab === "checks" ? qsTr("When all trips were checked, and how that went.") : qsTr("Where prices come from, and how well that goes.")
        }
        Flow {
            Layout.fillWidth: true
            spacing: 12

            Segment {
                accessibleName: qsTr("Shown activity")
                choices: [{value: "notifications", text: qsTr("Notifications")}, {value: "checks", text: qsTr("Checks")}, {value: "sources", text: qsTr("Price sources")}]
                value: page.tab
                onChosen: value => Nav.go(value === "notifications" ? "activity" : "activity/" + value)
            }
            Field {
                id: search

                visible: page.tab === "notifications" && notices.count > 0
                width: 280
                placeholder: qsTr("Search notifications")
                iconName: "search"
                onEdited: text => found.searchText = text
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
        }
        ApiList {
            id: runs

            path: "/api/v1/refresh-runs"
            feedKinds: "refresh_run price_check"
            Component.onCompleted: reload()
        }
        ApiList {
            id: sources

            path: "/api/v1/price-sources"
            paged: false
            idKey: "name"
            Component.onCompleted: reload()
        }
        StateView {
            readonly property ApiList list: page.tab === "notifications" ? notices : page.tab === "checks" ? runs : sources

            Layout.fillWidth: true
            Layout.fillHeight: shown !== ""
            shown: {
                if (list.count > 0)
                    return page.tab === "notifications" && found.count === 0 ? "nomatch" : ""
                return list.state === "ready" ? "empty" : list.state === "error" ? "error" : "loading"
            }
            iconName: page.tab === "notifications" ? "mail" : "refresh-cw"
            title: shown === "nomatch" ? qsTr("No match for “%1”").arg(search.text) : shown === "error" ? qsTr("The list could not be loaded") : page.tab === "notifications" ? qsTr("Nothing was sent yet") : qsTr("Nothing was checked yet")
            sentence: shown === "error" ? list.problem : shown === "empty" ? qsTr("As soon as something happens, it is listed here.") : ""
            action: shown === "error" ? qsTr("Try now") : shown === "nomatch" ? qsTr("Clear filter") : ""
            onActed: {
                search.text = ""
                found.searchText = ""
                list.reload()
            }
        }
        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumHeight: shownList.count * Theme.rowHeight + 16
            visible: shownList.count > 0
            clip: true

            ListView {
                id: shownList

                anchors.fill: parent
                anchors.margins: 8
                anchors.leftMargin: 16
                anchors.rightMargin: 16
                clip: true
                focus: true
                model: page.tab === "notifications" ? found : page.tab === "checks" ? runs : sources
                delegate: page.tab === "notifications" ? noticeRow : page.tab === "checks" ? runRow : sourceRow
                boundsBehavior: Flickable.StopAtBounds
                Accessible.role: Accessible.List
                Accessible.name: qsTr("Activity")
            }
        }
        Item { Layout.fillHeight: shownList.count > 0 }
    }
    Component {
        id: noticeRow

        NoticeRow { width: ListView.view.width }
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
    Component {
        id: sourceRow

        RowLayout {
            id: source

            required property var item
            readonly property bool well: item.configured && item.health?.state !== "open"

            width: ListView.view.width
            height: Math.max(Theme.rowHeight, sourceWords.implicitHeight + 16)
            spacing: 12

            ColumnLayout {
                id: sourceWords

                spacing: 2

                Txt { Layout.fillWidth: true; text: source.item.label; weight: Font.DemiBold }
                Txt {
                    Layout.fillWidth: true
                    text: source.item.sides.map(side => side === "flights" ? qsTr("Flights") : qsTr("Hotels")).join(", ")
                          + (source.item.budgets ?? []).map(budget => " · " + qsTr("%1 of %2 calls used").arg(budget.used).arg(budget.limit)).join("")
                    px: Theme.label
                    color: Theme.ink2
                }
            }
            Chip {
                text: !source.item.configured ? qsTr("Not set up") : source.well ? qsTr("Answers") : qsTr("On hold until %1").arg(App.format.time(source.item.health.retry_at ?? source.item.health.held_until))
                iconName: !source.item.configured ? "ban" : source.well ? "circle-check" : "triangle-alert"
                tone: !source.item.configured ? "neutral" : source.well ? "ok" : "wait"
            }
            PButton {
                visible: source.item.configured && (App.session.account.roles ?? []).includes("admin")
                text: qsTr("Test")
                explains: qsTr("Test %1").arg(source.item.label)
                onClicked: App.call("POST", "/api/v1/price-sources/" + source.item.name + "/test", {}, reply => {
                    if (!reply.ok)
                        return Nav.complain(reply)
                    Nav.say(reply.body.sides.map(side => (side.side === "flights" ? qsTr("Flights") : qsTr("Hotels")) + ": " + (side.ok ? qsTr("%n offer(s)", "", side.offers) : side.code)).join(" · "))
                })
            }
        }
    }
}
