// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/sortedlist.h"

#include "app/models/apilist.h"

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

SortedList::SortedList(QObject *parent) : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(true);
    setSortLocaleAware(true);
    for (auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(this, signal, this, &SortedList::countChanged);
    connect(this, &QAbstractItemModel::modelReset, this, &SortedList::countChanged);
    connect(this, &SortedList::filterChanged, this, &SortedList::countChanged);
}

void SortedList::setSourceModel(QAbstractItemModel *model)
{
    QSortFilterProxyModel::setSourceModel(model);
    if (model) {
        connect(model, &QAbstractItemModel::rowsInserted, this, &SortedList::countChanged);
        connect(model, &QAbstractItemModel::rowsRemoved, this, &SortedList::countChanged);
    }
    applySorting();
    Q_EMIT countChanged();
}

void SortedList::setSortPath(const QString &path)
{
    m_sortPath = path;
    applySorting();
}

void SortedList::setDescending(bool descending)
{
    m_descending = descending;
    applySorting();
}

void SortedList::applySorting()
{
    if (m_sortPath.isEmpty())
        sort(-1);
    else
        sort(0, m_descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    invalidate();
    Q_EMIT sortingChanged();
}

void SortedList::setSearchText(const QString &text)
{
    m_searchText = text.trimmed();
    invalidateFilter();
    Q_EMIT filterChanged();
}

void SortedList::setFilterValues(const QStringList &values)
{
    m_filterValues = values;
    invalidateFilter();
    Q_EMIT filterChanged();
}

QVariantMap SortedList::itemAt(int row) const
{
    return index(row, 0).data(ApiList::ItemRole).toMap();
}

int SortedList::rowOf(const QString &id) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (index(row, 0).data(ApiList::IdRole).toString() == id)
            return row;
    }
    return -1;
}

QVariant SortedList::valueAt(const QVariantMap &item, const QString &path)
{
    QVariant value = item;
    for (const QString &part : path.split(u'.')) {
        if (value.userType() != QMetaType::QVariantMap)
            return {};
        value = value.toMap().value(part);
    }
    return value.isNull() ? QVariant() : value;
}

bool SortedList::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const QVariant a = valueAt(left.data(ApiList::ItemRole).toMap(), m_sortPath);
    const QVariant b = valueAt(right.data(ApiList::ItemRole).toMap(), m_sortPath);
    if (!a.isValid() || !b.isValid())
        return a.isValid() != b.isValid() && (m_descending ? !a.isValid() : a.isValid());
    if (a.userType() == QMetaType::QString)
        return a.toString().localeAwareCompare(b.toString()) < 0;
    return a.toDouble() < b.toDouble();
}

bool SortedList::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QVariantMap item = sourceModel()->index(row, 0, parent).data(ApiList::ItemRole).toMap();
    if (!m_filterValues.isEmpty() && !m_filterValues.contains(valueAt(item, m_filterPath).toString()))
        return false;
    if (m_searchText.isEmpty())
        return true;
    return std::any_of(m_searchPaths.cbegin(), m_searchPaths.cend(), [this, &item](const QString &path) {
        return valueAt(item, path).toString().contains(m_searchText, Qt::CaseInsensitive);
    });
}

} // namespace portier::app
