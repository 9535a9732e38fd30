// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/sources/mcpsession.h"

#include "core/base/log.h"
#include "core/trips/sources/retryplan.h"

#include <QJsonDocument>

namespace portier::trips
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr Millis toolsValidFor = 24h;

bool speaksOfRateLimit(const QString &text)
{
    return text.contains(u"429"_s) || text.contains(u"too many requests"_s, Qt::CaseInsensitive) ||
           text.contains(u"rate limit"_s, Qt::CaseInsensitive);
}

SourceFailure failureOfText(const QString &text)
{
    if (speaksOfRateLimit(text))
        return {FailureClass::RateLimited, u"rate_limited"_s, {}};
    return {FailureClass::Rejected, u"query_rejected"_s, {}};
}

QJsonObject firstTextContent(const QJsonObject &result)
{
    const QJsonArray content = result[u"content"].toArray();
    for (const QJsonValue &item : content) {
        if (item[u"type"].toString() != u"text")
            continue;
        if (const auto parsed = parseJson(item[u"text"].toString().toUtf8()); parsed && parsed->isObject())
            return parsed->toObject();
    }
    return {};
}

QString textOf(const QJsonObject &result)
{
    QString text;
    const QJsonArray content = result[u"content"].toArray();
    for (const QJsonValue &item : content)
        text += item[u"text"].toString() + u' ';
    return text;
}

ToolReply failedReply(SourceFailure failure, int status)
{
    return {{}, {}, status, std::move(failure)};
}

/// A reply that judgeToolReply() found good; it may still hold nothing this version understands.
ToolReply readToolReply(const HttpReply &reply)
{
    const auto message = jsonRpcMessage(reply);
    const QJsonObject result = (*message)[u"result"].toObject();
    const QJsonObject structured = result[u"structuredContent"].toObject();
    const QJsonObject content = structured.isEmpty() ? firstTextContent(result) : structured;
    if (content.isEmpty())
        return failedReply({FailureClass::Transient, u"bad_response"_s, {}}, reply.status);
    return {content, QJsonDocument(*message).toJson(QJsonDocument::Compact), reply.status, std::nullopt};
}

/// Statuses by which servers say that they do not know the session (any more).
bool refusesSession(int status)
{
    return status == 400 || status == 401 || status == 403 || status == 404;
}

} // namespace

Result<QJsonObject> jsonRpcMessage(const HttpReply &reply)
{
    const auto bad = [] { return fail(Error::invalid(u"bad_response"_s, u"no JSON-RPC message"_s)); };
    if (!reply.header("content-type").startsWith("text/event-stream")) {
        const auto parsed = parseJson(reply.body);
        if (!parsed || !parsed->isObject())
            return bad();
        return parsed->toObject();
    }
    std::optional<QJsonObject> last;
    const QList<QByteArray> lines = reply.body.split('\n');
    for (const QByteArray &line : lines) {
        if (!line.startsWith("data:"))
            continue;
        if (const auto parsed = parseJson(line.mid(5).trimmed()); parsed && parsed->isObject())
            last = parsed->toObject();
    }
    if (!last)
        return bad();
    return *last;
}

std::optional<SourceFailure> judgeToolReply(const HttpReply &reply)
{
    if (const auto failure = failureOfStatus(reply.status))
        return failure;
    const auto message = jsonRpcMessage(reply);
    if (!message)
        return SourceFailure{FailureClass::Transient, u"bad_response"_s, {}};
    if (message->contains(u"error"))
        return failureOfText((*message)[u"error"][u"message"].toString() + u' ' +
                             QString::number((*message)[u"error"][u"code"].toInteger()));
    const QJsonObject result = (*message)[u"result"].toObject();
    if (result[u"isError"].toBool())
        return failureOfText(textOf(result));
    if (!message->contains(u"result"))
        return SourceFailure{FailureClass::Transient, u"bad_response"_s, {}};
    return std::nullopt;
}

McpSession::McpSession(QUrl endpoint, QMap<QString, QStringList> expected)
    : m_endpoint(std::move(endpoint)), m_expected(std::move(expected))
{
}

HttpRequest McpSession::request(const QString &method, const QJsonObject &params)
{
    QJsonObject message{{u"jsonrpc"_s, u"2.0"_s}, {u"method"_s, method}};
    if (!method.startsWith(u"notifications/"))
        message[u"id"] = ++m_lastId;
    if (!params.isEmpty())
        message[u"params"] = params;
    HttpRequest request;
    request.method = "POST";
    request.url = m_endpoint;
    request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json, text/event-stream"}};
    if (!m_sessionId.isEmpty())
        request.headers.append({"Mcp-Session-Id", m_sessionId});
    request.body = QJsonDocument(message).toJson(QJsonDocument::Compact);
    return request;
}

QCoro::Task<CallOutcome> McpSession::post(std::shared_ptr<McpSession> self, std::shared_ptr<SourceCalls> calls,
                                          QString endpoint, QString method, QJsonObject params)
{
    // A notification is answered 202 without a body.
    const bool isNotification = method.startsWith(u"notifications/");
    const JudgeReply judge = isNotification ? JudgeReply() : JudgeReply(judgeToolReply);
    const HttpRequest prepared = self->request(method, params);
    const CallOutcome outcome = co_await SourceCalls::call(calls, endpoint, prepared, judge);
    co_return outcome;
}

