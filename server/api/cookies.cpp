// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/cookies.h"

namespace portier::api
{

QByteArray Cookies::value(const ApiRequest &request, const QByteArray &name) const
{
    const QByteArray wanted = nameOf(name) + '=';
    for (const auto &[header, text] : request.headers) {
        if (header != "cookie")
            continue;
        for (const QByteArray &part : text.split(';')) {
            const QByteArray pair = part.trimmed();
            if (pair.startsWith(wanted))
                return pair.mid(wanted.size());
        }
    }
    return {};
}

QByteArray Cookies::set(const QByteArray &name, const QByteArray &value, std::chrono::seconds maxAge) const
{
    QByteArray text = nameOf(name) + '=' + value + "; Path=/; Max-Age=" + QByteArray::number(qint64(maxAge.count())) +
                      "; HttpOnly; SameSite=Lax";
    return m_secure ? text + "; Secure" : text;
}

} // namespace portier::api
