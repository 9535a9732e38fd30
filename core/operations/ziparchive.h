// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace portier::operations
{

struct ArchivedFile {
    QString name;
    QByteArray content;
};

/// A ZIP archive in memory; every file carries the same time. Error: Internal.
[[nodiscard]] Result<QByteArray> zipOf(const QList<ArchivedFile> &files, Instant time);

} // namespace portier::operations