QCoro::Task<std::optional<SourceFailure>> McpSession::handshake(std::shared_ptr<McpSession> self,
                                                                std::shared_ptr<SourceCalls> calls)
{
    self->m_sessionId.clear();
    const QJsonObject hello{
        {u"protocolVersion"_s, u"2025-06-18"_s},
        {u"capabilities"_s, QJsonObject()},
        {u"clientInfo"_s, QJsonObject{{u"name"_s, u"portier"_s}, {u"version"_s, u"1"_s}}},
    };
    const CallOutcome opened = co_await post(self, calls, u"initialize"_s, u"initialize"_s, hello);
    if (opened.failure)
        co_return opened.failure;
    self->m_sessionId = opened.reply.header("mcp-session-id");
    const CallOutcome told =
        co_await post(self, calls, u"notifications/initialized"_s, u"notifications/initialized"_s, QJsonObject());
    if (told.failure)
        co_return told.failure;
    self->m_initialised = true;
    co_return std::nullopt;
}

QStringList McpSession::missingNames() const
{
    QStringList missing;
    for (auto tool = m_expected.cbegin(); tool != m_expected.cend(); ++tool) {
        const auto schema = m_tools.constFind(tool.key());
        if (schema == m_tools.cend()) {
            missing.append(tool.key());
            continue;
        }
        const QJsonObject properties = (*schema)[u"properties"].toObject();
        for (const QString &name : tool.value()) {
            if (!properties.isEmpty() && !properties.contains(name))
                missing.append(tool.key() + u'.' + name);
        }
    }
    return missing;
}

QCoro::Task<std::optional<SourceFailure>> McpSession::readTools(std::shared_ptr<McpSession> self,
                                                                std::shared_ptr<SourceCalls> calls)
{
    const CallOutcome listed = co_await post(self, calls, u"tools/list"_s, u"tools/list"_s, QJsonObject());
    if (listed.failure)
        co_return listed.failure;
    const auto message = jsonRpcMessage(listed.reply);
    const QJsonArray tools = (*message)[u"result"][u"tools"].toArray();
    self->m_tools.clear();
    for (const QJsonValue &tool : tools)
        self->m_tools[tool[u"name"].toString()] = tool[u"inputSchema"].toObject();
    if (const QStringList missing = self->missingNames(); !missing.isEmpty()) {
        log::error("trips"_L1, "price_source_contract_changed"_L1, {{u"missing"_s, missing.join(u' ')}},
                   u"the price source no longer has the tools or parameters this version knows; it is not used");
        co_return SourceFailure{FailureClass::Rejected, u"contract_changed"_s, {}};
    }
    self->m_toolsReadAt = calls->now();
    co_return std::nullopt;
}

QCoro::Task<std::optional<SourceFailure>> McpSession::prepare(std::shared_ptr<McpSession> self,
                                                              std::shared_ptr<SourceCalls> calls)
{
    // One question prepares, the others wait for it and look again: they may have to do it themselves when it failed.
    while (const auto preparing = self->m_preparing) {
        const bool inTime = co_await preparing->within(calls->clock(), calls->timeLeft());
        if (!inTime)
            co_return SourceFailure{FailureClass::Transient, u"timeout"_s, {}};
    }
    const bool toolsKnown = self->m_toolsReadAt && calls->now() - *self->m_toolsReadAt < toolsValidFor;
    if (self->m_initialised && toolsKnown)
        co_return std::nullopt;
    const auto mine = std::make_shared<Completion>();
    self->m_preparing = mine;
    std::optional<SourceFailure> failure;
    if (!self->m_initialised)
        failure = co_await handshake(self, calls);
    if (!failure && !toolsKnown)
        failure = co_await readTools(self, calls);
    self->m_preparing.reset();
    mine->complete();
    co_return failure;
}

QCoro::Task<ToolReply> McpSession::callTool(std::shared_ptr<McpSession> self, std::shared_ptr<SourceCalls> calls,
                                            QString tool, QJsonObject arguments, FitArguments fit)
{
    CallOutcome outcome;
    for (int attempt = 0; attempt < 2; ++attempt) {
        const auto failure = co_await prepare(self, calls);
        if (failure)
            co_return failedReply(*failure, 0);
        if (fit)
            fit(arguments, self->m_tools.value(tool));
        const QByteArray session = self->m_sessionId;
        QJsonObject params;
        params[u"name"] = tool;
        params[u"arguments"] = arguments;
        outcome = co_await post(self, calls, u"tools/call "_s + tool, u"tools/call"_s, params);
        if (!outcome.failure || !refusesSession(outcome.reply.status))
            break;
        // Another question may have opened a new session meanwhile; only the refused one is dropped.
        if (self->m_sessionId == session)
            self->m_initialised = false;
    }
    if (outcome.failure)
        co_return failedReply(*outcome.failure, outcome.reply.status);
    co_return readToolReply(outcome.reply);
}

} // namespace portier::trips
