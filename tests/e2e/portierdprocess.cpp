// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/portierdprocess.h"

#include <QDeadlineTimer>
#include <QRegularExpression>
#include <QTcpSocket>

#include <csignal>

using namespace Qt::Literals::StringLiterals;

namespace portier::test
{

namespace
{

const QString program = QStringLiteral(PORTIERD_PROGRAM);
constexpr int patienceMs = 60'000;

} // namespace

PortierdProcess::PortierdProcess()
{
    m_settings = {u"--data.directory="_s + directory(), u"--test.enabled=true"_s, u"--http.listen=127.0.0.1:0"_s};
    m_service.setProcessChannelMode(QProcess::SeparateChannels);
}

PortierdProcess::~PortierdProcess()
{
    if (m_service.state() != QProcess::NotRunning) {
        m_service.kill();
        m_service.waitForFinished(patienceMs);
    }
}

QProcessEnvironment PortierdProcess::environment() const
{
    QProcessEnvironment result = QProcessEnvironment::systemEnvironment();
    for (const QString &name : result.keys()) {
        if (name.startsWith("PORTIER_"_L1))
            result.remove(name);
    }
    for (auto it = m_environment.begin(); it != m_environment.end(); ++it)
        result.insert(it.key(), it.value());
    return result;
}

Ended PortierdProcess::run(const QStringList &words, const QByteArray &input)
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(program, words + m_settings);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(patienceMs))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

bool PortierdProcess::start()
{
    m_log.clear();
    m_service.setProcessEnvironment(environment());
    m_service.start(program, QStringList{u"serve"_s} + m_settings);
    return waitForLog("\"service_started\"");
}

bool PortierdProcess::waitForLog(const QByteArray &text)
{
    const QDeadlineTimer deadline(patienceMs);
    while (!m_log.contains(text)) {
        if (m_service.state() == QProcess::NotRunning || deadline.hasExpired())
            return false;
        m_service.waitForReadyRead(100);
        m_log += m_service.readAllStandardError();
    }
    return true;
}

quint16 PortierdProcess::port() const
{
    static const QRegularExpression listening(u"\"http_listening\".*?\"addresses\":\"[^\"]*?:([0-9]+)"_s);
    return listening.match(QString::fromUtf8(m_log)).captured(1).toUShort();
}

HttpAnswer PortierdProcess::get(const QString &path) const
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, port());
    socket.write("GET " + path.toUtf8() + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    QByteArray answer;
    while (socket.waitForReadyRead(patienceMs))
        answer += socket.readAll();
    answer += socket.readAll();
    return {answer.mid(9, 3).toInt(), answer.mid(answer.indexOf("\r\n\r\n") + 4)};
}

void PortierdProcess::signal(int number)
{
    ::kill(static_cast<pid_t>(m_service.processId()), number);
}

Ended PortierdProcess::wait()
{
    if (m_service.state() != QProcess::NotRunning && !m_service.waitForFinished(patienceMs))
        return {};
    m_log += m_service.readAllStandardError();
    return {m_service.exitStatus() == QProcess::NormalExit ? m_service.exitCode() : -1,
            m_service.readAllStandardOutput(), m_log};
}

} // namespace portier::test
