// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Durable acknowledged writes of concurrent clients, with group commit and with one commit per write, on the same disk
// in the same run; besides, writes and reads per second through the coroutine. Prints one JSON object.
//
// usage: bench_groupcommit [DIRECTORY [SECONDS]]     the directory decides which disk is measured
#include "core/base/clock.h"
#include "core/storage/database.h"

#include <QCoreApplication>
#include <QCoroTask>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QThread>

#include <cmath>
#include <cstdio>

using namespace portier;
using namespace portier::storage;
using namespace Qt::StringLiterals;

namespace
{

struct Run {
    bool writes = true;
    qint64 limitMs = 0;
    QElapsedTimer timer = {};
    qint64 operations = 0;
    int clients = 0;
    QEventLoop loop = {};
    [[nodiscard]] double perSecond() const { return double(operations) * 1000 / double(timer.elapsed()); }
};

Result<> insert(Transaction &tx, qint64 number)
{
    PORTIER_TRY(tx.exec(u"INSERT INTO entries (client, text) VALUES (?, ?)"_s, {number, u"a small row of text"_s}));
    return {};
}

Result<> lookUp(Transaction &tx, qint64 number)
{
    PORTIER_TRY(tx.queryOne(u"SELECT text FROM entries WHERE id = ?"_s, {number}));
    return {};
}

/// One client: the next operation starts when the last one was acknowledged.
QCoro::Task<> client(std::shared_ptr<Database> database, std::shared_ptr<Run> run, qint64 number)
{
    while (run->timer.elapsed() < run->limitMs) {
        Result<> done;
        const auto write = [number](Transaction &tx) { return insert(tx, number); };
        const auto read = [number](Transaction &tx) { return lookUp(tx, number); };
        if (run->writes)
            done = co_await database->write(write);
        else
            done = co_await database->read(read);
        if (!done)
            qFatal("%s", qPrintable(done.error().message));
        ++run->operations;
    }
    if (--run->clients == 0)
        run->loop.quit();
}

double measure(std::shared_ptr<Database> database, bool writes, int clients, qint64 limitMs)
{
    const auto run = std::make_shared<Run>();
    run->writes = writes;
    run->limitMs = limitMs;
    run->clients = clients;
    run->timer.start();
    for (int i = 0; i < clients; ++i)
        client(database, run, i + 1);
    run->loop.exec();
    return std::round(run->perSecond());
}

std::shared_ptr<Database> openIn(const QString &directory, int groupCommit)
{
    DatabaseOptions options;
    options.url = u"sqlite:%1/bench-%2.db"_s.arg(directory).arg(groupCommit);
    options.groupCommit = groupCommit;
    auto database = Database::open(options, std::make_shared<SystemClock>());
    if (!database)
        qFatal("%s", qPrintable(database.error().message));
    const auto made = (*database)->writeBlocking([](Transaction &tx) {
        return tx.exec(u"CREATE TABLE entries (id INTEGER PRIMARY KEY, client BIGINT, text TEXT)"_s);
    });
    if (!made)
        qFatal("%s", qPrintable(made.error().message));
    return std::move(*database);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    const QTemporaryDir directory(words.value(1, QDir::tempPath()) + u"/portier-bench-XXXXXX"_s);
    const qint64 limitMs = words.value(2, u"4"_s).toLongLong() * 1000;
    constexpr int clients = 64;
    if (!directory.isValid())
        qFatal("cannot write to the directory");

    const double alone = measure(openIn(directory.path(), 1), true, clients, limitMs);
    const auto grouped = openIn(directory.path(), 256);
    const double together = measure(grouped, true, clients, limitMs);
    const double crowd = measure(grouped, true, 512, limitMs);
    const double reads = measure(grouped, false, clients, limitMs);
    const QJsonObject figures{
        {u"benchmark"_s, u"groupcommit"_s},         {u"clients"_s, clients},
        {u"cores"_s, QThread::idealThreadCount()},  {u"one_commit_per_write_ops"_s, alone},
        {u"group_commit_ops"_s, together},          {u"ratio"_s, std::round(together / alone * 10) / 10},
        {u"group_commit_512_clients_ops"_s, crowd}, {u"reads_ops"_s, reads}};
    std::puts(QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
    return 0;
}
