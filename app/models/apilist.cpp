// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/apilist.h"

#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace portier::app
{

namespace
{
const QString pageSize = u"100"_s;
constexpr int gatherMs = 250; ///< changes that come together are loaded together
} // namespace

ApiList::ApiList(QObject *parent) : QAbstractListModel(parent)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(gatherMs);
    connect(&m_soon, &QTimer::timeout, this, &ApiList::reload);
}

int ApiList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ApiList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QVariantMap &row = m_rows.at(index.row());
    if (role == ItemRole)
        return row;
    return role == IdRole ? row.value(m_idKey) : QVariant();
}

QHash<int, QByteArray> ApiList::roleNames() const
{
    return {{IdRole, "recordId"}, {ItemRole, "item"}};
}

bool ApiList::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_cursor.isEmpty() && !m_loadingMore;
}

void ApiList::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        request(m_cursor);
}

void ApiList::setPath(const QString &path)
{
    if (m_path == path)
        return;
    m_path = path;
    forget();
    Q_EMIT pathChanged();
}

void ApiList::setQuery(const QVariantMap &query)
{
    if (m_query == query)
        return;
    m_query = query;
    Q_EMIT queryChanged();
    if (!m_state.isEmpty())
        reload();
}

void ApiList::follow()
{
    if (m_following)
        return;
    m_following = true;
    App *app = App::instanceFor(this);
    connect(&app->feed(), &ChangeFeed::changed, this, &ApiList::onChanged);
    connect(&app->feed(), &ChangeFeed::reset, this, &ApiList::reload);
    connect(&app->client(), &ApiClient::onlineChanged, this, [this, app] {
        if (app->client().isOnline() && !m_state.isEmpty())
            reload();
    });
    connect(app, &App::formatChanged, this, [this] {
        if (m_state == "error"_L1) // its words are the server's, in the language before
            reload();
    });
    connect(app->session(), &Session::stateChanged, this, [this, app] {
        if (app->session()->state() != "signedIn"_L1)
            forget();
    });
}

void ApiList::forget()
{
    ++m_generation;
    m_soon.stop();
    m_cursor.clear();
    m_extra.clear();
    m_failedStatus = 0;
    take({});
    setState({});
}

void ApiList::reload()
{
    if (m_path.isEmpty() || !App::instanceFor(this))
        return;
    follow();
    ++m_generation;
    m_arriving.clear();
    m_reaching = count();
    if (m_rows.isEmpty())
        setState(u"loading"_s);
    request({});
}

void ApiList::request(const QString &cursor)
{
    QUrlQuery query;
    for (auto it = m_query.cbegin(); it != m_query.cend(); ++it)
        query.addQueryItem(it.key(), QString::fromLatin1(QUrl::toPercentEncoding(it.value().toString())));
    if (m_paged)
        query.addQueryItem(u"limit"_s, pageSize);
    if (!cursor.isEmpty())
        query.addQueryItem(u"cursor"_s, QString::fromLatin1(QUrl::toPercentEncoding(cursor)));
    m_loadingMore = true;
    App::instanceFor(this)->client().get(
        m_path, query, this, [this, first = cursor.isEmpty(), generation = m_generation](const ApiReply &reply) {
            if (generation == m_generation)
                takePage(reply, first);
        });
}

void ApiList::takePage(const ApiReply &reply, bool first)
{
    m_loadingMore = false;
    m_failedStatus = reply.ok() ? 0 : reply.status;
    if (!reply.ok()) {
        m_arriving.clear(); // a page asked for later continues what is shown
        m_reaching = 0;
        const Instant now = App::instanceFor(this)->client().clock().now();
        m_failedAt = double(toMs(now));
        const QJsonObject problem = reply.json();
        QStringList details{"GET "_L1 + m_path, QString::number(reply.status), reply.code(),
                            problem.value("request_id"_L1).toString(), toRfc3339(now)};
        details.removeAll(QString());
        m_details = details.join(u" · "_s);
        return setState(u"error"_s, reply.reached() ? reply.json().value("title"_L1).toString() : QString());
    }
    const QJsonObject page = reply.json();
    m_cursor = page.value("next_cursor"_L1).toString();
    m_extra = page.toVariantMap();
    m_extra.remove(m_itemsKey);
    const QJsonArray items = page.value(m_itemsKey).toArray();
    for (const QJsonValue &item : items)
        m_arriving.append(item.toObject().toVariantMap());
    // A list that was scrolled comes back as long as it was: nobody loses the place.
    if ((m_whole || m_arriving.size() < m_reaching) && !m_cursor.isEmpty())
        return request(m_cursor);
    if (first || m_whole || m_reaching > 0) {
        take(m_arriving);
    } else {
        for (const QVariantMap &item : std::as_const(m_arriving))
            put(item);
    }
    m_arriving.clear();
    m_reaching = 0;
    setState(u"ready"_s);
}

