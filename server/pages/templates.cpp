// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/templates.h"

#include "server/pages/icons.h"
#include "server/pages/views.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace portier::pages
{

namespace
{

constexpr int DeepestPartial = 6;
constexpr auto Folder = ":/portier/pages/"_L1;
constexpr auto Suffix = ".mustache"_L1;

} // namespace

Templates::Templates(const Texts &texts)
{
    const QStringList files = QDir(Folder).entryList({u"*"_s + Suffix});
    for (const QString &file : files) {
        const QString name = file.chopped(Suffix.size());
        const auto compiled =
            Mustache::compile(expand(name, texts, 0), [](const QString &value) { return value.toHtmlEscaped(); });
        if (compiled)
            m_templates.insert(name, *compiled);
        else
            m_problems.append(name + u": "_s + compiled.error().message);
    }
    if (files.isEmpty())
        m_problems.append(u"no template found"_s);
}

QString Templates::expand(const QString &name, const Texts &texts, int depth)
{
    QFile file(Folder + name + Suffix);
    if (depth > DeepestPartial || !file.open(QIODevice::ReadOnly)) {
        m_problems.append(u"cannot read the template "_s + name);
        return {};
    }
    static const QRegularExpression mark(u"\\{\\{(?:t\\.([a-z0-9_.]+)|icon\\.([a-z0-9-]+)|> ?([a-z0-9_]+))\\}\\}"_s);
    const QString source = QString::fromUtf8(file.readAll());
    QString result;
    qsizetype at = 0;
    auto marks = mark.globalMatch(source);
    while (marks.hasNext()) {
        const auto found = marks.next();
        result += source.mid(at, found.capturedStart() - at);
        at = found.capturedEnd();
        if (const QString key = found.captured(1); !key.isEmpty()) {
            if (!texts.has(key))
                m_problems.append(u"%1: no text %2 in %3"_s.arg(name, key, texts.language()));
            result += emphasised(texts.raw(key));
        } else if (const QString icon = found.captured(2); !icon.isEmpty()) {
            if (iconSvg(icon).isEmpty())
                m_problems.append(u"%1: no icon %2"_s.arg(name, icon));
            result += iconSvg(icon);
        } else {
            result += expand(found.captured(3), texts, depth + 1).trimmed();
        }
    }
    return result + source.mid(at);
}

Result<QString> Templates::render(const QString &name, const QJsonObject &values) const
{
    const auto found = m_templates.constFind(name);
    if (found == m_templates.constEnd())
        return fail({ErrorKind::Internal, u"page_template"_s, u"no template "_s + name, {}, {}});
    auto text = found->render(MustacheView(values));
    if (!text)
        text.error().message.prepend(name + u": "_s);
    return text;
}

} // namespace portier::pages
