// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/client/apicall.h"

#include <QObject>

#include <functional>

namespace portier::app
{

/// Carries calls to an API. Lives on the GUI thread and answers each call exactly once on it, never before send()
/// returned.
class ApiTransport : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(ApiReply)>;

    using QObject::QObject;
    virtual void send(ApiCall call, Done done) = 0;
    /// Who answers, for people: "portier.example".
    [[nodiscard]] virtual QString name() const = 0;
};

} // namespace portier::app
