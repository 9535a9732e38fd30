// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/trips/pricetexts.h"

#include "core/contract/codedtext.h"

namespace portier::trips
{

using contract::BilingualText;
using contract::CodedText;

namespace
{

// clang-format off
constexpr std::array priceErrorTexts{
    CodedText{"timeout", {"Die Preisquelle hat zu lange gebraucht.", "The price source took too long."}},
    CodedText{"upstream_unavailable", {"Die Preisquelle war nicht erreichbar.", "The price source could not be reached."}},
    CodedText{"rate_limited", {"Die Preisquelle lässt gerade keine Anfragen mehr zu.", "The price source takes no more requests right now."}},
    CodedText{"auth", {"Die Preisquelle nimmt den Zugang dieses Dienstes nicht an.", "The price source refuses this service's access."}},
    CodedText{"query_rejected", {"Die Preisquelle kann mit dieser Suche nichts anfangen.", "The price source refuses this search."}},
    CodedText{"contract_changed", {"Die Preisquelle antwortet anders, als dieser Dienst es kennt.", "The price source answers in a way this service does not know."}},
    CodedText{"currency_mismatch", {"Die Preise kamen in einer anderen Währung.", "The prices came in another currency."}},
    CodedText{"budget_exhausted", {"Das Budget für die Preisquelle ist aufgebraucht.", "The budget for the price source is used up."}},
    CodedText{"circuit_open", {"Die Preisquelle ist nach mehreren Fehlern kurz ausgesetzt.", "The price source rests for a while after several failures."}},
    CodedText{"quota", {"Das Kontingent bei der Preisquelle ist aufgebraucht.", "The quota at the price source is used up."}},
    CodedText{"bad_response", {"Die Preisquelle liefert Antworten, die dieser Dienst nicht lesen kann.", "The price source sends answers that this service cannot read."}},
    CodedText{"storage_unavailable", {"Dieser Dienst konnte gerade nichts speichern.", "This service could not store anything just then."}},
    CodedText{"check_interrupted", {"Die Prüfung ist unterbrochen worden.", "The check was interrupted."}},
    CodedText{"held", {"Die Preisquelle ist gerade ausgesetzt.", "The price source is on hold right now."}},
    CodedText{"no_source", {"Dafür gibt es hier keine Preisquelle.", "There is no price source for this here."}},
    CodedText{"unconfigured", {"Die Preisquelle ist nicht eingerichtet.", "The price source is not set up."}},
    CodedText{"disabled", {"Die Preisquelle ist ausgeschaltet.", "The price source is switched off."}},
    CodedText{"filter_unsupported", {"Keine Preisquelle kann alle deine Filter anwenden.", "No price source can apply all your filters."}},
    CodedText{"currency_unsupported", {"Keine Preisquelle nennt Preise in deiner Währung.", "No price source quotes your currency."}},
};
// clang-format on
constexpr BilingualText generalPriceError{"Gerade kam kein Preis herein.", "No price came in this time."};

} // namespace

BilingualText priceErrorText(const QString &code)
{
    return contract::textOf(priceErrorTexts, code, generalPriceError);
}

} // namespace portier::trips
