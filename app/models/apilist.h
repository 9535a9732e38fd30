// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/controllers/app.h"

#include <QAbstractListModel>
#include <QJsonArray>
#include <QTimer>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace portier::app
{

/// A list of the API as rows: loads page by page while somebody scrolls (or all pages at once), takes single changes
/// from the feed by id, and keeps what it has while the server is away. Knows nothing about what it lists.
class ApiList : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString path READ path WRITE setPath NOTIFY pathChanged)
    Q_PROPERTY(QVariantMap query READ query WRITE setQuery NOTIFY queryChanged)
    Q_PROPERTY(QString itemsKey MEMBER m_itemsKey)
    Q_PROPERTY(QString idKey MEMBER m_idKey)
    Q_PROPERTY(QString feedKinds MEMBER m_feedKinds)
    Q_PROPERTY(bool paged MEMBER m_paged)
    Q_PROPERTY(bool whole MEMBER m_whole)
    Q_PROPERTY(QString state READ state NOTIFY stateChanged)
    Q_PROPERTY(QString problem READ problem NOTIFY stateChanged)
    Q_PROPERTY(QString details READ details NOTIFY stateChanged)
    Q_PROPERTY(double failedAt READ failedAt NOTIFY stateChanged)
    Q_PROPERTY(int failedStatus READ failedStatus NOTIFY stateChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(QVariantMap extra READ extra NOTIFY countChanged)
public:
    enum Role { IdRole = Qt::UserRole + 1, ItemRole };
    explicit ApiList(QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    [[nodiscard]] QString path() const { return m_path; }
    void setPath(const QString &path);
    [[nodiscard]] QVariantMap query() const { return m_query; }
    void setQuery(const QVariantMap &query);
    [[nodiscard]] QString state() const { return m_state; } ///< "", loading, ready, error
    [[nodiscard]] QString problem() const { return m_problem; }
    /// Of the last load that failed, for whoever is asked for help: what was asked, what came, and which request it
    /// was.
    [[nodiscard]] QString details() const { return m_details; }
    [[nodiscard]] double failedAt() const { return m_failedAt; }
    /// HTTP status of the last load; 0 when it went well or nobody answered.
    [[nodiscard]] int failedStatus() const { return m_failedStatus; }
    [[nodiscard]] int count() const { return int(m_rows.size()); }
    /// What the reply says besides its rows: {"counts": …}.
    [[nodiscard]] QVariantMap extra() const { return m_extra; }

    /// Loads from the start; the rows stay until the answer is there. Changes that the feed tells close after each
    /// other are loaded together.
    Q_INVOKABLE void reload();
    /// Nothing is shown and nothing is awaited any more: somebody else may sign in next.
    Q_INVOKABLE void forget();
    Q_INVOKABLE QVariantMap itemById(const QString &id) const;
    Q_INVOKABLE QVariantMap itemAt(int row) const;
    Q_INVOKABLE void put(const QVariantMap &item);
    Q_INVOKABLE void remove(const QString &id);
    /// As take(), for rows that QML gathered from elsewhere.
    Q_INVOKABLE void show(const QVariantList &items);
    /// Brings the rows to `items` by insertions, moves, removals and changes; what did not change is not touched.
    void take(const QList<QVariantMap> &items);

Q_SIGNALS:
    void pathChanged();
    void queryChanged();
    void stateChanged();
    void countChanged();

private:
    void follow();
    void request(const QString &cursor);
    void takePage(const ApiReply &reply, bool first);
    void setState(const QString &state, const QString &problem = {});
    void onChanged(const QString &kind, const QString &id, const QString &operation);
    void fetchOne(const QString &id);
    [[nodiscard]] int rowOf(const QString &id) const { return m_rowById.value(id, -1); }
    void reindex(int from);

    QString m_path, m_itemsKey = QStringLiteral("items"), m_idKey = QStringLiteral("id"), m_feedKinds;
    QVariantMap m_query, m_extra;
    QList<QVariantMap> m_rows, m_arriving;
    QHash<QString, int> m_rowById;
    QString m_cursor, m_state, m_problem, m_details;
    QTimer m_soon;
    double m_failedAt = 0;
    int m_generation = 0, m_failedStatus = 0;
    int m_reaching = 0; ///< rows there were when the reload began
    bool m_paged = true, m_whole = false, m_loadingMore = false, m_following = false;
};

} // namespace portier::app
