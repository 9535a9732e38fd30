// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/notifications/mailrenderer.h"

#include "core/base/format.h"
#include "core/base/mustache.h"
#include "core/notifications/mailtemplate.h"

#include <QFile>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace portier::notifications
{

namespace
{

QString htmlText(const QString &text)
{
    return text.toHtmlEscaped().replace(u'\n', "<br/>"_L1);
}

/// On one line, without control characters or double blanks; no-break spaces stay.
QString singleLine(const QString &text)
{
    QString line;
    for (const QChar c : text) {
        const bool blank = c == u' ' || c.category() == QChar::Other_Control || c == QChar::LineSeparator ||
                           c == QChar::ParagraphSeparator;
        if (!blank)
            line += c;
        else if (!line.isEmpty() && !line.endsWith(u' '))
            line += u' ';
    }
    return line.endsWith(u' ') ? line.chopped(1) : line;
}

enum class Target { Html, Text, Line };

/// Escapes a fact for where it goes: HTML keeps newlines as <br/>, a header line has none at all.
QString escapedFor(Target target, const QString &value)
{
    switch (target) {
    case Target::Html:
        return htmlText(value);
    case Target::Line:
        return singleLine(value);
    case Target::Text:
        break;
    }
    return value;
}

Result<QString> fill(const QString &source, const MustacheView &view, Target target)
{
    const auto compiled =
        Mustache::compile(source, [target](const QString &value) { return escapedFor(target, value); });
    const Result<QString> result = compiled ? compiled->render(view) : fail(compiled.error());
    if (!result)
        return fail(
            {ErrorKind::Internal, u"mail_placeholder"_s, u"\"%1\": %2"_s.arg(source, result.error().message), {}, {}});
    // Optional sections leave blanks at the ends.
    return target == Target::Line ? singleLine(*result) : result->trimmed();
}

/// The blocks with their facts, as the layouts take them. Blocks that say nothing for these facts are left out.
Result<QJsonObject> fillBlocks(const MailTemplate &mail, const MustacheView &view, Target target)
{
    QJsonObject filled{{u"button"_s, false}};
    QJsonArray rows, links;
    for (const QString &name :
         {u"heading"_s, u"figure"_s, u"lead"_s, u"sentence"_s, u"after"_s, u"why"_s, u"sent"_s, u"unsubscribe"_s}) {
        PORTIER_ASSIGN(value, fill(mail.one(name), view, target));
        filled.insert(name, value.isEmpty() ? QJsonValue(false) : QJsonValue(value));
    }
    for (const MailBlock &block : mail.blocks) {
        if (block.label.isEmpty() || !block.list.isEmpty() || block.name == "itemlink"_L1)
            continue;
        PORTIER_ASSIGN(label, fill(block.label, view, target));
        PORTIER_ASSIGN(value, fill(block.value, view, target));
        const QJsonObject pair{{u"label"_s, label}, {u"value"_s, value}};
        if (value.isEmpty())
            continue;
        if (block.name == "button"_L1)
            filled.insert(u"button"_s, pair);
        else
            (block.name == "row"_L1 ? rows : links).append(pair);
    }
    filled.insert(u"rows"_s, rows.isEmpty() ? QJsonValue(false) : QJsonValue(rows));
    filled.insert(u"has_rows"_s, !rows.isEmpty());
    filled.insert(u"links"_s, links.isEmpty() ? QJsonValue(false) : QJsonValue(links));
    return filled;
}

/// One element of a list: what it says first, where that leads, and lines below.
Result<QJsonObject> fillItem(const MailTemplate &mail, const MailBlock &head, const QJsonObject &element, Target target)
{
    const MustacheView view(element);
    PORTIER_ASSIGN(heading, fill(head.label, view, target));
    PORTIER_ASSIGN(url, fill(head.value, view, target));
    QJsonArray lines, links;
    for (const MailBlock &block : mail.blocks) {
        if (block.name == "itemlink"_L1) {
            PORTIER_ASSIGN(label, fill(block.label, view, target));
            PORTIER_ASSIGN(value, fill(block.value, view, target));
            links.append(QJsonObject{{u"label"_s, label}, {u"value"_s, value}});
        } else if (block.name == "itemline"_L1) {
            PORTIER_ASSIGN(line, fill(block.value, view, target));
            if (!line.isEmpty())
                lines.append(line);
        } else if (block.name == "itemlist"_L1) {
            const QJsonArray inner = element.value(block.list).toArray();
            for (const QJsonValue &each : inner) {
                PORTIER_ASSIGN(line, fill(block.value, MustacheView(each), target));
                lines.append(line);
            }
        }
    }
    return QJsonObject{{u"heading"_s, heading},
                       {u"url"_s, url.isEmpty() ? QJsonValue(false) : QJsonValue(url)},
                       {u"lines"_s, lines},
                       {u"item_links"_s, links.isEmpty() ? QJsonValue(false) : QJsonValue(links)}};
}

Result<QJsonValue> fillItems(const MailTemplate &mail, const QJsonObject &values, Target target)
{
    QJsonArray items;
    for (const MailBlock &block : mail.blocks) {
        if (block.name != "item"_L1)
            continue;
        const QJsonArray elements = values.value(block.list).toArray();
        for (const QJsonValue &element : elements) {
            PORTIER_ASSIGN(item, fillItem(mail, block, element.toObject(), target));
            items.append(item);
        }
    }
    return items.isEmpty() ? QJsonValue(false) : QJsonValue(items);
}

Result<QString> layout(const QString &name)
{
    QFile file(u":/portier/mail/layout.%1.mustache"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::notFound(u"mail_template_missing"_s, u"no layout %1"_s.arg(name)));
    return QString::fromUtf8(file.readAll());
}

Result<QString> layOut(const QString &name, const MailTemplate &mail, const QJsonObject &values, const MailFrame &frame,
                       Target target)
{
    PORTIER_ASSIGN(source, layout(name));
    PORTIER_ASSIGN(page, fillBlocks(mail, MustacheView(values), target));
    PORTIER_ASSIGN(items, fillItems(mail, values, target));
    page.insert(u"items"_s, items);
    const auto framed = [target](const QString &value) { return escapedFor(target, value); };
    page.insert(u"language"_s, frame.reader.language);
    page.insert(u"house_name"_s, framed(frame.houseName));
    page.insert(u"unsubscribe_url"_s,
                frame.unsubscribeUrl.isEmpty() ? QJsonValue(false) : QJsonValue(framed(frame.unsubscribeUrl)));
    // Everything in `page` is escaped already.
    return fill(source, MustacheView(page), Target::Text);
}

/// What the template says for it, or its subject and where it leads; the link is never cut.
QString shortText(const QString &sms, const QString &subject, const QString &url)
{
    constexpr qsizetype longest = 320;
    if (!sms.isEmpty())
        return sms.left(longest);
    const QString link = url.isEmpty() || url.size() > longest / 2 ? QString() : u' ' + url;
    return subject.left(longest - link.size()) + link;
}

} // namespace

Result<RenderedMail> renderMail(const QString &kind, const QJsonObject &facts, const MailFrame &frame)
{
    PORTIER_ASSIGN(mail, loadMailTemplate(kind, frame.reader.language));
    PORTIER_ASSIGN(common, loadMailTemplate(u"common"_s, frame.reader.language));
    mail.blocks += common.blocks;
    PORTIER_ASSIGN(values, factsView(kind, facts, frame.reader));
    values.insert(u"sent_at"_s, formatDateTime(frame.sentAt, frame.reader.zone, frame.reader.language));
    values.insert(u"house_name"_s, frame.houseName);
    const MustacheView view(values);

    PORTIER_ASSIGN(subject, fill(mail.one(u"subject"_s), view, Target::Line));
    PORTIER_ASSIGN(text, layOut(u"txt"_s, mail, values, frame, Target::Text));
    PORTIER_ASSIGN(html, layOut(u"html"_s, mail, values, frame, Target::Html));
    PORTIER_ASSIGN(url, fill(mail.one(u"button"_s), view, Target::Line));
    PORTIER_ASSIGN(sms, fill(mail.one(u"sms"_s), view, Target::Line));
    return RenderedMail{subject, text + u'\n', html + u'\n', url, shortText(sms, subject, url)};
}

} // namespace portier::notifications
