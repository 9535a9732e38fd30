// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/taskscope.h"
#include "core/runtime/core.h"
#include "server/control/controlserver.h"
#include "server/httpdoor.h"

namespace portier
{

/// A running portierd: the core with its doors, the HTTP listener and the control socket. Lives on the core thread.
class Service : public QObject
{
    Q_OBJECT
public:
    explicit Service(std::unique_ptr<runtime::Core> core);
    ~Service() override;

    /// Starts the work, then opens the doors to it. Error: a sentence for the operator; stop() then all the same.
    QCoro::Task<Result<>> start();
    /// Closes the doors, lets what runs finish within shutdown.drain_seconds (PLT-102).
    QCoro::Task<> stop();
    /// Applies the settings that may change while running.
    void reload(const Config &config);

private:
    [[nodiscard]] Result<> openControlSocket();

    std::unique_ptr<runtime::Core> m_core;
    HttpDoor m_http;
    TaskScope m_commands;
    std::unique_ptr<control::ControlServer> m_control;
};

} // namespace portier
