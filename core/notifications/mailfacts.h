// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QStringList>
#include <QTimeZone>

namespace portier::notifications
{

/// One fact that the templates of a kind may say; see resources/mail/README.md for how each type is written and shown.
struct Fact {
    enum class Type {
        Text,
        Sentence,  ///< {"de": "…", "en": "…"}; shown in the reader's language
        Money,     ///< {"amount_minor": n, "currency": "EUR"}
        Date,      ///< "YYYY-MM-DD"
        DateRange, ///< {"from": "YYYY-MM-DD", "to": "YYYY-MM-DD"}; "to" may be missing
        Instant,   ///< RFC 3339; shown in the reader's zone, which is named
        Url,       ///< absolute http(s), or a path below http.public_url
        Code,      ///< one of `codes`; an unknown one reads as "other" where that is listed
        CodeList,
        Count,   ///< whole number with its plural form
        Persons, ///< whole number, worded with its noun (BKG-140)
        Flag,
        Object, ///< with `children`
        List,   ///< of objects with `children`
    };
    QString name;
    Type type = Type::Text;
    bool optional = false;
    QStringList codes = {};
    QList<Fact> children = {};
};

/// The fact as one that may be missing.
[[nodiscard]] inline Fact maybe(Fact fact)
{
    fact.optional = true;
    return fact;
}

/// Kinds that have mail templates, and their facts. The lists stand in mailfacts.cpp.
[[nodiscard]] QStringList mailKinds();
[[nodiscard]] const QList<Fact> *factsOf(const QString &kind);

/// How facts are worded for one reader.
struct Reader {
    QString language;
    QTimeZone zone;
    QString publicUrl; ///< without trailing slash
};

/// The facts as templates see them: every listed name is there, formatted for the reader; absent optional facts are
/// false; a code `c` becomes {"is_c": true, other codes: false}; money gets a companion "<name>_is_zero"; a count
/// becomes {"n", "one", "other"}. Errors: NotFound "mail_kind_unknown"; Invalid "validation_failed" with every missing,
/// unknown or malformed fact. Producers call it in their tests to check what they write.
[[nodiscard]] Result<QJsonObject> factsView(const QString &kind, const QJsonObject &facts, const Reader &reader);

} // namespace portier::notifications
