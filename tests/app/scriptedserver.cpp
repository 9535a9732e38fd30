// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/scriptedserver.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{

class ScriptedTransport final : public ApiTransport
{
public:
    explicit ScriptedTransport(ScriptedServer &server, QString host = {}) : m_server(&server), m_host(std::move(host))
    {
    }
    void send(ApiCall call, Done done) override
    {
        QMetaObject::invokeMethod(
            this, [this, call = std::move(call), done = std::move(done)] { m_server->take(call, done, m_host); },
            Qt::QueuedConnection);
    }
    [[nodiscard]] QString name() const override { return m_host.isEmpty() ? u"test"_s : m_host; }

private:
    ScriptedServer *m_server;
    QString m_host;
};

QString nameOf(const ApiCall &call)
{
    return QString::fromLatin1(call.method) + u' ' + call.path;
}

QVariantMap readable(const ApiCall &call)
{
    QVariantMap query;
    const auto items = call.query.queryItems(QUrl::FullyDecoded);
    for (const auto &[key, value] : items)
        query.insert(key, value);
    QString ifMatch;
    for (const auto &[name, value] : call.headers) {
        if (name == "if-match")
            ifMatch = QString::fromLatin1(value);
    }
    return {{u"path"_s, call.path},
            {u"query"_s, query},
            {u"body"_s, QJsonDocument::fromJson(call.body).object().toVariantMap()},
            {u"ifMatch"_s, ifMatch}};
}

} // namespace

ScriptedServer::ScriptedServer(QObject *parent) : QObject(parent)
{
    AppOptions options{m_folder.path(), false, {}, std::make_shared<SystemClock>()};
    options.startLocal = [this](QObject *, const std::function<void(std::shared_ptr<LocalStart>)> &done) {
        auto start = std::make_shared<LocalStart>();
        start->transport = std::make_unique<ScriptedTransport>(*this);
        start->token = u"token"_s;
        done(start);
    };
    options.connectTo = [this](const QUrl &url) { return std::make_unique<ScriptedTransport>(*this, url.host()); };
    m_app = std::make_unique<App>(std::move(options));
    m_app->settings()->setLanguage(u"en"_s);
    m_app->settings()->setReducedMotion(true);
}

void ScriptedServer::answer(const QString &call, const QVariantMap &body, int status, int retryAfter)
{
    const QJsonObject json = QJsonObject::fromVariantMap(body);
    m_answers.insert(call, {status, QJsonDocument(json).toJson(QJsonDocument::Compact), retryAfter});
}

void ScriptedServer::signIn(const QStringList &roles, const QString &accountId)
{
    answer(u"GET /api/v1/me"_s, {{u"id"_s, accountId},
                                 {u"email"_s, u"ada@portier.example"_s},
                                 {u"display_name"_s, u"Ada"_s},
                                 {u"version"_s, 1},
                                 {u"roles"_s, roles}});
    m_app->session()->useThisComputer();
}

QVariantList ScriptedServer::calls(const QString &call) const
{
    QVariantList found;
    for (const ApiCall &each : m_calls) {
        if (nameOf(each) == call)
            found.append(readable(each));
    }
    return found;
}

void ScriptedServer::tell(const QString &kind, const QString &id, const QString &operation)
{
    Q_EMIT m_app->feed().changed(kind, id, operation);
}

void ScriptedServer::setHeld(bool held)
{
    m_held = held;
    if (held)
        return;
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &[call, done] : waiting)
        done(m_reachable ? replyTo(call) : ApiReply{});
}

void ScriptedServer::take(const ApiCall &call, const ApiTransport::Done &done, const QString &host)
{
    if (m_silentHosts.contains(host))
        return done({});
    m_calls.append(call);
    if (call.path == "/api/v1/changes"_L1 && call.query.hasQueryItem(u"after"_s) && m_reachable)
        return;
    if (m_held)
        return m_waiting.append(std::pair(call, done));
    done(m_reachable ? replyTo(call) : ApiReply{});
}

ApiReply ScriptedServer::replyTo(const ApiCall &call) const
{
    const auto found = m_answers.constFind(nameOf(call));
    if (found != m_answers.cend()) {
        ApiReply reply{found->status, {}, found->body};
        if (found->retryAfter > 0)
            reply.headers.append({"retry-after", QByteArray::number(found->retryAfter)});
        return reply;
    }
    if (call.method == "GET")
        return {200, {}, R"({"items":[],"next_cursor":null,"next":1})"};
    return {404, {}, R"({"code":"not_found","title":"Not there"})"};
}

} // namespace portier::app
