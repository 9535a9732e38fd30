// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/client/apitransport.h"
#include "app/controllers/session.h"

namespace portier::app
{

/// What a tour lets the server seem to be.
enum class Stage {
    Real,
    Loading, ///< lists and objects never come
    Empty,   ///< every list is empty
    Error,   ///< every list and object fails
    Partial, ///< the first trips miss one side
    Offline, ///< nothing is answered
};

/// Carries calls to the real server, or plays the stage that is set. For tours and pictures; GUI thread.
class StageTransport final : public ApiTransport
{
    Q_OBJECT
public:
    StageTransport(std::unique_ptr<ApiTransport> real, std::shared_ptr<Stage> stage);

    void send(ApiCall call, Done done) override;
    [[nodiscard]] QString name() const override { return m_real->name(); }

    /// The same way to start a session, with the stage in between.
    [[nodiscard]] static SessionStart wrap(SessionStart real, std::shared_ptr<Stage> stage);

private:
    std::unique_ptr<ApiTransport> m_real;
    std::shared_ptr<Stage> m_stage;
};

} // namespace portier::app
