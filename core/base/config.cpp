// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/config.h"

#include "core/base/configlayers.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace portier
{

namespace
{

/// A host name in the form that server.instance allows.
QString instanceName(const QString &hostName)
{
    QString name = hostName.section(u'.', 0, 0).toLower();
    name.replace(QRegularExpression(u"[^a-z0-9-]"_s), u"-"_s);
    return name.isEmpty() ? u"portier"_s : name.left(64);
}

QString normalised(const Setting &setting, const QString &text)
{
    if (setting.type == SettingType::DatabaseUrl && text.startsWith("postgres://"_L1))
        return u"postgresql"_s + text.mid(8);
    return text;
}

} // namespace

tl::expected<Config, QStringList> Config::resolve(const ConfigInput &input)
{
    ConfigLayers layers = readConfigLayers(input);
    QStringList problems = layers.problems;
    Config config;
    config.m_warnings = layers.warnings;
    for (const Setting &setting : settings()) {
        const auto given = layers.values.constFind(setting.name);
        const bool isGiven = given != layers.values.constEnd();
        const QString origin = isGiven ? given->origin : u"built-in"_s;
        const QString text = normalised(setting, isGiven ? given->text : setting.fallback);
        const auto value = setting.parse(text);
        if (!value) {
            const QString shown = setting.secret ? u"(secret)"_s : text;
            problems.append(u"%1 = %2 (%3): must be %4"_s.arg(setting.name, shown, origin, setting.allowed()));
        }
        // A value that is not allowed gives way to the built-in one, so that the pairs can still be judged.
        const QString kept = value ? text : setting.fallback;
        config.m_values.insert(setting.name, {kept, value ? *value : setting.parse(kept).value_or(QVariant()), origin,
                                              isGiven && !origin.startsWith(input.fileName + u':')});
    }
    problems += contradictions(config, input);
    if (input.judge)
        problems += input.judge(config);
    if (!problems.isEmpty())
        return tl::unexpected(problems);

    ConfigValue &database = config.m_values[u"database.url"_s];
    if (database.text.isEmpty())
        database.value = database.text = u"sqlite:%1/portier.db"_s.arg(config.text(u"data.directory"));
    ConfigValue &key = config.m_values[u"secrets.key_file"_s];
    if (key.text.isEmpty())
        key.value = key.text = config.text(u"data.directory") + u"/secret.key"_s;
    ConfigValue &instance = config.m_values[u"server.instance"_s];
    if (instance.text.isEmpty())
        instance.value = instance.text = instanceName(input.hostName);
    return config;
}

const ConfigValue &Config::value(QStringView name) const
{
    const auto found = m_values.constFind(name.toString());
    if (found == m_values.constEnd())
        qFatal("there is no setting %s", qPrintable(name.toString()));
    return *found;
}

QString Config::text(QStringView name) const
{
    return value(name).text;
}

qint64 Config::integer(QStringView name) const
{
    return value(name).value.toLongLong();
}

bool Config::flag(QStringView name) const
{
    return value(name).value.toBool();
}

QStringList Config::list(QStringView name) const
{
    return value(name).value.toStringList();
}

void Config::takeReloadable(const Config &fresh)
{
    for (const Setting &setting : settings()) {
        if (setting.reloadable)
            m_values.insert(setting.name, fresh.value(setting.name));
    }
}

Config Config::withRuntime(const QMap<QString, QString> &values) const
{
    Config result = *this;
    for (auto it = values.begin(); it != values.end(); ++it) {
        const Setting *setting = findSetting(it.key());
        if (!setting || !setting->runtime || value(it.key()).fixed)
            continue;
        if (const auto parsed = setting->parse(it.value()))
            result.m_values.insert(it.key(), {it.value(), *parsed, u"runtime"_s, false});
    }
    return result;
}

QStringList Config::newContradictions(const Config &before) const
{
    QStringList found = contradictions(*this, {});
    const QStringList old = contradictions(before, {});
    found.removeIf([&old](const QString &line) { return old.contains(line); });
    return found;
}

QString Config::shown(const Setting &setting) const
{
    const QString text = value(setting.name).text;
    const bool harmless = setting.type == SettingType::DatabaseUrl && text.startsWith("sqlite:"_L1);
    return setting.secret && !text.isEmpty() && !harmless ? u"********"_s : text;
}

QString Config::show() const
{
    QString result;
    for (const Setting &setting : settings())
        result += u"%1 = %2    (%3)\n"_s.arg(setting.name, shown(setting), value(setting.name).origin);
    return result;
}

} // namespace portier
