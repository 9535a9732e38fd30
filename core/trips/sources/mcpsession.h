// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/completion.h"
#include "core/trips/sources/sourcecalls.h"

#include <QJsonObject>

namespace portier::trips
{

/// A tool's answer, or why there is none.
struct ToolReply {
    QJsonObject content; ///< result.structuredContent, or the parsed text of result.content
    QByteArray message;  ///< the JSON-RPC message, for keeping
    int status = 0;
    std::optional<SourceFailure> failure;
};

/// One MCP server over streamable HTTP (JSON-RPC 2.0, protocol 2025-06-18): session handling, tools/list once per day,
/// JSON or event-stream replies (trips.md §6.1). Shared by all questions to a source; lives on the core thread.
class McpSession
{
public:
    /// `expected`: tool name -> parameters the plug-in sends and therefore must exist.
    McpSession(QUrl endpoint, QMap<QString, QStringList> expected);

    /// Adapts arguments to a tool's inputSchema, which is known only once tools/list was read.
    using FitArguments = std::function<void(QJsonObject &arguments, const QJsonObject &inputSchema)>;

    /// Initialises when needed, calls the tool, and when the server refuses the session (400, 401, 403, 404)
    /// initialises once more and repeats once.
    [[nodiscard]] static QCoro::Task<ToolReply> callTool(std::shared_ptr<McpSession> self,
                                                         std::shared_ptr<SourceCalls> calls, QString tool,
                                                         QJsonObject arguments, FitArguments fit = {});
    /// initialize, initialized, tools/list; each with its retries.
    static constexpr int handshakeCalls = 3;

private:
    [[nodiscard]] static QCoro::Task<std::optional<SourceFailure>> prepare(std::shared_ptr<McpSession> self,
                                                                           std::shared_ptr<SourceCalls> calls);
    [[nodiscard]] static QCoro::Task<std::optional<SourceFailure>> handshake(std::shared_ptr<McpSession> self,
                                                                             std::shared_ptr<SourceCalls> calls);
    [[nodiscard]] static QCoro::Task<std::optional<SourceFailure>> readTools(std::shared_ptr<McpSession> self,
                                                                             std::shared_ptr<SourceCalls> calls);
    [[nodiscard]] static QCoro::Task<CallOutcome> post(std::shared_ptr<McpSession> self,
                                                       std::shared_ptr<SourceCalls> calls, QString endpoint,
                                                       QString method, QJsonObject params);
    [[nodiscard]] HttpRequest request(const QString &method, const QJsonObject &params);
    [[nodiscard]] QStringList missingNames() const;

    QUrl m_endpoint;
    QMap<QString, QStringList> m_expected;
    bool m_initialised = false;
    QByteArray m_sessionId; ///< empty: the server is stateless
    qint64 m_lastId = 0;
    std::optional<Instant> m_toolsReadAt;
    QMap<QString, QJsonObject> m_tools;      ///< name -> inputSchema
    std::shared_ptr<Completion> m_preparing; ///< set while one question prepares for all
};

/// The JSON-RPC message of a reply: the JSON body, or the last parsable "data:" line of an event stream.
/// Error: Invalid "bad_response".
[[nodiscard]] Result<QJsonObject> jsonRpcMessage(const HttpReply &reply);
/// What a tools/call reply means: transport status, JSON-RPC error, or a tool error whose text speaks of rate limits.
[[nodiscard]] std::optional<SourceFailure> judgeToolReply(const HttpReply &reply);

} // namespace portier::trips
