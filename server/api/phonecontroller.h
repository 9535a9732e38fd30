// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace portier::notifications
{
class PhoneService;
}

namespace portier::api
{

class ApiRouter;

/// /me/phone: the own number for text messages; POST asks for a code, POST /me/phone/confirm brings it back (PLT-118).
void addPhoneRoutes(ApiRouter &router, notifications::PhoneService &phones);

} // namespace portier::api
