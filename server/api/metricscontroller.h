// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QList>
#include <QString>

#include <memory>

namespace portier::operations
{
class KeyRing;
class Metrics;
} // namespace portier::operations

namespace portier::api
{

class ApiRouter;
struct RequestRecord;

/// Who may scrape (PLT-169): clients in these networks, by resolved address, or whoever brings the token or one of the
/// metrics keys (PLT-181).
struct MetricsAccess {
    QList<std::pair<QHostAddress, int>> networks;
    QString token; ///< empty: none
    std::shared_ptr<const operations::KeyRing> keys = {};
};

/// GET /metrics. `metrics` must outlive the router; `access` may change at any time, on the router's thread.
void addMetricsRoute(ApiRouter &router, operations::Metrics &metrics, std::shared_ptr<const MetricsAccess> access);
/// Counts one answered request (PLT-165).
void countRequest(operations::Metrics &metrics, const RequestRecord &record);

} // namespace portier::api
