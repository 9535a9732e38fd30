// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/unixsocket.h"

#include <QFile>
#include <QScopeGuard>

#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace portier::http
{

namespace
{

constexpr mode_t FileMode = S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP;

tl::unexpected<Error> failed(const QString &why)
{
    return fail(Error::unavailable(u"listen_failed"_s, why));
}

tl::unexpected<Error> failedBy(int error)
{
    return failed(qt_error_string(error));
}

int newSocket()
{
    return ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

/// The setting has judged the length already; what does not fit is refused all the same.
Result<sockaddr_un> addressOf(const QByteArray &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= qsizetype(sizeof address.sun_path))
        return failedBy(ENAMETOOLONG);
    std::memcpy(address.sun_path, path.constData(), std::size_t(path.size()));
    return address;
}

template <class Call>
int withAddress(Call call, int descriptor, const sockaddr_un &address)
{
    return call(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 ? 0 : errno;
}

/// Takes away what a dead process left: a socket that nobody answers behind.
Result<> makeRoom(const sockaddr_un &address)
{
    struct stat status {
    };
    if (::lstat(address.sun_path, &status) != 0)
        return errno == ENOENT ? Result<>() : failedBy(errno);
    if (!S_ISSOCK(status.st_mode))
        return failed(u"there is a file that is no socket"_s);
    const int probe = newSocket();
    if (probe < 0)
        return failedBy(errno);
    const auto close = qScopeGuard([probe] { ::close(probe); });
    const int answer = withAddress(::connect, probe, address);
    if (answer != ECONNREFUSED)
        return failedBy(answer == 0 || answer == EAGAIN ? EADDRINUSE : answer); // EAGAIN: its backlog is full
    return ::unlink(address.sun_path) == 0 || errno == ENOENT ? Result<>() : failedBy(errno);
}

} // namespace

Result<std::unique_ptr<UnixSocket>> UnixSocket::listen(const QString &path, int backlog)
{
    std::unique_ptr<UnixSocket> socket(new UnixSocket);
    PORTIER_TRY(socket->open(QFile::encodeName(path), backlog));
    return socket;
}

Result<> UnixSocket::open(const QByteArray &path, int backlog)
{
    PORTIER_ASSIGN(address, addressOf(path));
    PORTIER_TRY(makeRoom(address));
    m_descriptor = newSocket();
    // The file gets the socket's mode, less the umask: it is never open to more than it is in the end.
    if (m_descriptor < 0 || ::fchmod(m_descriptor, FileMode) != 0)
        return failedBy(errno);
    if (const int error = withAddress(::bind, m_descriptor, address); error != 0)
        return failedBy(error);
    m_path = path;
    struct stat status {
    };
    if (::chmod(path.constData(), FileMode) != 0 || ::lstat(path.constData(), &status) != 0 ||
        ::listen(m_descriptor, backlog) != 0)
        return failedBy(errno);
    m_device = status.st_dev;
    m_inode = status.st_ino;
    return {};
}

UnixSocket::~UnixSocket()
{
    struct stat status {
    };
    if (!m_path.isEmpty() && ::lstat(m_path.constData(), &status) == 0 && status.st_dev == m_device &&
        status.st_ino == m_inode)
        ::unlink(m_path.constData());
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace portier::http
