// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/stagetransport.h"

#include <QJsonArray>
#include <QTimer>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{

constexpr int tripsThatMissASide = 2;

/// Calls that make the app itself go on: who is signed in, what changed.
bool belongsToTheFrame(const ApiCall &call)
{
    return call.path == "/api/v1"_L1 || call.path == "/api/v1/me"_L1 || call.path == "/api/v1/changes"_L1;
}

ApiReply emptied(ApiReply reply)
{
    QJsonObject body = reply.json();
    if (!body.value("items"_L1).isArray())
        return reply;
    body.insert("items"_L1, QJsonArray());
    body.insert("next_cursor"_L1, QJsonValue());
    reply.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return reply;
}

ApiReply withMissingSides(ApiReply reply)
{
    QJsonObject body = reply.json();
    QJsonArray items = body.value("items"_L1).toArray();
    for (qsizetype i = 0; i < std::min<qsizetype>(tripsThatMissASide, items.size()); ++i) {
        QJsonObject trip = items.at(i).toObject();
        QJsonObject latest = trip.value("latest"_L1).toObject();
        const auto side = i == 0 ? "hotel"_L1 : "flight"_L1;
        latest.insert(side, QJsonValue());
        latest.insert("total"_L1, QJsonValue());
        latest.insert("missing"_L1, QJsonArray{i == 0 ? u"hotels"_s : u"flights"_s});
        trip.insert("latest"_L1, latest);
        items.replace(i, trip);
    }
    body.insert("items"_L1, items);
    reply.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return reply;
}

} // namespace

StageTransport::StageTransport(std::unique_ptr<ApiTransport> real, std::shared_ptr<Stage> stage)
    : m_real(std::move(real)), m_stage(std::move(stage))
{
}

void StageTransport::send(ApiCall call, Done done)
{
    const auto answer = [this, done](const ApiReply &reply) {
        QTimer::singleShot(0, this, [done, reply] { done(reply); });
    };
    const bool reads = call.method == "GET" && !belongsToTheFrame(call);
    if (*m_stage == Stage::Offline)
        return answer({});
    if (reads && *m_stage == Stage::Loading)
        return;
    if (reads && *m_stage == Stage::Error)
        return answer({500, {}, R"({"code":"internal_error","title":"Etwas ging schief."})"});
    if (reads && *m_stage == Stage::Empty)
        return m_real->send(std::move(call), [done](ApiReply reply) { done(emptied(std::move(reply))); });
    if (reads && *m_stage == Stage::Partial && call.path == "/api/v1/trips"_L1)
        return m_real->send(std::move(call), [done](ApiReply reply) { done(withMissingSides(std::move(reply))); });
    m_real->send(std::move(call), std::move(done));
}

SessionStart StageTransport::wrap(SessionStart real, std::shared_ptr<Stage> stage)
{
    return [real = std::move(real), stage](QObject *context,
                                           const std::function<void(std::shared_ptr<LocalStart>)> &done) {
        real(context, [stage, done](const std::shared_ptr<LocalStart> &start) {
            if (start->transport)
                start->transport = std::make_unique<StageTransport>(std::move(start->transport), stage);
            done(start);
        });
    };
}

} // namespace portier::app
