// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>

#include <memory>

namespace portier::http
{

/// The file of a listening unix socket, which goes with this object. Who may write to it may connect: the service's own
/// user and group.
class UnixSocket
{
public:
    /// Listens at `path`; a file that a dead process left there is replaced. Error: Unavailable "listen_failed".
    [[nodiscard]] static Result<std::unique_ptr<UnixSocket>> listen(const QString &path, int backlog);
    /// Nobody finds the socket any more. A file that another process has put in its place stays.
    ~UnixSocket();
    Q_DISABLE_COPY_MOVE(UnixSocket)

    /// Of the listening socket, once: the caller closes it.
    [[nodiscard]] int takeDescriptor() { return std::exchange(m_descriptor, -1); }

private:
    UnixSocket() = default;
    [[nodiscard]] Result<> open(const QByteArray &path, int backlog);

    int m_descriptor = -1;
    QByteArray m_path; ///< empty: no file of ours
    quint64 m_device = 0;
    quint64 m_inode = 0;
};

} // namespace portier::http
