// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/mustache.h"
#include "server/pages/texts.h"

namespace portier::pages
{

/// The templates of resources/pages in one language. Beside mustache they know three marks, replaced when a template
/// is loaded: {{t.key}} for a text, {{icon.name}} for an icon, {{> name}} for another template. Each is loaded when it
/// is first used: together they take 5 MiB, and many an instance shows no page at all. One thread.
class Templates
{
public:
    explicit Templates(std::shared_ptr<const Texts> texts);

    /// Loads every template and says which is broken, or names a text or icon that is missing: all of that is a bug.
    [[nodiscard]] QStringList problems() const;
    [[nodiscard]] const QStringList &names() const { return m_names; }
    /// Error: Internal "mustache" or "page_template".
    [[nodiscard]] Result<QString> render(const QString &name, const QJsonObject &values) const;

private:
    [[nodiscard]] QString expand(const QString &name, int depth, QStringList *problems) const;
    [[nodiscard]] Result<Mustache> load(const QString &name, QStringList *problems) const;

    std::shared_ptr<const Texts> m_texts;
    QStringList m_names;
    mutable QHash<QString, Mustache> m_loaded;
};

} // namespace portier::pages
