// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

namespace portier::contract
{

/// A text in both languages of the product; {name} stands for a value.
struct BilingualText {
    const char *german;
    const char *english;
};

/// The text in `language` ("de", otherwise English) with every {name} replaced by the value of that name; lists are
/// joined by commas. A name without a value stays as it is.
[[nodiscard]] QString fillText(const BilingualText &text, const QString &language, const QJsonObject &values);

} // namespace portier::contract
