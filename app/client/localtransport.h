// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/client/apitransport.h"

namespace portier::app
{

/// Calls the API of a core in this process, with no port open.
class LocalTransport final : public ApiTransport
{
    Q_OBJECT
public:
    /// Takes a call to the core's thread and answers from any thread.
    using Door = std::function<void(ApiCall, Done)>;

    explicit LocalTransport(Door door, QObject *parent = nullptr);

    void send(ApiCall call, Done done) override;
    [[nodiscard]] QString name() const override;

private:
    Door m_door;
};

} // namespace portier::app
