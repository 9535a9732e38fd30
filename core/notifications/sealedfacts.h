// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/operations/sealedcolumnstore.h"

#include <QJsonObject>

namespace portier::notifications
{

/// A text fact that the database must not show, such as an address with a token in it: stored sealed among the facts of
/// an event, and opened only to word its messages. Bound to the event's kind and subject, so that it does not open
/// elsewhere.
[[nodiscard]] QJsonObject sealedFact(const QString &text, const QString &kind, const QString &subjectId,
                                     const operations::Sealer &sealer);
/// The facts with every sealed one opened. Errors: those of Sealer::open().
[[nodiscard]] Result<QJsonObject> openedFacts(const QJsonObject &facts, const QString &kind, const QString &subjectId,
                                              const operations::Sealer &sealer);
/// Puts the facts of up to `most` events under the newest key and gives their number: an operations::Reseal. Errors:
/// those of Sealer::open().
[[nodiscard]] Result<qint64> resealFacts(storage::Transaction &tx, const operations::Sealer &sealer,
                                         const operations::NumberedKey &newest, int most);

} // namespace portier::notifications
