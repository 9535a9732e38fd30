// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/apikey.h"

#include "core/identity/tokens.h"

#include <QRegularExpression>

#include <sodium.h>

namespace portier::identity
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype longestName = 80;
constexpr qsizetype longestDescription = 500;
constexpr int prefixLength = 8;

void checkLength(const QString &pointer, const QString &text, qsizetype min, qsizetype max, QList<FieldError> &errors)
{
    if (text.trimmed().size() < min)
        errors.append({pointer, u"too_short"_s, {{u"min"_s, min}}});
    else if (text.size() > max)
        errors.append({pointer, u"too_long"_s, {{u"max"_s, max}}});
}

void checkScopes(const QStringList &scopes, QList<FieldError> &errors)
{
    if (scopes.isEmpty())
        errors.append({u"/scopes"_s, u"required"_s, {}});
    for (qsizetype i = 0; i < scopes.size(); ++i) {
        const QString pointer = u"/scopes/%1"_s.arg(i);
        if (!apiKeyScopes().contains(scopes.at(i)))
            errors.append({pointer, u"not_one_of"_s, {{u"allowed"_s, apiKeyScopes().join(u", "_s)}}});
        else if (scopes.indexOf(scopes.at(i)) != i)
            errors.append({pointer, u"duplicate"_s, {}});
    }
}

} // namespace

const QStringList &apiKeyScopes()
{
    static const QStringList scopes{u"trips:read"_s,     u"trips:write"_s,     u"watches:read"_s, u"watches:write"_s,
                                    u"roomplans:read"_s, u"roomplans:write"_s, u"waits:write"_s,  u"calls:write"_s,
                                    u"push_scan"_s,      u"requests"_s};
    return scopes;
}

Result<> checkApiKey(const ApiKeyFields &fields, Instant now)
{
    QList<FieldError> errors;
    if (fields.name)
        checkLength(u"/name"_s, *fields.name, 1, longestName, errors);
    if (fields.description)
        checkLength(u"/description"_s, *fields.description, 0, longestDescription, errors);
    if (fields.scopes)
        checkScopes(*fields.scopes, errors);
    if (fields.expiresAt && *fields.expiresAt <= now)
        errors.append({u"/expires_at"_s, u"instant_in_past"_s, {}});
    return errors.isEmpty() ? Result<>() : fail(Error::invalid(errors));
}

ApiKeyToken ApiKeyToken::generate(const QString &prefix)
{
    return {prefix, newToken({})};
}

std::optional<ApiKeyToken> ApiKeyToken::parse(const QString &token)
{
    static const QRegularExpression form(u"\\Apk_([a-z0-9]{8})_([A-Za-z0-9_-]{43})\\z"_s);
    const auto match = form.match(token);
    if (!match.hasMatch())
        return std::nullopt;
    return ApiKeyToken{match.captured(1), match.captured(2)};
}

QString ApiKeyToken::text() const
{
    return u"pk_%1_%2"_s.arg(prefix, secret);
}

QString newKeyPrefix()
{
    static const QString alphabet = u"abcdefghijklmnopqrstuvwxyz0123456789"_s;
    QString prefix;
    for (int i = 0; i < prefixLength; ++i)
        prefix += alphabet.at(randombytes_uniform(uint32_t(alphabet.size())));
    return prefix;
}

} // namespace portier::identity
