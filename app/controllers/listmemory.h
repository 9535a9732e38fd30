// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/settings.h"

#include <QHash>
#include <QStringList>

namespace portier::app
{

/// How each list was looked at last, by the list's name: order and filter stay on this computer, what was searched for
/// stays until somebody else signs in.
class ListMemory
{
public:
    explicit ListMemory(Settings &settings) : m_settings(settings) {}

    [[nodiscard]] QString searchText(const QString &list) const { return m_searchTexts.value(list); }
    void keepSearchText(const QString &list, const QString &text) { m_searchTexts.insert(list, text); }
    [[nodiscard]] QStringList filterValues(const QString &list, const QStringList &otherwise) const;
    void keepFilterValues(const QString &list, const QStringList &values);
    [[nodiscard]] QString sortPath(const QString &list, const QString &otherwise) const;
    [[nodiscard]] bool isDescending(const QString &list, bool otherwise) const;
    void keepSorting(const QString &list, const QString &path, bool descending);

    /// What was searched for is one person's.
    void belongTo(const QString &accountId);

private:
    Settings &m_settings;
    QHash<QString, QString> m_searchTexts;
    QString m_accountId;
};

} // namespace portier::app
