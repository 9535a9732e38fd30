// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/configlayers.h"

#include <QSet>
#include <QStringDecoder>

using namespace Qt::Literals::StringLiterals;

namespace portier
{

namespace
{

/// Collects the layers from the weakest to the strongest.
class Reader
{
public:
    explicit Reader(const ConfigInput &input) : m_input(input) {}

    ConfigLayers read()
    {
        readFile();
        readEnvironment();
        readFlags();
        readCredentials();
        readSecretFiles();
        readAliases();
        return std::move(m_layers);
    }

private:
    void problem(const QString &text) { m_layers.problems.append(text); }

    /// Takes `name` (or the `x_file` form of a secret) from one place; a stronger place overwrites a weaker one.
    void take(const QString &name, const QString &text, const QString &origin)
    {
        if (findSetting(name)) {
            m_layers.values.insert(name, {text, origin});
            return;
        }
        if (const Setting *secret = secretOfFileForm(name)) {
            m_files.insert(secret->name, {text, origin});
            return;
        }
        problem(u"%1 (%2): there is no such setting%3"_s.arg(name, origin, suggestion(name)));
    }

    static const Setting *secretOfFileForm(const QString &name)
    {
        if (!name.endsWith("_file"_L1))
            return nullptr;
        const Setting *setting = findSetting(QStringView(name).chopped(5));
        return setting && setting->secret ? setting : nullptr;
    }

    static QString suggestion(const QString &name)
    {
        const QString last = name.section(u'.', -1);
        for (const Setting &setting : settings()) {
            if (setting.name.section(u'.', -1) == last || setting.name.startsWith(name))
                return u"; did you mean %1?"_s.arg(setting.name);
        }
        return {};
    }

    void readFile()
    {
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString text = decoder(m_input.fileText);
        if (decoder.hasError() || text.contains(QChar(0))) {
            problem(u"%1: is not UTF-8 text"_s.arg(m_input.fileName));
            return;
        }
        QString section;
        QSet<QString> seen;
        int number = 0;
        for (const QString &raw : text.split(u'\n')) {
            const QString origin = u"%1:%2"_s.arg(m_input.fileName).arg(++number);
            const QString line = raw.trimmed();
            if (line.isEmpty() || line.startsWith(u'#') || line.startsWith(u';'))
                continue;
            if (line.startsWith(u'[') && line.endsWith(u']')) {
                section = line.mid(1, line.size() - 2).trimmed();
                continue;
            }
            const qsizetype equals = line.indexOf(u'=');
            if (equals <= 0) {
                problem(u"%1: expected `[section]` or `key = value`"_s.arg(origin));
                continue;
            }
            const QString key = line.left(equals).trimmed();
            const QString name = section.isEmpty() ? key : section + u'.' + key;
            if (seen.contains(name))
                problem(u"%1 (%2): is given twice in this file"_s.arg(name, origin));
            seen.insert(name);
            take(name, unquoted(line.mid(equals + 1).trimmed()), origin);
        }
    }

    static QString unquoted(const QString &text)
    {
        const bool quoted = text.size() >= 2 && text.startsWith(u'"') && text.endsWith(u'"');
        return quoted ? text.mid(1, text.size() - 2) : text;
    }

    void readEnvironment()
    {
        QHash<QString, QString> names;
        for (const Setting &setting : settings()) {
            names.insert(setting.environmentName(), setting.name);
            if (setting.secret)
                names.insert(setting.environmentName() + u"_FILE"_s, setting.name + u"_file"_s);
        }
        for (auto it = m_input.environment.begin(); it != m_input.environment.end(); ++it) {
            if (!it.key().startsWith("PORTIER_"_L1))
                continue;
            const QString name = names.value(it.key());
            if (name.isEmpty())
                problem(u"%1: there is no such setting"_s.arg(it.key()));
            else
                take(name, it.value().trimmed(), it.key());
        }
    }

    void readFlags()
    {
        for (const QString &flag : m_input.flags) {
            const qsizetype equals = flag.indexOf(u'=');
            if (equals <= 0)
                problem(u"--%1: expected --section.key=value"_s.arg(flag));
            else
                take(flag.left(equals), flag.mid(equals + 1).trimmed(), u"--"_s + flag.left(equals));
        }
    }

    void readCredentials()
    {
        for (auto it = m_input.credentials.begin(); it != m_input.credentials.end(); ++it) {
            const Setting *setting = findSetting(it.key());
            if (!setting || !setting->secret)
                continue; // the unit may hand over credentials for other purposes
            takeSecret(*setting, it.value(), u"credential "_s + it.key());
        }
    }

    void readSecretFiles()
    {
        for (auto it = m_files.begin(); it != m_files.end(); ++it) {
            const Setting *setting = findSetting(it.key());
            const QString origin = u"%1_file (%2)"_s.arg(it.key(), it->origin);
            const auto bytes = m_input.readSecret(it->text);
            if (bytes)
                takeSecret(*setting, *bytes, origin);
            else
                problem(u"%1: %2"_s.arg(origin, bytes.error().message));
        }
    }

    void takeSecret(const Setting &setting, const QByteArray &bytes, const QString &origin)
    {
        if (const auto former = m_layers.values.constFind(setting.name); former != m_layers.values.constEnd()) {
            problem(u"%1: is given twice, by %2 and by %3"_s.arg(setting.name, former->origin, origin));
            return;
        }
        QString text = QString::fromUtf8(bytes);
        while (text.endsWith(u'\n') || text.endsWith(u'\r'))
            text.chop(1);
        m_layers.values.insert(setting.name, {text, origin});
    }

    void readAliases()
    {
        for (const SettingAlias &alias : settingAliases()) {
            const auto found = m_input.environment.constFind(alias.variable);
            if (found == m_input.environment.constEnd() || found->isEmpty())
                continue;
            if (alias.setting.isEmpty()) {
                m_layers.warnings.append(u"%1 is not used by Portier"_s.arg(alias.variable));
                continue;
            }
            const auto native = m_layers.values.constFind(alias.setting);
            if (native != m_layers.values.constEnd()) {
                m_layers.warnings.append(
                    u"%1 is ignored: %2 is given by %3"_s.arg(alias.variable, alias.setting, native->origin));
                continue;
            }
            m_layers.values.insert(alias.setting, {translated(alias, *found), alias.variable});
            m_layers.warnings.append(u"%1 is used for %2"_s.arg(alias.variable, alias.setting));
        }
    }

    /// Foreign spellings of values that Portier writes differently.
    static QString translated(const SettingAlias &alias, const QString &text)
    {
        if (alias.variable == "PORT"_L1) {
            const QString fallback = findSetting(alias.setting)->fallback;
            return fallback.left(fallback.lastIndexOf(u':') + 1) + text;
        }
        if (!alias.form.isEmpty())
            return text == "0"_L1 ? text : alias.form.arg(text); // "0" switches any of them off
        if (alias.variable == "LOG_LEVEL"_L1) {
            const QString level = text.toLower();
            return level == "warn"_L1 ? u"warning"_s : level;
        }
        return text;
    }

    const ConfigInput &m_input;
    ConfigLayers m_layers;
    QHash<QString, RawValue> m_files; ///< secrets given as x_file: the path
};

} // namespace

ConfigLayers readConfigLayers(const ConfigInput &input)
{
    return Reader(input).read();
}

} // namespace portier
