// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/instancelock.h"

#include <QDir>
#include <QFile>
#include <QSysInfo>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/file.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace portier::storage
{

using namespace Qt::StringLiterals;

namespace
{

Error cannot(const QString &what)
{
    return Error::unavailable(u"storage_unavailable"_s, u"%1: %2"_s.arg(what, qt_error_string(errno)));
}

/// What the holder wrote: its process id and host, one per line.
Error lockedBy(int fd)
{
    std::array<char, 512> text{};
    const ssize_t length = ::pread(fd, text.data(), text.size(), 0);
    const QStringList lines = QString::fromUtf8(text.data(), std::max<ssize_t>(length, 0)).split(u'\n');
    const qint64 pid = lines.value(0).toLongLong();
    const QString host = lines.value(1);
    return Error::conflict(u"instance_locked"_s,
                           u"the data directory is in use by process %1 on %2; stop it first"_s.arg(pid).arg(host),
                           {{u"pid"_s, pid}, {u"host"_s, host}});
}

} // namespace

bool InstanceLock::isNetworkFileSystem(qint64 statfsType)
{
    // Values of statfs(2) that linux/magic.h does not name.
    constexpr qint64 cifs = 0xFF534D42, smb2 = 0xFE534D42, lustre = 0x0BD00BD0, gpfs = 0x47504653, fuse = 0x65735546;
    const std::array<qint64, 10> remote{NFS_SUPER_MAGIC, SMB_SUPER_MAGIC, cifs,   smb2, CODA_SUPER_MAGIC,
                                        AFS_SUPER_MAGIC, V9FS_MAGIC,      lustre, gpfs, fuse};
    // The kernel's type is a signed long on some machines and 32 bits wide on others.
    return std::find(remote.begin(), remote.end(), statfsType & 0xFFFFFFFF) != remote.end();
}

Result<std::unique_ptr<InstanceLock>> InstanceLock::acquire(const QString &directory, bool allowNetworkFs)
{
    struct statfs info {
    };
    if (::statfs(QFile::encodeName(directory).constData(), &info) != 0)
        return fail(cannot(u"cannot look at the data directory"_s));
    if (!allowNetworkFs && isNetworkFileSystem(info.f_type))
        return fail(Error::invalid(u"network_file_system"_s,
                                   u"the data directory is on a network file system, where locks are not dependable; "
                                   "use a local disk, or set database.allow_network_fs if you know better"_s));
    const QByteArray path = QFile::encodeName(QDir(directory).filePath(u"portierd.lock"_s));
    const int fd = ::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return fail(cannot(u"cannot open portierd.lock"_s));
    std::unique_ptr<InstanceLock> lock(new InstanceLock(fd));
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return fail(lockedBy(fd));
        return fail(cannot(u"cannot lock portierd.lock"_s));
    }
    const QByteArray text = QByteArray::number(::getpid()) + '\n' + QSysInfo::machineHostName().toUtf8() + '\n';
    if (::ftruncate(fd, 0) != 0 || ::pwrite(fd, text.constData(), text.size(), 0) != text.size())
        return fail(cannot(u"cannot write portierd.lock"_s));
    return lock;
}

InstanceLock::~InstanceLock()
{
    // The file stays: removing it would let two processes hold locks on two files of the same name.
    ::close(m_fd);
}

} // namespace portier::storage
