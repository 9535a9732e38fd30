// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/mailtemplate.h"

#include <QFile>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

const QStringList &twoPartNames()
{
    static const QStringList names{u"row"_s, u"button"_s, u"link"_s, u"item"_s, u"itemlink"_s};
    return names;
}

/// Blocks that name a list of the facts first: "@item trips | {{name}} | {{url}}".
bool namesList(const QString &name)
{
    return name == "item"_L1 || name == "itemlist"_L1;
}

/// What stands before the next " | ", taken from `rest`; nothing when there is no bar.
std::optional<QString> takePart(QString &rest)
{
    const qsizetype bar = rest.indexOf(" | "_L1);
    if (bar < 0)
        return std::nullopt;
    const QString part = rest.left(bar).trimmed();
    rest = rest.mid(bar + 3).trimmed();
    return part;
}

bool isKnown(const QString &name)
{
    static const QStringList onePart{u"subject"_s, u"heading"_s, u"figure"_s,      u"lead"_s, u"sentence"_s, u"after"_s,
                                     u"why"_s,     u"sent"_s,    u"unsubscribe"_s, u"sms"_s,  u"itemline"_s};
    return onePart.contains(name) || twoPartNames().contains(name) || namesList(name);
}

Error templateError(qsizetype line, const QString &what)
{
    return {ErrorKind::Internal, u"mail_template"_s, u"line %1: %2"_s.arg(line).arg(what), {}, {}};
}

Result<MailBlock> parseBlock(const QString &line, qsizetype number)
{
    const qsizetype space = line.indexOf(u' ');
    MailBlock block;
    block.name = line.mid(1, space - 1);
    if (space < 0 || !isKnown(block.name))
        return fail(templateError(number, u"unknown or empty block"_s));
    block.value = line.mid(space).trimmed();
    const auto take = [&block](QString MailBlock::*part) {
        const auto taken = takePart(block.value);
        if (taken)
            block.*part = *taken;
        return taken.has_value();
    };
    if ((namesList(block.name) && !take(&MailBlock::list)) ||
        (twoPartNames().contains(block.name) && !take(&MailBlock::label)))
        return fail(templateError(number, u"the parts need \" | \" between them"_s));
    return block;
}

} // namespace

QString MailTemplate::one(const QString &name) const
{
    const auto found =
        std::find_if(blocks.begin(), blocks.end(), [&](const MailBlock &block) { return block.name == name; });
    return found == blocks.end() ? QString() : found->value;
}

Result<MailTemplate> parseMailTemplate(const QString &source)
{
    MailTemplate result;
    const QStringList lines = source.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString &line = lines.at(i);
        if (line.trimmed().isEmpty() || line.startsWith(u'#'))
            continue;
        if (line.startsWith(u'@')) {
            PORTIER_ASSIGN(block, parseBlock(line, i + 1));
            result.blocks.append(block);
        } else if (line.startsWith(u' ') && !result.blocks.isEmpty()) {
            result.blocks.last().value += u' ' + line.trimmed();
        } else {
            return fail(templateError(i + 1, u"a block starts with @, a line that goes on with a space"_s));
        }
    }
    return result;
}

Result<MailTemplate> loadMailTemplate(const QString &kind, const QString &language)
{
    QFile file(u":/portier/mail/%1.%2.mail"_s.arg(kind, language));
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::notFound(u"mail_template_missing"_s, u"no template %1.%2"_s.arg(kind, language)));
    return parseMailTemplate(QString::fromUtf8(file.readAll()));
}

} // namespace portier::notifications
