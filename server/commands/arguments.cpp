// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/commands/arguments.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::commands
{

namespace
{

tl::unexpected<Error> wrong(const QString &message)
{
    return fail(Error::invalid(u"usage"_s, message));
}

const OptionSpec *find(const ArgumentSpec &spec, const QString &name)
{
    for (const OptionSpec &option : spec.options) {
        if (option.name == name)
            return &option;
    }
    return nullptr;
}

} // namespace

QString ArgumentSpec::usage() const
{
    QStringList parts = positionals;
    for (const OptionSpec &option : options) {
        const QString text = u"--"_s + option.name + (option.valueName.isEmpty() ? QString() : u' ' + option.valueName);
        parts.append(option.required ? text : u'[' + text + u']');
    }
    return parts.join(u' ');
}

Result<Arguments> Arguments::parse(const ArgumentSpec &spec, const QStringList &words)
{
    Arguments result;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words.at(i);
        if (!word.startsWith("--"_L1)) { // "-" alone is standard input
            result.m_positionals.append(word);
            continue;
        }
        const qsizetype equals = word.indexOf(u'=');
        const QString name = word.mid(2, equals < 0 ? -1 : equals - 2);
        const OptionSpec *option = find(spec, name);
        if (!option)
            return wrong(u"there is no option --%1"_s.arg(name));
        if (result.has(name))
            return wrong(u"--%1 is given twice"_s.arg(name));
        if (option->valueName.isEmpty() && equals >= 0)
            return wrong(u"--%1 takes no value"_s.arg(name));
        if (option->valueName.isEmpty() || equals >= 0) {
            result.m_options.insert(name, equals < 0 ? QString() : word.mid(equals + 1));
            continue;
        }
        if (++i >= words.size())
            return wrong(u"--%1 needs a value: %2"_s.arg(name, option->valueName));
        result.m_options.insert(name, words.at(i));
    }
    if (result.m_positionals.size() > spec.positionals.size())
        return wrong(u"\"%1\" does not fit"_s.arg(result.m_positionals.at(spec.positionals.size())));
    if (result.m_positionals.size() < spec.positionals.size())
        return wrong(u"%1 is missing"_s.arg(spec.positionals.at(result.m_positionals.size())));
    for (const OptionSpec &option : spec.options) {
        if (option.required && !result.has(option.name))
            return wrong(u"--%1 is missing"_s.arg(option.name));
    }
    return result;
}

} // namespace portier::commands
