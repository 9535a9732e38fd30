// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace portier::commands
{

/// "--email EMAIL" or, without a value name, the switch "--json".
struct OptionSpec {
    QString name;
    QString valueName;
    bool required = false;
};

/// What a sub-command takes.
struct ArgumentSpec {
    QStringList positionals; ///< names of the arguments, all required: {"FILE"}
    QList<OptionSpec> options;
    [[nodiscard]] QString usage() const; ///< "FILE --user EMAIL [--json]"
};

/// The arguments of one call.
class Arguments
{
public:
    /// Error: Invalid "usage", its message names the word that does not fit.
    [[nodiscard]] static Result<Arguments> parse(const ArgumentSpec &spec, const QStringList &words);

    [[nodiscard]] QString positional(qsizetype index) const { return m_positionals.value(index); }
    [[nodiscard]] bool has(const QString &option) const { return m_options.contains(option); }
    [[nodiscard]] QString value(const QString &option) const { return m_options.value(option); }

private:
    QStringList m_positionals;
    QHash<QString, QString> m_options;
};

} // namespace portier::commands
