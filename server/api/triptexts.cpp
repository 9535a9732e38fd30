// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/triptexts.h"

#include "core/base/format.h"
#include "core/base/zonedtime.h"
#include "core/contract/codedtext.h"
#include "core/trips/pricetexts.h"

using namespace Qt::StringLiterals;

namespace portier::api
{

using contract::BilingualText;
using contract::CodedText;

namespace
{

// clang-format off
constexpr std::array reasonTexts{
    CodedText{"rule_disabled", {"Der Alarm ist ausgeschaltet.", "The alert is switched off."}},
    CodedText{"trip_paused", {"Die Reise war pausiert.", "The trip was paused."}},
    CodedText{"query_changed", {"Du hast die Reise inzwischen geändert; dieser Preis gehört noch zur alten Suche.", "You have changed the trip since; this price belongs to the old search."}},
    CodedText{"backfilled", {"Dieser Preis wurde nachgetragen und löst keinen Alarm aus.", "This price was added afterwards and raises no alert."}},
    CodedText{"stale", {"Der Preis war zu alt, um sich darauf zu verlassen.", "The price was too old to rely on."}},
    CodedText{"price_missing", {"Ein Preis fehlte, deshalb gab es nichts zu vergleichen.", "A price was missing, so there was nothing to compare."}},
    CodedText{"currency_mismatch", {"Der Preis kam in einer anderen Währung als deine Schwelle.", "The price came in another currency than your limit."}},
    CodedText{"unconfirmed_outlier", {"{price} liegt so weit unter {compared}, dass der Preis erst noch einmal geprüft wird.", "{price} is so far below {compared} that it is checked again first."}},
    CodedText{"source_kind_changed", {"{price} ist der erste echte Preis nach den Demo-Preisen; verglichen wird ab jetzt neu.", "{price} is the first real price after demo prices; comparing starts anew."}},
    CodedText{"first_sample", {"{price} liegt schon beim ersten Blick nicht über deiner Schwelle von {compared}.", "{price} was within your limit of {compared} at the first look."}},
    CodedText{"crossed", {"{price} hat deine Schwelle von {compared} erreicht.", "{price} has reached your limit of {compared}."}},
    CodedText{"above", {"{price} liegt über deiner Schwelle von {compared}.", "{price} is above your limit of {compared}."}},
    CodedText{"rearmed", {"{price} liegt wieder klar über deiner Schwelle von {compared}; der nächste Preis darunter zählt neu.", "{price} is clearly above your limit of {compared} again; the next price below it counts anew."}},
    CodedText{"in_margin", {"{price} liegt nur knapp über deiner Schwelle von {compared}; der letzte Alarm gilt noch.", "{price} is only just above your limit of {compared}; the last alert still holds."}},
    CodedText{"new_low", {"{price} liegt mindestens 2\u00a0% unter dem letzten Alarm von {compared}.", "{price} is at least 2% below the last alert of {compared}."}},
    CodedText{"not_a_new_low", {"{price} liegt noch keine 2\u00a0% unter dem letzten Alarm von {compared}.", "{price} is not yet 2% below the last alert of {compared}."}},
    CodedText{"reference_set", {"Mit {price} wird ab jetzt verglichen.", "{price} is what prices are compared with from now on."}},
    CodedText{"partial", {"Die Quelle hat nur einen Teil geliefert; verglichen wird weiter mit {compared}.", "The source delivered only a part; prices are still compared with {compared}."}},
    CodedText{"source_changed", {"Der Preis kommt von einer anderen Quelle; verglichen wird ab jetzt mit {price}.", "The price comes from another source; prices are compared with {price} from now on."}},
    CodedText{"dropped", {"{price} liegt mindestens 2\u00a0% unter {compared}.", "{price} is at least 2% below {compared}."}},
    CodedText{"reference_raised", {"Der Preis ist von {compared} auf {price} gestiegen; verglichen wird ab jetzt damit.", "The price rose from {compared} to {price}; prices are compared with that from now on."}},
    CodedText{"drop_too_small", {"{price} liegt noch keine 2\u00a0% unter {compared}.", "{price} is not yet 2% below {compared}."}},
};
constexpr BilingualText notJudged{"Seit es diesen Alarm gibt, kam noch kein Preis herein.", "No price has come in since this alert was set."};

constexpr BilingualText notJudgedThen{"Diesen Preis hat der Alarm nicht beurteilt: Er kam vorher herein oder wurde nachgetragen.", "The alert has not judged this price: it came in before, or was added afterwards."};

// TRP-194.
constexpr BilingualText nothingToTry{"Es gibt noch keinen Preis, an dem sich der Alarm ausprobieren ließe.", "There is no price yet to try the alert on."};
constexpr BilingualText neverTold{"In den letzten {days} Tagen hätte dir Portier damit nichts gemeldet.", "In the last {days} days Portier would have told you nothing with it."};
constexpr BilingualText toldOnce{"In den letzten {days} Tagen hätte dir Portier damit einmal Bescheid gesagt: {when}.", "In the last {days} days Portier would have told you once with it: {when}."};
constexpr BilingualText toldOften{"In den letzten {days} Tagen hätte dir Portier damit {count}-mal Bescheid gesagt, zuletzt {when}.", "In the last {days} days Portier would have told you {count} times with it, last {when}."};
constexpr BilingualText toldWhen{"am {date} bei {price}", "on {date} at {price}"};

constexpr std::array warningTexts{
    CodedText{"side_without_source", {"Für {side} gibt es hier gerade keine Preisquelle.", "No price source looks for {side} here right now."}},
    CodedText{"filter_unsupported", {"Keine Preisquelle kann alle deine Filter für {side} anwenden.", "No price source can apply all your filters for {side}."}},
    CodedText{"currency_unsupported", {"Keine Preisquelle nennt Preise für {side} in deiner Währung.", "No price source quotes {side} in your currency."}},
};
constexpr BilingualText generalWarning{"Bei {side} klappt nicht alles, was du möchtest.", "Not all you ask for {side} will work."};
// clang-format on

} // namespace

QString explainText(const trips::Explanation &explanation, const QString &language)
{
    if (!explanation.evaluation)
        return contract::fillText(explanation.snapshotId.isEmpty() ? notJudged : notJudgedThen, language, {});
    const trips::AlertEvaluation &evaluation = *explanation.evaluation;
    QJsonObject figures;
    const auto add = [&](const QString &name, const std::optional<qint64> &minor) {
        if (minor)
            figures.insert(name, formatMoney({*minor, explanation.rule.currency}, language));
    };
    add(u"price"_s, evaluation.priceMinor);
    add(u"compared"_s, evaluation.comparedMinor);
    return contract::fillText(textOf(reasonTexts, toText(evaluation.reason), notJudged), language, figures);
}

QString backtestText(const trips::Backtest &backtest, const TripViewer &viewer)
{
    const auto fill = [&viewer](const BilingualText &text, const QJsonObject &figures) {
        return contract::fillText(text, viewer.language, figures);
    };
    if (backtest.snapshots == 0)
        return fill(nothingToTry, {});
    QJsonObject figures{{u"days"_s, QString::number(backtest.days)},
                        {u"count"_s, QString::number(backtest.alerts.size())}};
    if (backtest.alerts.isEmpty())
        return fill(neverTold, figures);
    QStringList when; // the newest three, newest first
    for (qsizetype i = backtest.alerts.size(); i > std::max<qsizetype>(0, backtest.alerts.size() - 3); --i) {
        const trips::Backtest::Alert &alert = backtest.alerts.at(i - 1);
        when.append(
            fill(toldWhen, {{u"date"_s, formatDate(localDate(alert.at, viewer.zone), viewer.language)},
                            {u"price"_s, formatMoney({alert.priceMinor, backtest.currency}, viewer.language)}}));
    }
    figures.insert(u"when"_s, when.join(u", "_s));
    return fill(backtest.alerts.size() == 1 ? toldOnce : toldOften, figures);
}

QString warningText(const QString &code, trips::Side side, const QString &language)
{
    const BilingualText flights{"Flüge", "flights"};
    const BilingualText hotels{"Hotels", "hotels"};
    const QString sideText = contract::fillText(side == trips::Side::Flights ? flights : hotels, language, {});
    return contract::fillText(textOf(warningTexts, code, generalWarning), language, {{u"side"_s, sideText}});
}

QString priceErrorText(const QString &code, const QString &language)
{
    return contract::fillText(trips::priceErrorText(code), language, {});
}

} // namespace portier::api
