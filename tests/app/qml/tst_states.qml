// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtTest
import Portier

Item {
    width: 600
    height: 400

    StateView { id: view; anchors.fill: parent; iconName: "house"; title: "No house yet"; action: "Create one" }
    KeyTag { id: tag }
    Banner { id: banner; y: 200; width: 400; tone: "wait"; text: "Offline"; action: "Connect again" }
    SignalSpy { id: acted; target: view; signalName: "acted" }

    TestCase {
        name: "States"
        when: windowShown

        function test_nothingIsShownWithoutAState(): void {
            view.shown = ""
            verify(!view.visible)
        }
        function test_actionIsOffered_data(): var {
            return [{tag: "empty"}, {tag: "error"}, {tag: "nomatch"}]
        }
        function test_actionIsOffered(data: var): void {
            acted.clear()
            view.shown = data.tag
            const button = findChild(view, "stateAction")
            verify(button !== null && button.visible)
            waitForRendering(view)
            mouseClick(button)
            compare(acted.count, 1)
        }
        function test_loadingWaitsBeforeItShowsBars(): void {
            view.shown = "loading"
            verify(view.visible)
            verify(!findChild(view, "skeleton").visible)
            tryCompare(findChild(view, "skeleton"), "visible", true)
        }
        function test_keyTagWarnsByTime_data(): var {
            return [
                {tag: "no deadline", minutes: 0, near: false, urgent: false},
                {tag: "tomorrow", minutes: 1500, near: false, urgent: false},
                {tag: "half an hour", minutes: 30, near: true, urgent: false},
                {tag: "five minutes", minutes: 5, near: true, urgent: true}
            ]
        }
        // Days that somebody else counts, in the zone of a house: no instant is made of them here.
        function test_keyTagSaysDays_data(): var {
            return [
                {tag: "far", days: 12, text: "starts in 12 days", near: false},
                {tag: "tomorrow", days: 1, text: "starts tomorrow", near: false},
                {tag: "today", days: 0, text: "starts today", near: true},
                {tag: "began", days: -2, text: "has begun", near: true}
            ]
        }
        function test_keyTagSaysDays(data: var): void {
            tag.deadline = null
            tag.days = data.days
            compare(tag.text, data.text)
            compare(tag.near, data.near)
            verify(!tag.urgent)
            tag.days = undefined
            compare(tag.text, "no deadline")
        }
        function test_keyTagWarnsByTime(data: var): void {
            tag.deadline = data.minutes === 0 ? null : new Date(Date.now() + data.minutes * 60000 + 20000).toISOString()
            compare(tag.near, data.near)
            compare(tag.urgent, data.urgent)
            verify(tag.Accessible.name !== "")
        }
    }
}
