// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/app.h"
#include "app/embeddedcore.h"
#include "tests/e2e/portierdprocess.h"

#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTemporaryDir>

namespace portier::test
{

/// The whole app in this process, with its window, on a core of its own or on a portierd in another process. Acts as a
/// person does: by keys, on what can be seen.
class AppWorld
{
public:
    enum class Transport { Local, Http };
    explicit AppWorld(Transport transport);
    ~AppWorld();

    static constexpr int patienceMs = 60'000;
    static inline const QString email = QStringLiteral("ada@portier.example");
    static inline const QString password = QStringLiteral("correct horse battery staple 7");
    /// Three parties decide, the first of them is the signed-in account.
    [[nodiscard]] QString partyEmails() const;

    [[nodiscard]] bool isHttp() const { return m_transport == Transport::Http; }
    [[nodiscard]] bool start();
    [[nodiscard]] app::App &app() { return *m_app; }
    [[nodiscard]] PortierdProcess &server() { return m_server; }
    [[nodiscard]] QString address() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_server.port()); }
    [[nodiscard]] QQuickWindow *window() const;
    [[nodiscard]] QString route() const;

    /// The first item of this name that can be seen, or null.
    [[nodiscard]] QQuickItem *seen(const QString &objectName) const;
    /// Waits for it, and gives it the focus.
    [[nodiscard]] bool focus(const QString &objectName);
    void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void type(const QString &text);
    /// Text of a field or label.
    [[nodiscard]] QString textOf(const QString &objectName) const;

    /// A call beside the app's own, over the same door; waits for its answer.
    [[nodiscard]] app::ApiReply call(const QByteArray &method, const QString &path, const QJsonObject &body = {},
                                     qint64 version = -1);

private:
    Transport m_transport;
    QTemporaryDir m_folder;
    PortierdProcess m_server;
    std::unique_ptr<app::EmbeddedCore> m_core;
    std::unique_ptr<app::App> m_app;
    std::unique_ptr<QQmlApplicationEngine> m_engine;
};

} // namespace portier::test
