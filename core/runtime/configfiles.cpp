// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runtime/configfiles.h"

#include "core/operations/ratepolicy.h"
#include "core/runtime/errorreporter.h"
#include "core/runtime/notificationsroom.h"
#include "core/scheduling/schedulespec.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QSysInfo>

using namespace Qt::Literals::StringLiterals;

namespace portier::runtime
{

namespace
{

const QString defaultFile = u"/etc/portier/portier.conf"_s;
constexpr qint64 mostBytes = 1024 * 1024;

Result<QByteArray> readAll(const QString &path, const QString &code)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::invalid(code, u"%1: %2"_s.arg(path, file.errorString())));
    const QByteArray bytes = file.read(mostBytes + 1);
    if (bytes.size() > mostBytes)
        return fail(Error::invalid(code, u"%1 is larger than 1 MiB"_s.arg(path)));
    return bytes;
}

QMap<QString, QString> environment()
{
    const QProcessEnvironment system = QProcessEnvironment::systemEnvironment();
    QMap<QString, QString> result;
    for (const QString &key : system.keys())
        result.insert(key, system.value(key));
    return result;
}

QMap<QString, QByteArray> credentials()
{
    QMap<QString, QByteArray> result;
    const QString directory = qEnvironmentVariable("CREDENTIALS_DIRECTORY");
    if (directory.isEmpty())
        return result;
    for (const Setting &setting : settings()) {
        const QString path = directory + u'/' + setting.name;
        if (!setting.secret || !QFileInfo::exists(path))
            continue;
        if (const auto bytes = readAll(path, u"credential"_s))
            result.insert(setting.name, *bytes);
    }
    return result;
}

bool isSchedule(const Setting &setting, const QString &text)
{
    if (text == "off"_L1)
        return setting.optional;
    const QString form = text.simplified().section(u' ', 0, 0).toLower();
    return (setting.choices.isEmpty() || setting.choices.contains(form)) &&
           scheduling::ScheduleSpec::parse(text, u"UTC"_s).has_value();
}

QStringList grammarProblems(const Config &config)
{
    QStringList problems;
    for (const Setting &setting : settings()) {
        const ConfigValue &given = config.value(setting.name);
        if (!isWellFormed(setting, given.text))
            problems.append(
                u"%1 = %2 (%3): must be %4"_s.arg(setting.name, given.text, given.origin, setting.allowed()));
    }
    return problems;
}

QStringList collectorProblems(const Config &config)
{
    const QString dsn = config.text(u"errors.dsn");
    if (dsn.isEmpty() || Collector::parse(dsn))
        return {};
    return {u"errors.dsn (%1): must be https://KEY@HOST/PROJECT, or http to loopback"_s.arg(
        config.value(u"errors.dsn").origin)};
}

} // namespace

bool isWellFormed(const Setting &setting, const QString &text)
{
    if (setting.type == SettingType::Schedule)
        return isSchedule(setting, text);
    if (setting.type == SettingType::Rate) {
        operations::RatePolicies policies; // knows which of them is a cooldown
        return policies.configure(setting.name.section(u'.', 1), text).has_value();
    }
    return true;
}

Result<QByteArray> readSecretFile(const QString &path)
{
    const QFileInfo info(path);
    if (info.exists() && info.permissions().testAnyFlags(QFile::ReadOther | QFile::WriteOther))
        return fail(
            Error::invalid(u"secret_file"_s, u"%1 may be read or written by others; run chmod o-rwx"_s.arg(path)));
    return readAll(path, u"secret_file"_s);
}

tl::expected<Config, QStringList> readConfig(const QString &file, const QStringList &flags)
{
    ConfigInput input;
    input.fileName = file.isEmpty() ? defaultFile : file;
    if (!file.isEmpty() || QFileInfo::exists(defaultFile)) {
        const auto text = readAll(input.fileName, u"config_file"_s);
        if (!text)
            return tl::unexpected(QStringList{text.error().message});
        input.fileText = *text;
    }
    input.environment = environment();
    input.flags = flags;
    input.credentials = credentials();
    input.temporaryDirectory = QDir::tempPath();
    input.hostName = QSysInfo::machineHostName();
    input.readSecret = readSecretFile;
    input.judge = [](const Config &config) {
        return grammarProblems(config) + mailProblems(config) + collectorProblems(config);
    };
    return Config::resolve(input);
}

} // namespace portier::runtime
