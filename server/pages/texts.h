// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QHash>
#include <QJsonObject>

namespace portier::pages
{

/// The words of the pages in one language: resources/pages/texts.<language>, lines "key = text". {{name}} stands for a
/// value, **strong** for emphasis in templates.
class Texts
{
public:
    /// Error: Internal "page_texts" for a line that is none, or a key given twice.
    [[nodiscard]] static Result<Texts> parse(const QString &source, const QString &language);
    /// The built-in texts. A missing or broken file is a bug and ends the program.
    [[nodiscard]] static Texts builtIn(const QString &language);

    [[nodiscard]] const QString &language() const { return m_language; }
    [[nodiscard]] bool has(const QString &key) const { return m_texts.contains(key); }
    [[nodiscard]] QStringList keys() const { return m_texts.keys(); }
    /// The text with its placeholders; a key without a text is a bug, seen in the log and as the key on the page.
    [[nodiscard]] QString raw(const QString &key) const;
    /// The text with every {{name}} replaced. Plain text: the template escapes it.
    [[nodiscard]] QString text(const QString &key, const QJsonObject &values = {}) const;
    /// text() of key.one or key.other, with {{n}}.
    [[nodiscard]] QString count(const QString &key, qint64 n, QJsonObject values = {}) const;
    /// "Ingeborg, Cornelia und Angelika".
    [[nodiscard]] QString list(const QStringList &items) const;

private:
    QString m_language;
    QHash<QString, QString> m_texts;
};

} // namespace portier::pages
