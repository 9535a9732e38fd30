// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/pages/templates.h"

#include "core/base/log.h"
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

Templates::Templates(std::shared_ptr<const Texts> texts) : m_texts(std::move(texts))
{
    const QStringList files = QDir(Folder).entryList({u"*"_s + Suffix});
    for (const QString &file : files)
        m_names.append(file.chopped(Suffix.size()));
}

QStringList Templates::problems() const
{
    QStringList problems;
    for (const QString &name : m_names) {
        if (const auto loaded = load(name, &problems); !loaded)
            problems.append(name + u": "_s + loaded.error().message);
    }
    if (m_names.isEmpty())
        problems.append(u"no template found"_s);
    return problems;
}

Result<Mustache> Templates::load(const QString &name, QStringList *problems) const
{
    return Mustache::compile(expand(name, 0, problems), [](const QString &value) { return value.toHtmlEscaped(); });
}

QString Templates::expand(const QString &name, int depth, QStringList *problems) const
{
    QFile file(Folder + name + Suffix);
    if (depth > DeepestPartial || !file.open(QIODevice::ReadOnly)) {
        problems->append(u"cannot read the template "_s + name);
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
            if (!m_texts->has(key))
                problems->append(u"%1: no text %2 in %3"_s.arg(name, key, m_texts->language()));
            result += emphasised(m_texts->raw(key));
        } else if (const QString icon = found.captured(2); !icon.isEmpty()) {
            if (iconSvg(icon).isEmpty())
                problems->append(u"%1: no icon %2"_s.arg(name, icon));
            result += iconSvg(icon);
        } else {
            result += expand(found.captured(3), depth + 1, problems).trimmed();
        }
    }
    return result + source.mid(at);
}

Result<QString> Templates::render(const QString &name, const QJsonObject &values) const
{
    if (!m_names.contains(name))
        return fail({ErrorKind::Internal, u"page_template"_s, u"no template "_s + name, {}, {}});
    auto found = m_loaded.constFind(name);
    if (found == m_loaded.constEnd()) {
        QStringList problems;
        PORTIER_ASSIGN(loaded, load(name, &problems));
        for (const QString &problem : std::as_const(problems))
            log::error("pages"_L1, "page_template_broken"_L1, {}, problem);
        found = m_loaded.insert(name, loaded);
    }
    auto text = found->render(MustacheView(values));
    if (!text)
        text.error().message.prepend(name + u": "_s);
    return text;
}

} // namespace portier::pages
