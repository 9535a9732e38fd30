// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace portier::notifications
{
class HistoryReader;
class MessageDesk;
} // namespace portier::notifications

namespace portier::api
{

class ApiRouter;
class Cursors;

/// What the routes of messages stand on; all of it outlives the router.
struct NotificationServices {
    notifications::HistoryReader &history;
    notifications::MessageDesk &desk;
    std::shared_ptr<const Cursors> cursors;
};

/// The caller's own messages: list, one, and POST …/seen for desktop notifications (PLT-121, PLT-139).
void addNotificationRoutes(ApiRouter &router, const NotificationServices &services);
/// Everybody's messages with requeue and discard, and the suppression list, for admins (PLT-124, PLT-139).
void addAdminNotificationRoutes(ApiRouter &router, const NotificationServices &services);

} // namespace portier::api
