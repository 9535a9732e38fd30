// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/operationsroom.h"

#include "core/runtime/configfiles.h"
#include "core/runtime/persondirectory.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::runtime
{

namespace
{

operations::FeedReader::Options feedOptions(const Config &config)
{
    operations::FeedReader::Options options;
    options.waitingEach = static_cast<int>(config.integer(u"limits.feed_wait"));
    return options;
}

/// Beside the backups, so that a restore finds it (PLT-160).
QString erasuresLog(const Config &config)
{
    return config.text(u"data.directory") + u"/backups/erasures.log"_s;
}

operations::FencedWrite writeOf(const std::shared_ptr<scheduling::JobContext> &job)
{
    return [job](std::function<Result<qint64>(storage::Transaction &)> body) { return job->write(std::move(body)); };
}

scheduling::JobOutcome outcomeOf(const Result<> &done)
{
    if (done)
        return scheduling::JobOutcome::done();
    const Error &error = done.error();
    if (error.code == "not_permitted"_L1) // PLT-047
        return scheduling::JobOutcome::cancelled(error.code);
    const bool isFinal = error.kind == ErrorKind::Conflict || error.kind == ErrorKind::NotFound;
    return isFinal ? scheduling::JobOutcome::dead(error.code) : scheduling::JobOutcome::retry(error.code);
}

} // namespace

OperationsRoom::OperationsRoom(const Ground &ground)
    : m_feed(ground.database, ground.clock, ground.metrics, feedOptions(ground.config)),
      m_inbox(ground.database, ground.clock), m_audit(ground.database, ground.clock),
      m_settings(ground.database, ground.clock, ground.sealer, ground.config, {ground.beat, isWellFormed}),
      m_administration(ground.database, ground.clock, ground.metrics, ground.scheduler),
      m_clientReports(ground.database, ground.clock),
      m_exports(ground.database, ground.clock, ground.sealer, m_personalData, makePersonDirectory()),
      m_erasures(ground.database, ground.clock, ground.sealer, m_personalData, makePersonDirectory(),
                 erasuresLog(ground.config))
{
}

void OperationsRoom::registerWork(scheduling::JobRunner &jobs, Retention &retention)
{
    scheduling::JobKind exports;
    exports.name = operations::exportJob;
    exports.concurrency = 1;
    exports.handler = [this](std::shared_ptr<scheduling::JobContext> job) { return runExport(std::move(job)); };
    jobs.registerKind(std::move(exports));
    scheduling::JobKind erasures;
    erasures.name = operations::erasureJob;
    erasures.concurrency = 1;
    erasures.maxAttempts = 20; // what a person asked for is not given up easily
    erasures.handler = [this](std::shared_ptr<scheduling::JobContext> job) { return runErasure(std::move(job)); };
    jobs.registerKind(std::move(erasures));
    retention.add(u"exports"_s, operations::DataExports::removeExpired);
    retention.add(u"client_reports"_s, [](storage::Transaction &tx, Instant now) {
        return operations::ClientReports::removeBefore(tx, now - operations::ClientReports::kept);
    });
}

QCoro::Task<scheduling::JobOutcome> OperationsRoom::runExport(std::shared_ptr<scheduling::JobContext> job)
{
    const QString id = job->job().payload.value(u"id"_s).toString();
    const auto done = co_await m_exports.run(id, writeOf(job));
    co_return outcomeOf(done);
}

QCoro::Task<scheduling::JobOutcome> OperationsRoom::runErasure(std::shared_ptr<scheduling::JobContext> job)
{
    const QString id = job->job().payload.value(u"id"_s).toString();
    const auto done = co_await m_erasures.run(id, writeOf(job));
    co_return outcomeOf(done);
}

void OperationsRoom::reload(const Config &config)
{
    m_feed.setWaitingEach(static_cast<int>(config.integer(u"limits.feed_wait")));
}

QCoro::Task<> OperationsRoom::stop()
{
    co_await m_settings.stop();
    co_await m_feed.join();
}

} // namespace portier::runtime
