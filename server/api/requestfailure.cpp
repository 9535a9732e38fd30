// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/requestfailure.h"

#include "core/base/log.h"
#include "server/api/apirequest.h"

#include <exception>

using namespace Qt::StringLiterals;

namespace portier::api
{

Error errorOfException()
{
    try {
        throw;
    } catch (const std::exception &exception) {
        return Error::internal(QString::fromUtf8(exception.what()));
    } catch (...) {
        return Error::internal(u"unknown exception"_s);
    }
}

void logFailure(QLatin1String component, const ApiRequest &request, const Error &error)
{
    if (error.kind != ErrorKind::Internal)
        return;
    log::error(component, "request_failed"_L1,
               {{u"request_id"_s, request.requestId}, {u"endpoint"_s, request.routeTemplate}, {u"code"_s, error.code}},
               error.message);
}

} // namespace portier::api
