// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/fieldmessages.h"

#include "core/contract/texttemplate.h"

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace portier::contract
{

namespace
{

struct FieldText {
    const char *code;
    BilingualText text;
};

// clang-format off
constexpr FieldText Table[] = {
    // Any field.
    {"required", {"Dieses Feld fehlt.", "This field is missing."}},
    {"null_not_allowed", {"Dieses Feld darf nicht leer sein.", "This field must not be null."}},
    {"wrong_type", {"Hier wird {expected} erwartet.", "Expected {expected} here."}},
    {"out_of_range", {"Erlaubt sind {min} bis {max}.", "Allowed are {min} to {max}."}},
    {"too_short", {"Mindestens {min} Zeichen, bitte.", "At least {min} characters, please."}},
    {"too_long", {"Höchstens {max} Zeichen, bitte.", "At most {max} characters, please."}},
    {"too_many", {"Höchstens {max} Einträge, bitte.", "At most {max} entries, please."}},
    {"not_one_of", {"Erlaubt sind: {allowed}.", "Allowed are: {allowed}."}},
    {"date_invalid", {"Bitte ein Datum wie 2027-03-14.", "Please give a date such as 2027-03-14."}},
    {"time_invalid", {"Bitte eine Uhrzeit wie 06:00.", "Please give a time such as 06:00."}},
    {"instant_invalid", {"Bitte einen Zeitpunkt wie 2027-03-14T06:00:00Z.", "Please give an instant such as 2027-03-14T06:00:00Z."}},
    {"pattern_mismatch", {"Das hat nicht die richtige Form.", "This does not have the right form."}},
    {"unknown_field", {"Dieses Feld gibt es hier nicht.", "There is no such field here."}},
    {"setting_invalid", {"Dieser Wert geht hier nicht. Erlaubt: {allowed}.", "This value is not allowed. Allowed: {allowed}."}},
    {"setting_fixed", {"Das ist durch {origin} fest vorgegeben.", "This is fixed by {origin}."}},
    {"setting_not_changeable", {"Das lässt sich nur in der Konfiguration ändern.", "This can only be changed in the configuration."}},
    {"settings_contradict", {"Diese Einstellungen widersprechen sich: {why}.", "These settings contradict each other: {why}."}},
    {"duplicate", {"Das kommt doppelt vor.", "This occurs twice."}},
    {"email_invalid", {"Das ist keine E-Mail-Adresse.", "This is not an e-mail address."}},
    {"password_too_weak", {"Nimm mindestens 8 Zeichen und kein verbreitetes Passwort.", "Use at least 8 characters and no common password."}},
    {"instant_in_past", {"Dieser Zeitpunkt ist schon vorbei.", "This moment has passed."}},
    {"unknown_account", {"Dieses Konto gibt es nicht.", "There is no such account."}},
    {"email_not_allowed", {"Diese Adresse ist hier nicht zugelassen.", "This address is not allowed here."}},
    {"not_invited", {"Die Einladung ging an eine andere Adresse.", "The invitation went to another address."}},
    {"wrong_password", {"Das ist nicht dein jetziges Passwort.", "This is not your present password."}},
    {"approver_only", {"Parteien hat nur, wer freigibt.", "Only approvers have parties."}},
    {"time_zone_unknown", {"Diese Zeitzone gibt es nicht.", "There is no such time zone."}},
    {"quiet_hours_empty", {"Anfang und Ende sind gleich.", "Start and end are the same."}},
    {"local_time_invalid", {"Bitte eine Uhrzeit wie 06:00.", "Please give a time such as 06:00."}},
    {"phone_invalid", {"Bitte eine Nummer wie +49 151 12345678.", "Please give a number such as +49 151 12345678."}},
    {"code_wrong", {"Dieser Code stimmt nicht.", "This code is not right."}},
    // Bookings.
    {"too_long:counted", {"Höchstens {max} Zeichen ({length}/{max}).", "At most {max} characters ({length}/{max})."}},
    {"stay_too_long:days", {"Höchstens {max} Tage, das sind {total}.", "At most {max} days; these are {total}."}},
    {"invalid_characters", {"Hier sind Zeichen dabei, die nicht gehen.", "There are characters here that are not allowed."}},
    {"invalid_email", {"Das ist keine E-Mail-Adresse.", "This is not an e-mail address."}},
    {"invalid_date", {"Dieses Datum gibt es nicht.", "There is no such date."}},
    {"in_past", {"Dieser Tag ist schon vorbei.", "This day has passed."}},
    {"beyond_horizon", {"So weit im Voraus geht es nicht (höchstens {months} Monate).", "That is too far ahead (at most {months} months)."}},
    {"end_before_start", {"Das Ende liegt vor dem Anfang.", "The end is before the start."}},
    {"not_an_integer", {"Bitte eine ganze Zahl.", "Please give a whole number."}},
    {"unknown_party", {"Wähle eine der Familien aus.", "Choose one of the families."}},
    {"unknown_resource", {"Dieses Haus gibt es nicht.", "There is no such house."}},
    {"links_not_allowed", {"Links sind hier nicht erlaubt.", "Links are not allowed here."}},
    {"comment_required", {"Schreib kurz dazu, warum.", "Please say briefly why."}},
    {"whole_days_only", {"Übernehmen lassen sich nur ganze Tage.", "Only whole days can be taken over."}},
    {"recurring_event", {"Wiederkehrende Termine lassen sich nicht übernehmen.", "Recurring events cannot be taken over."}},
    {"immutable", {"Die E-Mail-Adresse lässt sich nicht ändern. Stell dafür eine neue Anfrage.", "The e-mail address cannot be changed. Send a new request instead."}},
    {"long_stay_confirmation_required", {"Das sind {total_days} Tage. Bestätige, dass du so lange bleiben willst.", "These are {total_days} days. Please confirm that you want to stay that long."}},
    {"colour_invalid", {"Bitte eine Farbe wie #C1DBE3.", "Please give a colour such as #C1DBE3."}},
    // Trips.
    {"name_invalid", {"Ein Name hat 1 bis 100 Zeichen ohne Steuerzeichen.", "A name has 1 to 100 characters and no control characters."}},
    {"date_in_past", {"Dieses Datum ist schon vorbei.", "This date has passed."}},
    {"date_too_far", {"So weit im Voraus gibt es keine Preise (höchstens 359 Tage).", "There are no prices that far ahead (at most 359 days)."}},
    {"return_before_depart", {"Die Rückreise muss nach der Hinreise liegen.", "The return must be after the departure."}},
    {"return_required", {"Eine Hin- und Rückreise braucht ein Rückreisedatum.", "A round trip needs a return date."}},
    {"return_forbidden", {"Eine einfache Reise hat kein Rückreisedatum.", "A one-way trip has no return date."}},
    {"nothing_tracked", {"Wähle Flüge, Hotels oder beides.", "Choose flights, hotels or both."}},
    {"city_required", {"Für Hotels braucht es eine Stadt.", "Hotels need a city."}},
    {"airport_required", {"Für Flüge braucht es beide Flughäfen.", "Flights need both airports."}},
    {"same_airport", {"Start und Ziel sind derselbe Flughafen.", "Origin and destination are the same airport."}},
    {"unknown_airport", {"Diesen Flughafen kennen wir nicht.", "We do not know this airport."}},
    {"airport_code_invalid", {"Ein Flughafencode hat drei Großbuchstaben.", "An airport code has three capital letters."}},
    {"rooms_too_small", {"In diese Zimmer passen nicht alle Erwachsenen.", "The rooms do not hold all adults."}},
    {"check_in_invalid", {"Die Anreise muss am Reisetag oder höchstens 2 Tage danach sein.", "Check-in must be on the day of departure or at most 2 days later."}},
    {"check_out_invalid", {"Die Abreise muss nach der Anreise liegen.", "Check-out must be after check-in."}},
    {"check_out_required", {"Eine einfache Reise mit Hotel braucht ein Abreisedatum.", "A one-way trip with a hotel needs a check-out date."}},
    {"stay_too_long", {"Höchstens 30 Nächte, bitte.", "At most 30 nights, please."}},
    {"currency_unknown", {"Diese Währung gibt es nicht.", "There is no such currency."}},
    {"threshold_currency", {"Schwelle und Reise brauchen dieselbe Währung.", "Threshold and trip need the same currency."}},
    {"threshold_required", {"Gib einen Preis an, ab dem du Bescheid wissen willst.", "Give a price at which you want to know."}},
    {"threshold_forbidden", {"Diese Art von Alarm hat keine Schwelle.", "This kind of alert has no threshold."}},
    {"threshold_invalid", {"Die Schwelle muss größer als null sein.", "The threshold must be greater than zero."}},
    {"measure_not_tracked", {"Diesen Teil der Reise verfolgst du nicht.", "This part of the trip is not tracked."}},
    {"status_not_settable", {"Setzen kannst du nur „active“ und „paused“.", "You can only set \"active\" and \"paused\"."}},
    {"airline_invalid", {"Ein Airline-Code hat zwei Zeichen, etwa LH.", "An airline code has two characters, such as LH."}},
    {"country_invalid", {"Bitte einen Ländercode mit zwei Buchstaben.", "Please give a country code of two letters."}},
    {"reminder_days_invalid", {"Höchstens drei verschiedene Tage zwischen 1 und 60.", "At most three different days between 1 and 60."}},
    {"trip_name_taken", {"Du hast schon eine Reise mit diesem Namen.", "You already have a trip with this name."}},
    {"trip_limit", {"Mehr Reisen kannst du nicht gleichzeitig verfolgen.", "You cannot track more trips at once."}},
    {"source_unknown", {"Diese Preisquelle gibt es hier nicht.", "There is no such price source here."}},
    {"header_missing", {"Die erste Zeile mit den Spaltennamen fehlt.", "The first line with the names of the columns is missing."}},
    {"column_twice", {"Diese Spalte gibt es zweimal.", "This column is there twice."}},
    {"too_many_cells", {"Diese Zeile hat mehr Felder als die Kopfzeile ({max}).", "This line has more cells than the header ({max})."}},
    {"amount_invalid", {"Bitte einen Betrag mit Punkt, wie 950.00.", "Please give an amount with a dot, such as 950.00."}},
    {"threshold_needs_currency", {"Zu einem Betrag gehört eine Währung.", "An amount needs a currency."}},
    {"format_unsupported", {"Dieses Format ist neuer, als dieser Dienst es kennt.", "This format is newer than this service knows."}},
};
// clang-format on

constexpr BilingualText Fallback{"Dieser Wert ist nicht erlaubt.", "This value is not allowed."};

const FieldText *find(const QString &code)
{
    const auto *const found = std::find_if(std::begin(Table), std::end(Table),
                                           [&code](const FieldText &row) { return code == QLatin1String(row.code); });
    return found == std::end(Table) ? nullptr : found;
}

} // namespace

QString fieldMessage(const FieldError &error, const QString &language)
{
    // A rule that counts something of its own kind has a text of its own.
    const QString unit = error.params.value(u"unit"_s).toString();
    const FieldText *row = unit.isEmpty() ? nullptr : find(error.code + u':' + unit);
    if (!row)
        row = find(error.code);
    return fillText(row ? row->text : Fallback, language, error.params);
}

bool hasFieldMessage(const QString &code)
{
    return find(code) != nullptr;
}

} // namespace portier::contract
