// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQmlParserStatus>
#include <QSet>
#include <QSortFilterProxyModel>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace portier::app
{
class ListMemory;

/// Sorts, filters and searches an ApiList by dotted paths into its items ("latest.total.amount_minor"). Rows without
/// the sorted value come last in either direction. While it holds, rows that arrive beside others wait until they are
/// admitted: nothing moves under the reader. With a `memory` it comes back as it was left: order, filter and search.
class SortedList : public QSortFilterProxyModel, public QQmlParserStatus
{
    Q_OBJECT
    Q_INTERFACES(QQmlParserStatus)
    QML_ELEMENT
    Q_PROPERTY(QString sortPath READ sortPath WRITE setSortPath NOTIFY sortingChanged)
    Q_PROPERTY(bool descending READ isDescending WRITE setDescending NOTIFY sortingChanged)
    Q_PROPERTY(QString searchText READ searchText WRITE setSearchText NOTIFY filterChanged)
    Q_PROPERTY(QStringList searchPaths READ searchPaths WRITE setSearchPaths NOTIFY filterChanged)
    Q_PROPERTY(QString filterPath MEMBER m_filterPath)
    Q_PROPERTY(QStringList filterValues READ filterValues WRITE setFilterValues NOTIFY filterChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(int hidden READ hidden NOTIFY countChanged)
    Q_PROPERTY(QString memory READ memory WRITE setMemory NOTIFY filterChanged)
    Q_PROPERTY(bool holding MEMBER m_holding)
    Q_PROPERTY(int held READ held NOTIFY countChanged)
public:
    explicit SortedList(QObject *parent = nullptr);

    void classBegin() override { m_making = true; }
    void componentComplete() override; ///< remembers; what QML wrote until here is how the list begins
    void setSourceModel(QAbstractItemModel *model) override;
    [[nodiscard]] QString sortPath() const { return m_sortPath; }
    void setSortPath(const QString &path);
    [[nodiscard]] bool isDescending() const { return m_descending; }
    void setDescending(bool descending);
    [[nodiscard]] QString searchText() const { return m_searchText; } ///< as typed; spaces around it find nothing
    void setSearchText(const QString &text);
    /// Where the text is looked for; nowhere: whoever answers the source model looks for it.
    [[nodiscard]] QStringList searchPaths() const { return m_searchPaths; }
    void setSearchPaths(const QStringList &paths);
    [[nodiscard]] QString memory() const { return m_memory; }
    void setMemory(const QString &name); ///< comes back as that one was left
    [[nodiscard]] QStringList filterValues() const { return m_filterValues; }
    /// Only rows whose value at filterPath is one of these; none given: all.
    void setFilterValues(const QStringList &values);
    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] int hidden() const { return sourceModel() ? sourceModel()->rowCount() - rowCount() : 0; }

    [[nodiscard]] int held() const; ///< rows that wait

    /// Shows the rows that wait; answers where the first of them is now, or -1.
    Q_INVOKABLE int admit();
    Q_INVOKABLE QVariantMap itemAt(int row) const;
    Q_INVOKABLE int rowOf(const QString &id) const;

    /// The value at a dotted path; invalid where a part is missing.
    [[nodiscard]] static QVariant valueAt(const QVariantMap &item, const QString &path);

Q_SIGNALS:
    void sortingChanged();
    void filterChanged();
    void countChanged();

protected:
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    void applySorting();
    void sortBy(const QString &path, bool descending);
    void noteArrivals(int first, int last);
    void noteLeaving(int first, int last);
    void admitWhenAlone();
    [[nodiscard]] QString sourceId(int row) const;

    void recall();                                ///< of what is not remembered, all stays
    [[nodiscard]] ListMemory *remembered() const; ///< null: nothing is remembered, or not yet

    QString m_sortPath, m_searchText, m_wanted, m_filterPath, m_memory;
    QStringList m_searchPaths, m_filterValues;
    QSet<QString> m_waiting; ///< ids of rows that arrived while others were shown
    bool m_descending = false, m_holding = false;
    bool m_making = false, m_complete = false; ///< by QML: nothing is told before all is set
};

} // namespace portier::app