void ApiList::setState(const QString &state, const QString &problem)
{
    m_state = state;
    m_problem = problem;
    Q_EMIT stateChanged();
}

QVariantMap ApiList::itemById(const QString &id) const
{
    const int row = rowOf(id);
    return row < 0 ? QVariantMap() : m_rows.at(row);
}

QVariantMap ApiList::itemAt(int row) const
{
    return m_rows.value(row);
}

void ApiList::put(const QVariantMap &item)
{
    const QString id = item.value(m_idKey).toString();
    if (const int row = rowOf(id); row >= 0) {
        if (m_rows.at(row) == item)
            return;
        m_rows[row] = item;
        Q_EMIT dataChanged(index(row), index(row));
    } else {
        beginInsertRows({}, count(), count());
        m_rowById.insert(id, count());
        m_rows.append(item);
        endInsertRows();
    }
    Q_EMIT countChanged();
}

void ApiList::remove(const QString &id)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_rows.removeAt(row);
    m_rowById.remove(id);
    reindex(row);
    endRemoveRows();
    Q_EMIT countChanged();
}

void ApiList::reindex(int from)
{
    for (int row = from; row < m_rows.size(); ++row)
        m_rowById[m_rows.at(row).value(m_idKey).toString()] = row;
}

void ApiList::show(const QVariantList &items)
{
    QList<QVariantMap> rows;
    for (const QVariant &item : items)
        rows.append(item.toMap());
    take(rows);
}

void ApiList::take(const QList<QVariantMap> &items)
{
    if (items.isEmpty() && !m_rows.isEmpty()) {
        beginRemoveRows({}, 0, count() - 1);
        m_rows.clear();
        m_rowById.clear();
        endRemoveRows();
    }
    QSet<QString> wanted;
    for (const QVariantMap &item : items)
        wanted.insert(item.value(m_idKey).toString());
    for (int row = count() - 1; row >= 0; --row) {
        const QString id = m_rows.at(row).value(m_idKey).toString();
        if (!wanted.contains(id))
            remove(id);
    }
    if (m_rows.isEmpty() && !items.isEmpty()) { // one signal for the first load, however long
        beginInsertRows({}, 0, int(items.size()) - 1);
        m_rows = items;
        reindex(0);
        endInsertRows();
        Q_EMIT countChanged();
        return;
    }
    for (int row = 0; row < items.size(); ++row) {
        const QString id = items.at(row).value(m_idKey).toString();
        const int at = rowOf(id);
        if (at > row) {
            beginMoveRows({}, at, at, {}, row);
            m_rows.move(at, row);
            reindex(row);
            endMoveRows();
        } else if (at < 0) {
            beginInsertRows({}, row, row);
            m_rows.insert(row, items.at(row));
            reindex(row);
            endInsertRows();
        }
        put(items.at(row));
    }
    Q_EMIT countChanged();
}

void ApiList::onChanged(const QString &kind, const QString &id, const QString &operation)
{
    if (m_feedKinds.isEmpty() || m_state.isEmpty())
        return;
    const QStringList kinds = m_feedKinds.split(u' ');
    const bool mine = std::any_of(kinds.cbegin(), kinds.cend(), [&kind](const QString &each) {
        return each == "*"_L1 || kind.section(u'.', 0, 0) == each;
    });
    if (!mine)
        return;
    if (operation == "removed"_L1 && rowOf(id) >= 0)
        return remove(id);
    if (rowOf(id) >= 0 && m_whole)
        return fetchOne(id);
    if (!m_soon.isActive())
        m_soon.start();
}

void ApiList::fetchOne(const QString &id)
{
    App::instanceFor(this)->client().get(m_path + u'/' + id, {}, this, [this, id](const ApiReply &reply) {
        if (reply.ok())
            put(reply.json().toVariantMap());
        else if (reply.status == 404)
            remove(id);
    });
}

} // namespace portier::app
