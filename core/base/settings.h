// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <optional>

namespace portier
{

/// What a setting's text means and how it is judged. In brackets: the type of its parsed value.
enum class SettingType {
    Text,         ///< [QString] any text without control characters
    Integer,      ///< [qint64] least to most
    Boolean,      ///< [bool] true or false
    Choice,       ///< [QString] one of the choices
    Choices,      ///< [QStringList] some of the choices, in order
    Bytes,        ///< [qint64] "1048576", "1 MiB"
    Seconds,      ///< [qint64] "10" or "10 s"
    Words,        ///< [QStringList] separated by commas
    Listen,       ///< [QStringList] "127.0.0.1:8080", "[::1]:8080", "/run/portier/http.sock"
    Networks,     ///< [QStringList] "loopback", addresses, CIDR; never everything
    Origins,      ///< [QStringList] "https://example.org"
    Url,          ///< [QString] absolute http or https without query
    DatabaseUrl,  ///< [QString] "sqlite:PATH", "postgresql://..."
    Path,         ///< [QString] absolute
    Zone,         ///< [QString] IANA
    MailAddress,  ///< [QString]
    Addresses,    ///< [QStringList] mail addresses
    Places,       ///< [QStringList] host names, addresses, CIDR; never everything
    HostName,     ///< [QString]
    InstanceName, ///< [QString] 1 to 64 of [a-z0-9-]
    Currency,     ///< [QString] three capital letters
    AllowEntries, ///< [QStringList] addresses and "@domain"
    Rate,         ///< [QString] as operations::RateLimit::parse reads it
    Schedule,     ///< [QString] as ScheduleSpec::parse reads it, or "off"
    Time,         ///< [QString] RFC 3339
};

/// One line of the table of settings: the only place that knows names, defaults and ranges.
struct Setting {
    QString name; ///< "http.listen"
    SettingType type = SettingType::Text;
    QString fallback; ///< the built-in value, as text
    QString description;
    qint64 least = 0;
    qint64 most = 0;
    QStringList choices; ///< a Schedule: its forms, e.g. "daily"; none: every form
    QString owner; ///< a Schedule: "account" or "resource" where each has one in its own zone; empty: the instance
    bool optional = false;   ///< may be empty; a Schedule: may be "off"
    bool secret = false;     ///< masked; also taken from <name>_file and from systemd's credentials
    bool reloadable = false; ///< SIGHUP applies a new value without a restart
    bool runtime = false;    ///< admins may change it while the service runs (PLT-185)
    bool testOnly = false;   ///< refused unless test.enabled

    [[nodiscard]] QString section() const;
    /// "PORTIER_HTTP_LISTEN"
    [[nodiscard]] QString environmentName() const;
    /// What may be given, for people: "16 to 65535", "auto or check".
    [[nodiscard]] QString allowed() const;
    /// The value, or nothing when the text is not allowed.
    [[nodiscard]] std::optional<QVariant> parse(const QString &text) const;
};

/// All settings, by section.
[[nodiscard]] const QList<Setting> &settings();
[[nodiscard]] const Setting *findSetting(QStringView name);

/// A foreign environment variable that is read as a setting (PLT-186).
struct SettingAlias {
    QString variable;
    QString setting;   ///< empty: known but unused, reported as such
    QString form = {}; ///< how the setting writes the variable's number: "%1/hour"; empty: the same
};
[[nodiscard]] const QList<SettingAlias> &settingAliases();

/// docs/configuration.md
[[nodiscard]] QString settingsDocument();

} // namespace portier
