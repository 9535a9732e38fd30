// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QJsonValue>

#include <functional>
#include <memory>

namespace portier
{

/// Values for templates, converted once and used by any number of them. Strings, booleans, lists and objects; other
/// values read as empty text, so numbers are written out by whoever makes the view.
class MustacheView
{
public:
    explicit MustacheView(const QJsonValue &values);

private:
    friend class Mustache;
    struct Data;
    std::shared_ptr<const Data> m_data;
};

/// A compiled mustache template that knows no holes: a name without a value is an error, not an empty place.
class Mustache
{
public:
    /// Escapes a value for where the text goes.
    using Escape = std::function<QString(const QString &)>;

    /// Error: Internal "mustache".
    [[nodiscard]] static Result<Mustache> compile(const QString &source, const Escape &escape);
    /// Error: Internal "mustache" naming what is missing.
    [[nodiscard]] Result<QString> render(const MustacheView &view) const;

private:
    struct Compiled;
    std::shared_ptr<Compiled> m_compiled;
};

} // namespace portier
