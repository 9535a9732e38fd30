// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton
import QtQuick
import Portier

/// Where the person is: a route is "area" or "area/rest". Keeps the way back.
QtObject {
    id: nav

    property string route: "inbox"
    readonly property string area: route.split("/")[0]
    readonly property string rest: route.split("/").slice(1).join("/")
    property var past: []

    signal toast(string text, string action, var act)
    /// Something that happens in a few seconds unless somebody undoes it; words: function(seconds left).
    signal later(var words, var act, var undo)
    /// Of the page that is shown: "reload", "find" or "create".
    signal page(string what)
    signal help()
    signal palette()

    function go(to: string): void {
        if (to === route)
            return
        past = past.slice(-30).concat([route])
        route = to
    }
    function back(): void {
        if (past.length === 0)
            return
        const last = past[past.length - 1]
        past = past.slice(0, -1)
        route = last
    }
    function say(text: string): void {
        toast(text, "", null)
    }
    function forgetServer(server: string): void {
        App.session.forgetServer(server)
        toast(qsTr("%1 is forgotten.").arg(server.replace(/^https?:\/\//, "")), qsTr("Undo"), () => App.session.restoreServer())
    }
    /// What a refused or lost call means.
    function words(reply: var): string {
        if (reply.status === 0)
            return qsTr("The server does not answer. Nothing was changed.")
        if (reply.status === 429 && reply.retryAfter > 0)
            return reply.body.policy === "manual_refresh" ? qsTr("No checks left. Again in %1.").arg(App.format.minutes(Math.ceil(reply.retryAfter / 60)))
                                                          : qsTr("That was too often. Again in %1.").arg(App.format.minutes(Math.ceil(reply.retryAfter / 60)))
        const fields = Object.values(reply.errors)
        return fields.length > 0 ? fields.join(" ") : reply.detail || reply.title || qsTr("That did not work.")
    }
    function complain(reply: var): void { say(words(reply)) }
}
