// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/sortedlist.h"

#include "app/models/apilist.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

SortedList::SortedList(QObject *parent) : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(true);
    setSortLocaleAware(true);
    connect(this, &QAbstractItemModel::rowsInserted, this, &SortedList::countChanged);
    connect(this, &QAbstractItemModel::rowsRemoved, this, &SortedList::countChanged);
    connect(this, &QAbstractItemModel::modelReset, this, &SortedList::countChanged);
    connect(this, &SortedList::filterChanged, this, &SortedList::countChanged);
}

ListMemory *SortedList::remembered() const
{
    App *app = m_complete && !m_memory.isEmpty() ? App::instanceFor(this) : nullptr;
    return app ? &app->lists() : nullptr;
}

void SortedList::componentComplete()
{
    m_making = false;
    m_complete = true;
    recall();
}

void SortedList::recall()
{
    if (const ListMemory *memory = remembered()) {
        m_sortPath = memory->sortPath(m_memory, m_sortPath);
        m_descending = memory->isDescending(m_memory, m_descending);
        m_filterValues = memory->filterValues(m_memory, m_filterValues);
        m_searchText = memory->searchText(m_memory);
        m_wanted = m_searchText.trimmed();
    }
    applySorting();
    Q_EMIT filterChanged();
}

void SortedList::setSourceModel(QAbstractItemModel *model)
{
    if (model) { // ahead of the filter, which asks for them
        connect(model, &QAbstractItemModel::rowsInserted, this,
                [this](const QModelIndex &, int first, int last) { noteArrivals(first, last); });
        connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this,
                [this](const QModelIndex &, int first, int last) { noteLeaving(first, last); });
    }
    QSortFilterProxyModel::setSourceModel(model);
    if (model) {
        connect(model, &QAbstractItemModel::rowsInserted, this, &SortedList::countChanged);
        connect(model, &QAbstractItemModel::rowsRemoved, this, &SortedList::admitWhenAlone);
        connect(model, &QAbstractItemModel::rowsRemoved, this, &SortedList::countChanged);
    }
    applySorting();
    Q_EMIT countChanged();
}

void SortedList::setSortPath(const QString &path)
{
    sortBy(path, m_descending);
}

void SortedList::setDescending(bool descending)
{
    sortBy(m_sortPath, descending);
}

void SortedList::sortBy(const QString &path, bool descending)
{
    m_sortPath = path;
    m_descending = descending;
    if (m_making)
        return;
    applySorting();
    if (ListMemory *memory = remembered())
        memory->keepSorting(m_memory, path, descending);
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
    if (m_searchText == text)
        return;
    m_searchText = text;
    m_wanted = text.trimmed();
    if (m_making)
        return;
    if (ListMemory *memory = remembered())
        memory->keepSearchText(m_memory, text);
    invalidateFilter();
    Q_EMIT filterChanged();
}

void SortedList::setSearchPaths(const QStringList &paths)
{
    if (m_searchPaths == paths)
        return;
    m_searchPaths = paths;
    if (m_making)
        return;
    invalidateFilter();
    Q_EMIT filterChanged();
}

void SortedList::setMemory(const QString &name)
{
    if (m_memory == name)
        return;
    m_memory = name;
    if (!m_making)
        recall();
}

void SortedList::setFilterValues(const QStringList &values)
{
    m_filterValues = values;
    if (m_making)
        return;
    if (ListMemory *memory = remembered())
        memory->keepFilterValues(m_memory, values);
    invalidateFilter();
    Q_EMIT filterChanged();
}

QString SortedList::sourceId(int row) const
{
    return sourceModel()->index(row, 0).data(ApiList::IdRole).toString();
}

void SortedList::noteArrivals(int first, int last)
{
    const int others = sourceModel()->rowCount() - (last - first + 1);
    if (!m_holding || others == 0) // nothing that could move
        return;
    for (int row = first; row <= last; ++row)
        m_waiting.insert(sourceId(row));
}

void SortedList::noteLeaving(int first, int last)
{
    for (int row = first; row <= last && !m_waiting.isEmpty(); ++row)
        m_waiting.remove(sourceId(row));
}

void SortedList::admitWhenAlone()
{
    if (!m_waiting.isEmpty() && m_waiting.size() == sourceModel()->rowCount())
        admit();
}

int SortedList::held() const
{
    return int(m_waiting.size());
}

int SortedList::admit()
{
    const QSet<QString> arrived = std::exchange(m_waiting, {});
    invalidateFilter();
    Q_EMIT filterChanged();
    for (int row = 0; row < rowCount(); ++row) {
        if (arrived.contains(index(row, 0).data(ApiList::IdRole).toString()))
            return row;
    }
    return -1;
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
    if (!m_waiting.isEmpty() && m_waiting.contains(sourceId(row)))
        return false;
    const QVariantMap item = sourceModel()->index(row, 0, parent).data(ApiList::ItemRole).toMap();
    if (!m_filterValues.isEmpty() && !m_filterValues.contains(valueAt(item, m_filterPath).toString()))
        return false;
    if (m_wanted.isEmpty() || m_searchPaths.isEmpty())
        return true;
    return std::any_of(m_searchPaths.cbegin(), m_searchPaths.cend(), [this, &item](const QString &path) {
        return valueAt(item, path).toString().contains(m_wanted, Qt::CaseInsensitive);
    });
}

} // namespace portier::app
