// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/mustache.h"
#include "server/pages/texts.h"

namespace portier::pages
{

/// The templates of resources/pages in one language. Beside mustache they know three marks, replaced when a template
/// is loaded: {{t.key}} for a text, {{icon.name}} for an icon, {{> name}} for another template.
class Templates
{
public:
    /// Loads every template. A broken one, or one naming a text or icon that is missing, is a bug: see problems().
    explicit Templates(const Texts &texts);

    [[nodiscard]] const QStringList &problems() const { return m_problems; }
    [[nodiscard]] QStringList names() const { return m_templates.keys(); }
    /// Error: Internal "mustache" or "page_template".
    [[nodiscard]] Result<QString> render(const QString &name, const QJsonObject &values) const;

private:
    [[nodiscard]] QString expand(const QString &name, const Texts &texts, int depth);

    QHash<QString, Mustache> m_templates;
    QStringList m_problems;
};

} // namespace portier::pages
