// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controllers/listmemory.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{
QString keyOf(const QString &list, QLatin1String what)
{
    return list + u'/' + what;
}
} // namespace

QStringList ListMemory::filterValues(const QString &list, const QStringList &otherwise) const
{
    return m_settings.remembered(keyOf(list, "filter"_L1), otherwise).toStringList();
}

void ListMemory::keepFilterValues(const QString &list, const QStringList &values)
{
    m_settings.remember(keyOf(list, "filter"_L1), values);
}

QString ListMemory::sortPath(const QString &list, const QString &otherwise) const
{
    return m_settings.remembered(keyOf(list, "sort"_L1), otherwise).toString();
}

bool ListMemory::isDescending(const QString &list, bool otherwise) const
{
    return m_settings.remembered(keyOf(list, "descending"_L1), otherwise).toBool();
}

void ListMemory::keepSorting(const QString &list, const QString &path, bool descending)
{
    m_settings.remember(keyOf(list, "sort"_L1), path);
    m_settings.remember(keyOf(list, "descending"_L1), descending);
}

void ListMemory::belongTo(const QString &accountId)
{
    if (m_accountId != accountId)
        m_searchTexts.clear();
    m_accountId = accountId;
}

} // namespace portier::app
