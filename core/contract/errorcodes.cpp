// SPDX-FileCopyrightText: The Portier authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/contract/errorcodes.h"

#include <algorithm>
#include <iterator>

namespace portier::contract
{

namespace
{

// clang-format off
/// One line of code, status and title per error, then what happened and what helps. Sorted by area, not by code.
constexpr ErrorCode Table[] = {
    // The request itself.
    {"bad_request", 400, {"Ungültige Anfrage", "Bad request"},
     {"Die Anfrage entspricht nicht HTTP/1.1.", "The request does not follow HTTP/1.1."}},
    {"malformed_json", 400, {"Fehlerhaftes JSON", "Malformed JSON"},
     {"Der Inhalt ist kein gültiges JSON-Objekt.", "The body is not a valid JSON object."}},
    {"malformed_path", 400, {"Ungültiger Pfad", "Malformed path"},
     {"Der Pfad enthält ungültige Zeichen.", "The path contains invalid characters."}},
    {"unknown_parameter", 400, {"Unbekannter Parameter", "Unknown parameter"},
     {"Den Parameter „{parameter}“ gibt es hier nicht.", "There is no parameter \"{parameter}\" here."}},
    {"bad_parameter", 400, {"Ungültiger Parameter", "Bad parameter"},
     {"Der Wert von „{parameter}“ ist hier nicht erlaubt.", "The value of \"{parameter}\" is not allowed here."}},
    {"bad_cursor", 400, {"Ungültiger Cursor", "Bad cursor"},
     {"Dieser Cursor gehört nicht zu dieser Liste. Fang vorne an.",
      "This cursor does not belong to this list. Start from the beginning."}},
    {"idempotency_key_required", 400, {"Idempotency-Key fehlt", "Idempotency-Key required"},
     {"Diese Anfrage braucht die Kopfzeile Idempotency-Key.", "This request needs the header Idempotency-Key."}},
    {"idempotency_key_invalid", 400, {"Ungültiger Idempotency-Key", "Invalid Idempotency-Key"},
     {"Erlaubt sind 1 bis 255 sichtbare ASCII-Zeichen, ohne Anmeldung eine UUID.",
      "Allowed are 1 to 255 visible ASCII characters; a UUID when not signed in."}},
    {"oidc_restart", 400, {"Anmeldung neu beginnen", "Start the sign-in again"},
     {"In diesem Browser läuft keine Anmeldung mehr. Fang noch einmal an.",
      "No sign-in is under way in this browser any more. Start again."}},
    {"authentication_required", 401, {"Anmeldung nötig", "Sign-in required"},
     {"Melde dich an, um das zu sehen.", "Sign in to see this."}},
    {"invalid_token", 401, {"Anmeldung ungültig", "Invalid sign-in"},
     {"Deine Anmeldung gilt nicht mehr. Melde dich neu an.", "Your sign-in is no longer valid. Sign in again."}},
    {"invalid_credentials", 401, {"Anmeldung fehlgeschlagen", "Sign-in failed"},
     {"E-Mail oder Passwort stimmt nicht.", "E-mail or password is wrong."}},
    {"invalid_link", 401, {"Link ungültig", "Invalid link"},
     {"Dieser Link gilt nicht mehr. Fordere einen neuen an.", "This link is no longer valid. Ask for a new one."}},
    {"invalid_code", 401, {"Code ungültig", "Invalid code"},
     {"Dieser Code gilt nicht mehr. Melde dich noch einmal an.", "This code is no longer valid. Sign in again."}},
    {"invalid_signature", 401, {"Unterschrift ungültig", "Invalid signature"},
     {"Die Unterschrift passt nicht zum Inhalt.", "The signature does not fit the body."}},
    {"oidc_rejected", 401, {"Anmeldung fehlgeschlagen", "Sign-in failed"},
     {"Die Anmeldung bei dem Anbieter hat nicht geklappt. Versuch es noch einmal.",
      "Signing in with the provider did not work. Try again."}},
    {"forbidden", 403, {"Nicht erlaubt", "Forbidden"},
     {"Dafür fehlt dir das Recht.", "You lack the right to do this."}},
    {"https_required",
     403,
     {"Nur über https", "https only"},
     {"Ruf diese Adresse über https auf.", "Call this address by https."}},
    {"email_unverified", 403, {"E-Mail noch nicht bestätigt", "E-mail not verified"},
     {"Bestätige zuerst deine E-Mail-Adresse.", "Verify your e-mail address first."}},
    {"not_allowed", 403, {"Nicht zugelassen", "Not allowed"},
     {"Deine Adresse ist hier nicht zugelassen. Wende dich an die Verwaltung.",
      "Your address is not allowed here. Turn to an administrator."}},
    {"signup_closed", 403, {"Registrierung geschlossen", "Sign-up closed"},
     {"Hier kann sich gerade niemand selbst anmelden. Bitte um eine Einladung.",
      "Nobody can sign up by themselves right now. Ask for an invitation."}},
    {"setup_code_required", 403, {"Einrichtungscode nötig", "Setup code required"},
     {"Gib den Einrichtungscode aus dem Datenverzeichnis an.", "Give the setup code from the data directory."}},
    {"not_permitted", 403, {"Nicht erlaubt", "Not permitted"},
     {"Dafür fehlt dir das Recht.", "You lack the right to do this."}},
    {"not_found", 404, {"Nicht gefunden", "Not found"},
     {"Das gibt es nicht, oder du darfst es nicht sehen.", "It does not exist, or you may not see it."}},
    {"raw_expired", 404, {"Rohantwort gelöscht", "Raw response expired"},
     {"Die Rohantwort wurde nach Ablauf der Frist gelöscht.", "The raw response was removed when its time was up."}},
    {"method_not_allowed", 405, {"Methode nicht erlaubt", "Method not allowed"},
     {"Diese Adresse kennt die Methode nicht. Siehe Allow.", "This address does not know the method. See Allow."}},
    {"not_acceptable", 406, {"Format nicht verfügbar", "Not acceptable"},
     {"In den Formaten aus Accept gibt es diese Antwort nicht.",
      "This reply does not exist in the formats that Accept names."}},
    {"request_timeout", 408, {"Anfrage zu langsam", "Request timeout"},
     {"Die Anfrage kam nicht rechtzeitig vollständig an.", "The request did not arrive completely in time."}},
    {"payload_too_large", 413, {"Inhalt zu groß", "Content too large"},
     {"Der Inhalt ist größer als hier erlaubt.", "The body is larger than allowed here."}},
    {"trip_export_too_large", 422, {"Export zu groß", "Export too large"},
     {"Exportiere die Reisen einzeln oder mit der Kommandozeile des Dienstes.",
      "Export the trips one by one, or with the service's command line."}},
    {"uri_too_long", 414, {"Adresse zu lang", "URI too long"},
     {"Die erste Zeile der Anfrage ist zu lang.", "The request line is too long."}},
    {"unsupported_media_type", 415, {"Format nicht unterstützt", "Unsupported media type"},
     {"Diesen Content-Type oder diese Kodierung nimmt diese Adresse nicht.",
      "This address does not take that Content-Type or encoding."}},
    {"expectation_failed", 417, {"Erwartung nicht erfüllbar", "Expectation failed"},
     {"Expect kennt hier nur 100-continue.", "Only 100-continue is known for Expect."}},
    {"headers_too_large", 431, {"Kopfzeilen zu groß", "Header fields too large"},
     {"Die Anfrage hat zu viele oder zu lange Kopfzeilen.", "The request has too many or too long header fields."}},
    {"method_not_implemented", 501, {"Methode unbekannt", "Not implemented"},
     {"Diese Methode oder Kodierung ist unbekannt.", "This method or encoding is unknown."}},
    {"version_not_supported", 505, {"HTTP-Version unbekannt", "HTTP version not supported"},
     {"Es geht nur HTTP/1.0 und HTTP/1.1.", "Only HTTP/1.0 and HTTP/1.1 are spoken here."}},
    // State of the resource or of the server.
    {"conflict", 409, {"Konflikt", "Conflict"},
     {"Der jetzige Stand lässt das nicht zu.", "The present state does not allow this."}},
    {"sms_unavailable", 409, {"Keine SMS möglich", "No text messages"},
     {"Diese Instanz kann keine SMS verschicken.", "This instance cannot send text messages."}},
    {"code_over", 409, {"Code abgelaufen", "Code is over"},
     {"Fordere einen neuen Code an.", "Ask for a new code."}},
    {"email_taken", 409, {"E-Mail schon vergeben", "E-mail taken"},
     {"Mit dieser E-Mail gibt es schon ein Konto.", "There is already an account with this e-mail."}},
    {"link_required", 409, {"Konto noch nicht verknüpft", "Account not linked"},
     {"Mit dieser Adresse gibt es schon ein Konto. Melde dich wie gewohnt an und verknüpfe den Anbieter dort.",
      "There is already an account with this address. Sign in as usual and link the provider there."}},
    {"identity_taken", 409, {"Schon verknüpft", "Already linked"},
     {"Dieser Zugang gehört schon zu einem anderen Konto.", "This sign-in already belongs to another account."}},
    {"invitation_ended", 409, {"Einladung beendet", "Invitation ended"},
     {"Diese Einladung ist schon angenommen oder zurückgezogen.",
      "This invitation has been accepted or taken back already."}},
    {"last_admin", 409, {"Letzte Verwalterin", "Last administrator"},
     {"Mindestens ein Konto muss verwalten können.", "At least one account must be an administrator."}},
    {"schedule_running", 409, {"Läuft schon", "Running already"},
     {"Dieser Plan läuft gerade.", "This schedule is running."}},
    {"job_not_dead", 409, {"Auftrag nicht gescheitert", "Job not dead"},
     {"Das geht nur mit endgültig gescheiterten Aufträgen.", "This is for jobs that have failed for good."}},
    {"job_exists", 409, {"Auftrag schon vorhanden", "Job exists"},
     {"Dieselbe Arbeit steht schon wieder an.", "The same work is already waiting again."}},
    {"message_state", 409, {"Nachricht nicht in diesem Zustand", "Message not in that state"},
     {"Der Zustand dieser Nachricht lässt das nicht zu.", "The state of this message does not allow it."}},
    {"message_erased", 409, {"Nachricht nicht mehr da", "Message is gone"},
     {"Text und Adresse dieser Nachricht sind schon gelöscht; sie lässt sich nicht noch einmal schicken.",
      "Text and address of this message have been erased already; it cannot be sent again."}},
    {"erasure_running", 409, {"Löschung läuft", "Erasure running"},
     {"Diese Löschung lässt sich nicht mehr abbrechen.", "This erasure can no longer be called off."}},
    {"job_ended", 409, {"Auftrag schon zu Ende", "Job ended"},
     {"Dieser Auftrag ist schon zu Ende.", "This job has already ended."}},
    {"idempotency_in_flight", 409, {"Anfrage läuft noch", "Request in flight"},
     {"Dieselbe Anfrage läuft gerade. Versuch es gleich noch einmal.",
      "The same request is running. Try again in a moment."}},
    {"feed_reset", 410, {"Änderungsliste neu beginnen", "Feed reset"},
     {"So weit reicht die Änderungsliste nicht. Lade die Listen neu.",
      "The change feed does not reach that far. Reload the lists."}},
    {"stale_version", 412, {"Zwischenzeitlich geändert", "Stale version"},
     {"Das wurde inzwischen geändert. Lade es neu und versuch es dann noch einmal.",
      "This was changed meanwhile. Reload it and try again."}},
    {"device_request_invalid", 422, {"Anfrage der App ungültig", "Invalid request of the app"},
     {"Fang die Anmeldung in der App noch einmal an.", "Start the sign-in in the app again."}},
    {"validation_failed", 422, {"Angaben unvollständig oder falsch", "Validation failed"},
     {"Bitte prüfe die genannten Felder.", "Please check the fields named here."}},
    {"idempotency_mismatch", 422, {"Idempotency-Key schon benutzt", "Idempotency-Key reused"},
     {"Dieser Schlüssel gehört zu einer anderen Anfrage.", "This key belongs to another request."}},
    {"export_too_large", 422, {"Export zu groß", "Export too large"},
     {"So viele Zeilen passen nicht in eine Datei ({limit}). Grenz den Zeitraum ein.",
      "That many rows do not fit into one file ({limit}). Narrow the time."}},
    {"password_too_weak", 422, {"Passwort zu schwach", "Password too weak"},
     {"Nimm mindestens 8 Zeichen und kein verbreitetes Passwort.",
      "Use at least 8 characters and no common password."}},
    {"precondition_required", 428, {"If-Match fehlt", "Precondition required"},
     {"Sag mit If-Match, welchen Stand du ändern willst.", "Say with If-Match which version you mean to change."}},
    {"rate_limited", 429, {"Zu viele Anfragen", "Too many requests"},
     {"Das war zu oft, erlaubt sind {limit}. Warte {retry_after} Sekunden.",
      "That was too often, {limit} are allowed. Wait {retry_after} seconds."}},
    {"too_many_attempts", 429, {"Zu viele Versuche", "Too many attempts"},
     {"Warte {retry_after} Sekunden, bevor du es wieder versuchst.",
      "Wait {retry_after} seconds before you try again."}},
    {"internal_error", 500, {"Interner Fehler", "Internal error"},
     {"Hier ist etwas schiefgegangen. Die Anfragenummer hilft bei der Suche.",
      "Something went wrong here. The request id helps to find out what."}},
    {"unavailable", 503, {"Gerade nicht verfügbar", "Unavailable"},
     {"Versuch es gleich noch einmal.", "Try again in a moment."}},
    {"storage_unavailable", 503, {"Datenbank nicht erreichbar", "Storage unavailable"},
     {"Die Datenbank antwortet nicht. Versuch es gleich noch einmal.",
      "The database does not answer. Try again in a moment."}},
    {"provider_unavailable", 503, {"Anbieter nicht erreichbar", "Provider unavailable"},
     {"Der Anmeldedienst antwortet gerade nicht. Versuch es gleich noch einmal.",
      "The sign-in service does not answer right now. Try again in a moment."}},
    {"busy", 503, {"Gerade zu viel zu tun", "Busy"},
     {"Versuch es gleich noch einmal.", "Try again in a moment."}},
    {"overloaded", 503, {"Gerade zu viel zu tun", "Overloaded"},
     {"Zu viele Verbindungen oder Daten auf einmal. Versuch es gleich noch einmal.",
      "Too many connections or data at once. Try again in a moment."}},
    {"timeout", 503, {"Zeit abgelaufen", "Timeout"},
     {"Die Antwort hat zu lange gedauert.", "The reply took too long."}},
    {"not_ready", 503, {"Noch nicht bereit", "Not ready"},
     {"Der Dienst ist noch nicht oder nicht mehr bereit.", "The service is not ready yet or any more."}},
    {"draining", 503, {"Dienst hält an", "Shutting down"},
     {"Der Dienst hält gerade an.", "The service is shutting down."}},
    {"cancelled", 503, {"Abgebrochen", "Cancelled"},
     {"Der Vorgang wurde abgebrochen.", "The operation was cancelled."}},
    // Bookings.
    {"booking_conflict", 409, {"Zeitraum belegt", "Dates taken"},
     {"In diesem Zeitraum ist das Haus schon vergeben.", "The house is already taken in these days."}},
    {"stale_round", 409, {"Daten haben sich geändert", "Dates have changed"},
     {"Die Anfrage wurde inzwischen geändert. Sieh sie dir an und entscheide neu.",
      "The request was changed meanwhile. Look at it and decide again."}},
    {"party_in_use", 409, {"Partei wird gebraucht", "Party in use"},
     {"Diese Partei kommt in Anfragen vor. Schalte sie ab, statt sie zu löschen.",
      "This party appears in requests. Deactivate it instead of deleting it."}},
    {"resource_in_use", 409, {"Haus wird gebraucht", "Resource in use"},
     {"Es gibt noch kommende Anfragen für dieses Haus.", "There are still upcoming requests for this house."}},
    {"invalid_state", 400, {"Geht jetzt nicht", "Invalid state"},
     {"In diesem Zustand geht das mit der Anfrage nicht.", "The request is in a state that does not allow this."}},
    {"past_booking", 400, {"Schon vorbei", "Past booking"},
     {"Der Aufenthalt ist vorbei und lässt sich nicht mehr ändern.", "The stay is over and cannot be changed any more."}},
    {"confirmed_ack_required", 400, {"Schon bestätigt", "Already confirmed"},
     {"Der Aufenthalt ist schon bestätigt. Sag ausdrücklich, dass du trotzdem ablehnst.",
      "The stay is already confirmed. Say explicitly that you deny it all the same."}},
    {"resource_closed", 400, {"Gerade keine Anfragen", "Resource closed"},
     {"Dieses Haus nimmt gerade keine Anfragen an.", "This house takes no requests at the moment."}},
    {"comment_required", 422, {"Begründung fehlt", "Comment required"},
     {"Schreib kurz dazu, warum.", "Please say briefly why."}},
    {"long_stay_confirmation_required", 422, {"Langer Aufenthalt", "Long stay"},
     {"Das sind {total_days} Tage. Bestätige, dass du so lange bleiben willst.",
      "These are {total_days} days. Please confirm that you want to stay that long."}},
    // Trips.
    {"trip_limit", 409, {"Zu viele Reisen", "Trip limit reached"},
     {"Du verfolgst schon {used} von {limit} Reisen. Pausiere oder lösche eine.",
      "You already track {used} of {limit} trips. Pause or delete one."}},
    {"trip_name_taken", 409, {"Name schon vergeben", "Trip name taken"},
     {"Du hast schon eine Reise mit diesem Namen.", "You already have a trip with this name."}},
    {"trip_departed", 409, {"Reise hat begonnen", "Trip departed"},
     {"Die Reise hat schon begonnen; dafür gibt es keine Preise mehr.",
      "The trip has begun; there are no prices for it any more."}},
    {"trip_paused", 409, {"Reise pausiert", "Trip paused"},
     {"Setze die Reise zuerst fort.", "Resume the trip first."}},
    {"trip_expired", 409, {"Reise vorbei", "Trip expired"},
     {"Diese Reise ist vorbei.", "This trip is over."}},
    {"count_changed", 409, {"Anzahl hat sich geändert", "Count changed"},
     {"Es sind jetzt {count} Reisen. Bestätige die neue Anzahl.", "There are {count} trips now. Confirm the new count."}},
    {"refresh_running", 409, {"Abfrage läuft schon", "Refresh already running"},
     {"Deine Reisen werden gerade abgefragt.", "Your trips are being refreshed."}},
    {"nothing_to_refresh", 409, {"Nichts abzufragen", "Nothing to refresh"},
     {"Keine deiner Reisen kann gerade abgefragt werden.", "None of your trips can be refreshed right now."}},
    {"threshold_required", 422, {"Schwelle fehlt", "Threshold required"},
     {"Gib einen Preis an, ab dem du Bescheid wissen willst.", "Give a price at which you want to know."}},
    {"time_zone_unknown", 422, {"Zeitzone unbekannt", "Unknown time zone"},
     {"Diese Zeitzone gibt es nicht.", "There is no such time zone."}},
    {"local_time_invalid", 422, {"Uhrzeit ungültig", "Invalid time"},
     {"Gib die Uhrzeit als HH:MM an.", "Give the time as HH:MM."}},
    {"csv_malformed", 422, {"CSV nicht lesbar", "CSV not readable"},
     {"Zeile {line} ist kein gültiges CSV in UTF-8.", "Line {line} is not valid CSV in UTF-8."}},
    {"calendar_malformed", 422, {"Kalender nicht lesbar", "Calendar not readable"},
     {"Das ist keine iCalendar-Datei.", "This is not an iCalendar file."}},
    {"format_unsupported", 422, {"Format nicht unterstützt", "Format not supported"},
     {"Dieses Format ist neuer, als dieser Dienst es kennt.", "This format is newer than this service knows."}},
    {"source_unknown", 422, {"Preisquelle unbekannt", "Unknown price source"},
     {"Diese Preisquelle gibt es nicht.", "There is no such price source."}},
};
// clang-format on

int statusOfKind(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NotFound:
        return 404;
    case ErrorKind::Conflict:
        return 409;
    case ErrorKind::Invalid:
        return 422;
    case ErrorKind::Forbidden:
        return 403;
    case ErrorKind::Unavailable:
    case ErrorKind::Timeout:
    case ErrorKind::Cancelled:
        return 503;
    case ErrorKind::Internal:
        break;
    }
    return 500;
}

} // namespace

const ErrorCode *findErrorCode(const QString &code)
{
    const auto *const found = std::find_if(std::begin(Table), std::end(Table),
                                           [&code](const ErrorCode &row) { return code == QLatin1String(row.code); });
    return found == std::end(Table) ? nullptr : found;
}

int httpStatus(const Error &error)
{
    const ErrorCode *row = findErrorCode(error.code);
    return row ? row->status : statusOfKind(error.kind);
}

QStringList allErrorCodes()
{
    QStringList codes;
    for (const ErrorCode &row : Table)
        codes.append(QLatin1String(row.code));
    codes.sort();
    return codes;
}

} // namespace portier::contract
