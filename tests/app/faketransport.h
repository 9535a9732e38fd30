// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/client/apitransport.h"

#include <QTimer>

namespace portier::app
{

/// Answers by a function of the test; `reachable` false: nothing answers.
class FakeTransport final : public ApiTransport
{
    Q_OBJECT
public:
    std::function<ApiReply(const ApiCall &)> answer;
    bool reachable = true;
    QList<ApiCall> calls;

    void send(ApiCall call, Done done) override
    {
        calls.append(call);
        const ApiReply reply = reachable ? answer(call) : ApiReply{};
        QTimer::singleShot(0, this, [done = std::move(done), reply] { done(reply); });
    }
    [[nodiscard]] QString name() const override { return QStringLiteral("fake"); }

    static ApiReply json(const QJsonObject &object, int status = 200)
    {
        return {status, {}, QJsonDocument(object).toJson(QJsonDocument::Compact)};
    }
};

} // namespace portier::app
