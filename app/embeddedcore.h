// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/client/apitransport.h"
#include "app/controllers/session.h"

#include <QThread>

#include <memory>

namespace portier::app
{

/// A Portier of one's own inside the app: the core with its API on a thread of its own, no port open. The only place of
/// the app that knows the core.
class EmbeddedCore : public QObject
{
    Q_OBJECT
public:
    /// `demo`: sample data in a folder of its own.
    EmbeddedCore(QString dataFolder, QStringList settings, QString language, QObject *parent = nullptr);
    ~EmbeddedCore() override;

    /// How a Session starts it: the first call opens the core, later ones sign the owner in again.
    [[nodiscard]] SessionStart starter();

private:
    struct Running;

    void start(const QPointer<QObject> &context, const std::function<void(std::shared_ptr<LocalStart>)> &done);

    QString m_dataFolder, m_language;
    QStringList m_settings;
    QThread m_thread;
    std::shared_ptr<Running> m_running; ///< lives on m_thread
};

} // namespace portier::app
