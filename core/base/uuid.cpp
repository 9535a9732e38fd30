// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/uuid.h"

#include <QMutex>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <array>

namespace portier
{

QString newUuid(Instant now)
{
    // 48 bits of milliseconds, then a 12 bit counter that starts at random below half and grows within a millisecond
    // (RFC 9562, section 6.2, method 1), then 62 random bits.
    static QMutex mutex;
    static qint64 lastMs = 0;
    static quint32 counter = 0;

    qint64 ms = toMs(now);
    quint32 sequence = 0;
    {
        const QMutexLocker lock(&mutex);
        if (ms > lastMs || ms < lastMs - 60'000) {
            lastMs = ms;
            counter = QRandomGenerator::system()->bounded(0x800U);
        } else if (++counter > 0xfffU) {
            ++lastMs;
            counter = 0;
        }
        ms = lastMs;
        sequence = counter;
    }
    std::array<quint32, 2> random{};
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    const quint64 high = (static_cast<quint64>(ms) << 16U) | 0x7000U | sequence;
    const quint64 low =
        (((static_cast<quint64>(random[0]) << 32U) | random[1]) & 0x3fff'ffff'ffff'ffffU) | 0x8000'0000'0000'0000U;
    const QString hex = QStringLiteral("%1%2").arg(high, 16, 16, QLatin1Char('0')).arg(low, 16, 16, QLatin1Char('0'));
    return hex.mid(0, 8) + u'-' + hex.mid(8, 4) + u'-' + hex.mid(12, 4) + u'-' + hex.mid(16, 4) + u'-' + hex.mid(20);
}

bool isUuid(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("\\A[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z"));
    return form.match(text).hasMatch();
}

} // namespace portier
