// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace portier::test
{

/// A template for QTemporaryDir in `parent`, named after this process. Its first use for a parent removes what killed
/// test processes left there.
[[nodiscard]] QString processDirectoryTemplate(const QString &parent, const QString &prefix);

} // namespace portier::test
