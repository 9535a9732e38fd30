// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/postgrescluster.h"

#include "tests/support/tempdirs.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QThread>

#include <csignal>
#include <vector>

#include <fcntl.h>
#include <pwd.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace portier::test
{

using namespace Qt::StringLiterals;

namespace
{

const QString programs = u"/usr/lib/postgresql/15/bin/"_s;

/// PostgreSQL refuses to run as root.
QStringList asServerUser(const QStringList &command)
{
    QStringList words{u"setpriv"_s, u"--pdeathsig"_s, u"QUIT"_s};
    if (::geteuid() == 0)
        words << u"--reuid"_s << u"postgres"_s << u"--regid"_s << u"postgres"_s << u"--clear-groups"_s;
    return words << u"--"_s << command;
}

void mustRun(const QStringList &command)
{
    QProcess process;
    process.setWorkingDirectory(u"/"_s);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(command.first(), command.mid(1));
    if (!process.waitForFinished(120'000) || process.exitCode() != 0 || process.exitStatus() != QProcess::NormalExit)
        qFatal("%s failed: %s", qPrintable(command.join(u' ')), process.readAll().constData());
}

void giveToServerUser(const QString &path)
{
    if (::geteuid() != 0)
        return;
    const struct passwd *user = ::getpwnam("postgres");
    if (user == nullptr || ::chown(QFile::encodeName(path).constData(), user->pw_uid, user->pw_gid) != 0)
        qFatal("cannot give %s to the user postgres", qPrintable(path));
}

} // namespace

bool PostgresCluster::isAvailable()
{
    static const bool found = [] {
        const bool there = QFile::exists(programs + u"postgres"_s) && QFile::exists(programs + u"initdb"_s);
        if (!there && qEnvironmentVariableIntValue("PORTIER_REQUIRE_POSTGRES") != 0)
            qFatal("PostgreSQL 15 is required but not installed");
        if (!there)
            qWarning("SKIPPED: everything on PostgreSQL, because PostgreSQL 15 is not installed");
        return there;
    }();
    return found;
}

PostgresCluster &PostgresCluster::shared()
{
    static PostgresCluster cluster;
    return cluster;
}

PostgresCluster::PostgresCluster()
{
    QTemporaryDir directory(processDirectoryTemplate(u"/tmp"_s, u"portier-pg-"_s));
    if (!directory.isValid())
        qFatal("cannot make a directory for PostgreSQL");
    directory.setAutoRemove(false);
    m_directory = directory.path();
    giveToServerUser(m_directory);
    prepareData();
    start();
}

PostgresCluster::~PostgresCluster()
{
    stop();
    QDir(m_directory).removeRecursively();
}

/// initdb takes seconds, copying its result does not: it is kept in the build directory.
void PostgresCluster::prepareData()
{
    const QString cache = QStringLiteral(PORTIER_TEST_CACHE);
    const QString kept = cache + u"/pgdata-15-%1"_s.arg(::geteuid());
    QDir().mkpath(cache);
    QLockFile lock(kept + u".lock"_s);
    lock.setStaleLockTime(0);
    if (!lock.tryLock(120'000))
        qFatal("cannot lock %s", qPrintable(kept));
    const QString data = m_directory + u"/data"_s;
    if (!QFile::exists(kept)) {
        mustRun(asServerUser({programs + u"initdb"_s, u"--no-sync"_s, u"-A"_s, u"trust"_s, u"-U"_s, u"portier"_s,
                              u"-E"_s, u"UTF8"_s, u"--locale=C"_s, u"-D"_s, data}));
        mustRun({u"cp"_s, u"-a"_s, data, kept + u".new"_s});
        if (!QDir().rename(kept + u".new"_s, kept))
            qFatal("cannot keep %s", qPrintable(kept));
        return;
    }
    lock.unlock();
    mustRun({u"cp"_s, u"-a"_s, kept, data});
}

void PostgresCluster::start()
{
    // The operating system does not crash, so fsync may be off; commits must still reach it before they are
    // acknowledged.
    static const QStringList settings{
        u"listen_addresses="_s, u"fsync=off"_s,           u"full_page_writes=off"_s, u"wal_level=minimal"_s,
        u"max_wal_senders=0"_s, u"shared_buffers=16MB"_s, u"max_connections=60"_s,   u"deadlock_timeout=100ms"_s};
    QStringList command{programs + u"postgres"_s, u"-D"_s, m_directory + u"/data"_s, u"-k"_s, m_directory};
    for (const QString &setting : settings)
        command << u"-c"_s << setting;
    command = asServerUser(command);
    std::vector<QByteArray> words;
    for (const QString &word : command)
        words.push_back(word.toLocal8Bit());
    std::vector<char *> argv;
    for (QByteArray &word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);

    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    const QByteArray log = QFile::encodeName(m_directory + u"/server.log"_s);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, log.constData(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
    // Its own process group: a Ctrl-C at the terminal ends the test, and the test's end ends the server.
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    const int failed = ::posix_spawnp(&m_server, argv[0], &files, &attributes, argv.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    if (failed != 0)
        qFatal("cannot start PostgreSQL");
    waitUntilReady();
}

void PostgresCluster::waitUntilReady()
{
    // The server writes "ready" into the eighth line of its pid file when it accepts connections.
    QDeadlineTimer deadline(std::chrono::seconds(60));
    while (!deadline.hasExpired()) {
        QFile pidFile(m_directory + u"/data/postmaster.pid"_s);
        if (pidFile.open(QIODevice::ReadOnly)) {
            const QList<QByteArray> lines = pidFile.readAll().split('\n');
            if (lines.value(0).toLongLong() == m_server && lines.value(7).trimmed() == "ready")
                return;
        }
        int status = 0;
        if (::waitpid(m_server, &status, WNOHANG) == m_server)
            break;
        QThread::msleep(5);
    }
    QFile log(m_directory + u"/server.log"_s);
    const QByteArray text = log.open(QIODevice::ReadOnly) ? log.readAll() : QByteArray();
    qFatal("PostgreSQL did not start: %s", text.constData());
}

void PostgresCluster::stop()
{
    if (m_server == 0)
        return;
    ::kill(m_server, SIGQUIT);
    int status = 0;
    while (::waitpid(m_server, &status, 0) < 0 && errno == EINTR) {
    }
    m_server = 0;
}

QString PostgresCluster::url(const QString &database) const
{
    return u"postgresql://portier@/%1?host=%2"_s.arg(database, m_directory);
}

void PostgresCluster::administer(const QString &sql) const
{
    // Not the psql of the path: Debian's is a Perl script, which takes ten times as long.
    mustRun({programs + u"psql"_s, u"-qX"_s, u"-v"_s, u"ON_ERROR_STOP=1"_s, u"-h"_s, m_directory, u"-U"_s, u"portier"_s,
             u"-d"_s, u"postgres"_s, u"-c"_s, sql});
}

} // namespace portier::test
