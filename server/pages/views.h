// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/pages/pagerequest.h"

#include <QJsonArray>

namespace portier::pages
{

class Site;

// Pieces of template values that several pages use. Templates know no holes: what is absent is false.

[[nodiscard]] inline QJsonValue orFalse(const QString &text)
{
    return text.isEmpty() ? QJsonValue(false) : QJsonValue(text);
}
[[nodiscard]] inline QJsonValue orFalse(const QJsonArray &list)
{
    return list.isEmpty() ? QJsonValue(false) : QJsonValue(list);
}

/// Plain text as HTML; **words** become strong.
[[nodiscard]] QString emphasised(const QString &text);

/// A text field: {id, value, error}; `error` is the sentence below it, empty: none.
[[nodiscard]] QJsonObject field(const QString &id, const QString &value, const QString &error);

/// What stands above a form that could not be taken: a heading and links to the fields (BKG-124). False without errors.
struct FieldComplaint {
    QString field; ///< id on the page; empty: the form as a whole
    QString message;
    QString label = {}; ///< of the field, for the summary: its messages alone do not say which one they are about
};
[[nodiscard]] QJsonValue errorSummary(const PageRequest &request, const QList<FieldComplaint> &complaints);
[[nodiscard]] QString complaintOf(const QList<FieldComplaint> &complaints, const QString &field);

/// Hidden field of a form that is sent to `path`.
[[nodiscard]] QString formToken(const Site &site, const QString &path);
/// Seconds until a limit lets more through; 0 for other errors.
[[nodiscard]] qint64 retryAfter(const Error &error);
/// What a text about a limit may name (BKG-087): {limit, wait}, "30", "5 Minuten".
[[nodiscard]] QJsonObject limitWords(const PageRequest &request, const Error &error);
/// A sentence for a form that was open for too long, or sent too often; false for any other.
[[nodiscard]] QJsonValue staleNotice(const PageRequest &request);

/// The form that asks for a new link, as templates/recoverform takes it.
[[nodiscard]] QJsonObject recoveryForm(const PageRequest &request, const Site &site, const QString &path,
                                       const QString &email, const QString &error);

} // namespace portier::pages
