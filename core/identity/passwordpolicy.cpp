// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/identity/passwordpolicy.h"

#include <QFile>
#include <QSet>

void initPasswordResource()
{
    Q_INIT_RESOURCE(passwords);
}

namespace portier::identity
{

using namespace Qt::StringLiterals;

namespace
{

bool isCommon(const QString &password)
{
    static const QSet<QString> common = [] {
        initPasswordResource();
        QFile file(u":/portier/passwords/common.txt"_s);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("the list of common passwords is not built in");
        const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
        return QSet<QString>(lines.cbegin(), lines.cend());
    }();
    return common.contains(password.toCaseFolded());
}

qsizetype characters(const QString &text)
{
    return text.toUcs4().size();
}

} // namespace

QString normalisedPassword(const QString &typed)
{
    return typed.normalized(QString::NormalizationForm_C);
}

Result<> checkPassword(const QString &typed, const QString &email, const QString &pointer)
{
    const QString password = normalisedPassword(typed);
    const auto weak = [&pointer](QLatin1StringView rule) {
        return fail(Error::invalid(
            {{pointer,
              u"password_too_weak"_s,
              {{u"rule"_s, QString(rule)}, {u"min"_s, minPasswordCharacters}, {u"max"_s, maxPasswordBytes}}}}));
    };
    if (characters(password) < minPasswordCharacters)
        return weak("too_short"_L1);
    if (password.toUtf8().size() > maxPasswordBytes)
        return weak("too_long"_L1);
    const QString folded = password.toCaseFolded();
    const QString address = email.trimmed().toCaseFolded();
    if (!address.isEmpty() && (folded == address || folded == address.section(u'@', 0, -2)))
        return weak("address"_L1);
    if (isCommon(password))
        return weak("common"_L1);
    return {};
}

} // namespace portier::identity
