// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

namespace portier::identity
{

/// The code that proves who may make the first admin from another machine (PLT-003): whoever can read the file
/// `setup-code` (0600) in the data directory. It never appears in a log.
class SetupCode
{
public:
    explicit SetupCode(const QString &dataDirectory);

    /// The code, made when there is none yet. Error: Internal "setup_code_file".
    [[nodiscard]] Result<QString> ensure();
    /// In constant time; false where there is no code.
    [[nodiscard]] bool matches(const QString &given) const;
    /// Called once an admin exists.
    void remove();

private:
    [[nodiscard]] QString read() const;
    QString m_path;
};

} // namespace portier::identity
