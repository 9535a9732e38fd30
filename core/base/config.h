// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/settings.h"

#include <QHash>
#include <QMap>

#include <functional>

namespace portier
{

/// Where the values may come from, already read. Reading files is the caller's.
struct ConfigInput {
    QString fileName; ///< for messages; empty: no file
    QByteArray fileText;
    QMap<QString, QString> environment;
    QStringList flags;                                   ///< "http.listen=127.0.0.1:8080"
    QMap<QString, QByteArray> credentials;               ///< systemd's, by setting name
    QString temporaryDirectory = QStringLiteral("/tmp"); ///< what test.enabled takes for temporary
    QString hostName = QStringLiteral("portier");
    /// Reads the file of a secret (x_file); the error's message says what is wrong with it.
    std::function<Result<QByteArray>(const QString &path)> readSecret;
    /// What else is wrong with the values, one line each: grammars and pairs that other rooms know.
    std::function<QStringList(const class Config &)> judge;
};

/// One setting's value and where it came from.
struct ConfigValue {
    QString text;
    QVariant value;
    QString origin; ///< "built-in", "/etc/portier/portier.conf:12", "PORTIER_HTTP_LISTEN", "--http.listen", "runtime"
    bool fixed = false; ///< given by environment, command line or credential: stronger than what admins set
};

/// Every setting's value, judged. A value type; asking for an undeclared name is a bug and aborts.
class Config
{
public:
    /// Judges everything and gives either the configuration or all problems, one line each (PLT-184).
    [[nodiscard]] static tl::expected<Config, QStringList> resolve(const ConfigInput &input);

    [[nodiscard]] QString text(QStringView name) const;
    [[nodiscard]] qint64 integer(QStringView name) const;
    [[nodiscard]] bool flag(QStringView name) const;
    [[nodiscard]] QStringList list(QStringView name) const;
    [[nodiscard]] const ConfigValue &value(QStringView name) const;
    /// Things worth a warning at start: aliases used, foreign variables not used.
    [[nodiscard]] QStringList warnings() const { return m_warnings; }
    /// Takes over the values of settings that may change while the service runs, and those alone.
    void takeReloadable(const Config &fresh);
    /// This configuration with what admins set (PLT-183): of settings that are theirs to change and not fixed. A value
    /// that is not allowed (any more) is left out.
    [[nodiscard]] Config withRuntime(const QMap<QString, QString> &values) const;
    /// Pairs that would contradict each other and do not in `before`, one line each.
    [[nodiscard]] QStringList newContradictions(const Config &before) const;
    /// "http.listen = 127.0.0.1:8080    (built-in)" per setting, secrets masked.
    [[nodiscard]] QString show() const;
    /// The value as it may be shown: secrets masked.
    [[nodiscard]] QString shown(const Setting &setting) const;

private:
    QHash<QString, ConfigValue> m_values;
    QStringList m_warnings;
};

} // namespace portier
