// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/profilerules.h"

#include "core/base/zonedtime.h"

#include <algorithm>

namespace portier::identity
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype longestName = 80;

std::optional<FieldError> checkName(const QString &name)
{
    const QString pointer = u"/display_name"_s;
    const qsizetype length = name.toUcs4().size();
    if (name.trimmed().isEmpty())
        return FieldError{pointer, u"too_short"_s, {{u"min"_s, 1}}};
    if (length > longestName)
        return FieldError{pointer, u"too_long"_s, {{u"max"_s, longestName}}};
    const bool hasControls = std::any_of(name.cbegin(), name.cend(),
                                         [](QChar character) { return character.category() == QChar::Other_Control; });
    return hasControls ? std::optional(FieldError{pointer, u"pattern_mismatch"_s, {}}) : std::nullopt;
}

} // namespace

Result<> checkProfile(const ProfileFields &fields)
{
    QList<FieldError> errors;
    if (fields.email && !EmailAddress::parse(*fields.email))
        errors.append({u"/email"_s, u"email_invalid"_s, {}});
    if (fields.displayName) {
        if (const auto error = checkName(*fields.displayName))
            errors.append(*error);
    }
    if (fields.language && !QStringList{{}, u"de"_s, u"en"_s}.contains(*fields.language))
        errors.append({u"/language"_s, u"not_one_of"_s, {{u"allowed"_s, u"de, en"_s}}});
    if (fields.timeZone && !zoneByName(*fields.timeZone))
        errors.append({u"/time_zone"_s, u"time_zone_unknown"_s, {}});
    return errors.isEmpty() ? Result<>() : fail(Error::invalid(errors));
}

QString defaultName(const EmailAddress &email)
{
    return email.typed.section(u'@', 0, -2).first(std::min(email.localPart().size(), longestName));
}

} // namespace portier::identity
