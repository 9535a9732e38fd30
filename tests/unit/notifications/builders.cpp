// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/notifications/builders.h"

#include <QCoroSignal>

namespace portier::notifications::test
{

QCoro::Task<DeliveryOutcome> ScriptedTransport::send(OutgoingMail mail)
{
    const qsizetype index = sent.size();
    DeliveryOutcome outcome = outcomeOf(AttemptOutcome::Accepted, u"250"_s);
    if (answer)
        outcome = answer(mail);
    else if (!script.isEmpty())
        outcome = script.takeFirst();
    sent.append({mail, m_clock->now(), outcome});
    if (holding)
        co_await qCoro(this, &ScriptedTransport::released);
    co_return sent.at(index).outcome;
}

} // namespace portier::notifications::test
