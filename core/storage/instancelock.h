// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <memory>

namespace portier::storage
{

/// One process per SQLite file (PLT-151): holds an OS lock (flock) on "portierd.lock" in the data directory, so a dead
/// holder never blocks. Errors: Conflict "instance_locked" with details {"pid": n, "host": "..."} of the holder;
/// Invalid "network_file_system" unless allowed (locks and WAL are not dependable there); Unavailable
/// "storage_unavailable" when the file cannot be written.
class InstanceLock
{
public:
    [[nodiscard]] static Result<std::unique_ptr<InstanceLock>> acquire(const QString &directory,
                                                                       bool allowNetworkFs = false);
    ~InstanceLock();
    InstanceLock(const InstanceLock &) = delete;
    InstanceLock &operator=(const InstanceLock &) = delete;

    /// True for NFS, SMB, and other file systems that live on another machine.
    [[nodiscard]] static bool isNetworkFileSystem(qint64 statfsType);

private:
    explicit InstanceLock(int fd) : m_fd(fd) {}
    int m_fd;
};

} // namespace portier::storage
