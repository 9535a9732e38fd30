<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>AccountsSection</name>
        <message>
            <source>Member</source>
            <translation>Mitglied</translation>
        </message>
        <message>
            <source>Reviewer</source>
            <translation>Prüfer</translation>
        </message>
        <message>
            <source>Approver</source>
            <translation>Freigeber</translation>
        </message>
        <message>
            <source>Administrator</source>
            <translation>Verwalter</translation>
        </message>
        <message>
            <source>No account yet</source>
            <translation>Noch kein Konto</translation>
        </message>
        <message>
            <source>Active</source>
            <translation>Aktiv</translation>
        </message>
        <message>
            <source>Disabled</source>
            <translation>Gesperrt</translation>
        </message>
        <message>
            <source>Enable</source>
            <translation>Entsperren</translation>
        </message>
        <message>
            <source>Sign out everywhere</source>
            <translation>Überall abmelden</translation>
        </message>
        <message>
            <source>Disable</source>
            <translation>Sperren</translation>
        </message>
        <message>
            <source>Erased</source>
            <translation>Gelöscht</translation>
        </message>
        <message>
            <source>Rights …</source>
            <translation>Rechte …</translation>
        </message>
        <message>
            <source>%1 is signed out everywhere.</source>
            <translation>%1 ist überall abgemeldet.</translation>
        </message>
    </context>
    <context>
        <name>ActivityArea</name>
        <message>
            <source>Activity</source>
            <translation>Aktivität</translation>
        </message>
        <message>
            <source>Reload the activity</source>
            <translation>Aktivität neu laden</translation>
        </message>
        <message>
            <source>Search the activity</source>
            <translation>In der Aktivität suchen</translation>
        </message>
    </context>
    <context>
        <name>ActivityPage</name>
        <message>
            <source>All checked</source>
            <translation>Alle geprüft</translation>
        </message>
        <message>
            <source>Some failed</source>
            <translation>Einige nicht</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlgeschlagen</translation>
        </message>
        <message>
            <source>Nothing to check</source>
            <translation>Nichts zu prüfen</translation>
        </message>
        <message>
            <source>Activity</source>
            <translation>Aktivität</translation>
        </message>
        <message>
            <source>What Portier told you.</source>
            <translation>Was Portier dir gemeldet hat.</translation>
        </message>
        <message>
            <source>When all trips were checked, and how that went.</source>
            <translation>Wann alle Reisen geprüft wurden und wie das ausging.</translation>
        </message>
        <message>
            <source>Shown activity</source>
            <translation>Gezeigte Aktivität</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>Benachrichtigungen</translation>
        </message>
        <message>
            <source>Checks</source>
            <translation>Prüfungen</translation>
        </message>
        <message>
            <source>Search notifications</source>
            <translation>Benachrichtigungen suchen</translation>
        </message>
        <message>
            <source>No match for “%1”</source>
            <translation>Kein Treffer für „%1“</translation>
        </message>
        <message>
            <source>The list could not be loaded</source>
            <translation>Liste nicht geladen</translation>
        </message>
        <message>
            <source>Nothing was sent yet</source>
            <translation>Noch nichts gesendet</translation>
        </message>
        <message>
            <source>Nothing was checked yet</source>
            <translation>Noch nichts geprüft</translation>
        </message>
        <message>
            <source>As soon as something happens, it is listed here.</source>
            <translation>Sobald etwas passiert, steht es hier.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Jetzt versuchen</translation>
        </message>
        <message>
            <source>Clear filter</source>
            <translation>Filter löschen</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>Läuft</translation>
        </message>
        <message>
            <source>Check by hand</source>
            <translation>Prüfung von Hand</translation>
        </message>
        <message>
            <source>Planned check</source>
            <translation>Geplante Prüfung</translation>
        </message>
        <message>
            <source>%1 of %2 checked</source>
            <translation>%1 von %2 geprüft</translation>
        </message>
        <message>
            <source>Schedules</source>
            <translation>Zeitpläne</translation>
        </message>
        <message>
            <source>What runs by itself, when last and when next.</source>
            <translation>Was von selbst läuft, wann zuletzt und wann wieder.</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>Aufträge</translation>
        </message>
        <message>
            <source>Work in the queue.</source>
            <translation>Arbeit in der Warteschlange.</translation>
        </message>
    </context>
    <context>
        <name>AdminList</name>
        <message>
            <source>The list could not be loaded</source>
            <translation>Liste nicht geladen</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Jetzt versuchen</translation>
        </message>
        <message>
            <source>Administration</source>
            <translation>Verwaltung</translation>
        </message>
        <message>
            <source>Not while offline</source>
            <translation>Nicht solange du offline bist</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <source>No match for “%1”</source>
            <translation>Kein Treffer für „%1“</translation>
        </message>
        <message>
            <source>Clear filter</source>
            <translation>Filter löschen</translation>
        </message>
    </context>
    <context>
        <name>AdministrationArea</name>
        <message>
            <source>Administration</source>
            <translation>Verwaltung</translation>
        </message>
        <message>
            <source>Reload the section</source>
            <translation>Abschnitt neu laden</translation>
        </message>
        <message>
            <source>Search the section</source>
            <translation>Im Abschnitt suchen</translation>
        </message>
        <message>
            <source>Add to the section</source>
            <translation>Im Abschnitt anlegen</translation>
        </message>
        <message>
            <source>Houses and parties</source>
            <translation>Häuser und Familien</translation>
        </message>
        <message>
            <source>Accounts</source>
            <translation>Konten</translation>
        </message>
        <message>
            <source>API keys</source>
            <translation>API-Schlüssel</translation>
        </message>
        <message>
            <source>Audit</source>
            <translation>Protokoll</translation>
        </message>
    </context>
    <context>
        <name>AdministrationPage</name>
        <message>
            <source>New house</source>
            <translation>Haus anlegen</translation>
        </message>
        <message>
            <source>Administration</source>
            <translation>Verwaltung</translation>
        </message>
        <message>
            <source>Houses, and who decides about them.</source>
            <translation>Häuser und wer über sie entscheidet.</translation>
        </message>
        <message>
            <source>Delivery</source>
            <translation>Zustellung</translation>
        </message>
        <message>
            <source>Houses and parties</source>
            <translation>Häuser und Familien</translation>
        </message>
        <message>
            <source>Who may sign in, and what they may do.</source>
            <translation>Wer sich anmelden darf und was erlaubt ist.</translation>
        </message>
        <message>
            <source>Programs that speak to Portier.</source>
            <translation>Programme, die mit Portier sprechen.</translation>
        </message>
        <message>
            <source>Who did what.</source>
            <translation>Wer was getan hat.</translation>
        </message>
        <message>
            <source>New API key</source>
            <translation>API-Schlüssel anlegen</translation>
        </message>
        <message>
            <source>Accounts</source>
            <translation>Konten</translation>
        </message>
        <message>
            <source>API keys</source>
            <translation>API-Schlüssel</translation>
        </message>
        <message>
            <source>Audit</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>Messages that could not be sent.</source>
            <translation>Nachrichten, die nicht gesendet werden konnten.</translation>
        </message>
        <message>
            <source>Blocked addresses</source>
            <translation>Gesperrte Adressen</translation>
        </message>
        <message>
            <source>Addresses that get nothing any more.</source>
            <translation>Adressen, an die nichts mehr geht.</translation>
        </message>
        <message>
            <source>Invitations</source>
            <translation>Einladungen</translation>
        </message>
        <message>
            <source>Who is asked to come in.</source>
            <translation>Wer eingeladen ist.</translation>
        </message>
        <message>
            <source>Invite somebody</source>
            <translation>Jemanden einladen</translation>
        </message>
        <message>
            <source>System settings</source>
            <translation>System</translation>
        </message>
        <message>
            <source>What may change while Portier runs.</source>
            <translation>Was sich ändern darf, während Portier läuft.</translation>
        </message>
        <message>
            <source>Section</source>
            <translation>Bereich</translation>
        </message>
        <message>
            <source>Price sources</source>
            <translation>Preisquellen</translation>
        </message>
        <message>
            <source>Where prices come from, and how well that goes.</source>
            <translation>Woher die Preise kommen und wie gut das klappt.</translation>
        </message>
        <message>
            <source>Access links</source>
            <translation>Zugangslinks</translation>
        </message>
        <message>
            <source>Links in mails, which open without signing in.</source>
            <translation>Links aus Mails, die ohne Anmeldung öffnen.</translation>
        </message>
    </context>
    <context>
        <name>AirportField</name>
        <message>
            <source>Code or city</source>
            <translation>Kürzel oder Stadt</translation>
        </message>
        <message>
            <source>Airports</source>
            <translation>Flughäfen</translation>
        </message>
    </context>
    <context>
        <name>AlertDialog</name>
        <message>
            <source>Price alert for “%1”</source>
            <translation>Preisalarm für „%1“</translation>
        </message>
        <message>
            <source>Save price alert</source>
            <translation>Preisalarm speichern</translation>
        </message>
        <message>
            <source>Enter an amount, for example 900.</source>
            <translation>Gib einen Betrag ein, zum Beispiel 900.</translation>
        </message>
        <message>
            <source>Not while offline</source>
            <translation>Nicht solange du offline bist</translation>
        </message>
        <message>
            <source>Price alert saved.</source>
            <translation>Preisalarm gespeichert.</translation>
        </message>
        <message>
            <source>Price alert removed.</source>
            <translation>Preisalarm entfernt.</translation>
        </message>
        <message>
            <source>Kind of alert</source>
            <translation>Art des Alarms</translation>
        </message>
        <message>
            <source>Below a limit</source>
            <translation>Unter einer Grenze</translation>
        </message>
        <message>
            <source>At every drop</source>
            <translation>Bei jedem Rückgang</translation>
        </message>
        <message>
            <source>Limit in %1</source>
            <translation>Grenze in %1</translation>
        </message>
        <message>
            <source>Now: %1</source>
            <translation>Jetzt: %1</translation>
        </message>
        <message>
            <source>Tell me by e-mail</source>
            <translation>Per Mail melden</translation>
        </message>
        <message>
            <source>Remove price alert</source>
            <translation>Preisalarm entfernen</translation>
        </message>
        <message>
            <source>Of which price</source>
            <translation>Welcher Preis</translation>
        </message>
        <message>
            <source>the whole trip</source>
            <translation>die ganze Reise</translation>
        </message>
        <message>
            <source>the flight</source>
            <translation>der Flug</translation>
        </message>
        <message>
            <source>the hotel</source>
            <translation>das Hotel</translation>
        </message>
        <message>
            <source>Tell me on this desktop</source>
            <translation>Sag es mir auf diesem Rechner</translation>
        </message>
    </context>
    <context>
        <name>ApprovalsCard</name>
        <message>
            <source>Approvals · %1 of %2</source>
            <translation>Freigaben · %1 von %2</translation>
        </message>
        <message>
            <source>Approved</source>
            <translation>Freigegeben</translation>
        </message>
        <message>
            <source>Denied</source>
            <translation>Abgelehnt</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Offen</translation>
        </message>
        <message>
            <source>You decide</source>
            <translation>Du entscheidest</translation>
        </message>
        <message>
            <source>no answer yet</source>
            <translation>noch keine Antwort</translation>
        </message>
    </context>
    <context>
        <name>AuditSection</name>
        <message>
            <source>Nothing happened yet</source>
            <translation>Noch nichts passiert</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>Abgewiesen</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlgeschlagen</translation>
        </message>
        <message>
            <source>Account</source>
            <translation>Konto</translation>
        </message>
        <message>
            <source>Price alert</source>
            <translation>Preisalarm</translation>
        </message>
        <message>
            <source>API key</source>
            <translation>API-Schlüssel</translation>
        </message>
        <message>
            <source>Audit</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>Stay</source>
            <translation>Aufenthalt</translation>
        </message>
        <message>
            <source>Report of an app</source>
            <translation>Bericht einer App</translation>
        </message>
        <message>
            <source>Erasure</source>
            <translation>Löschung</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Export</translation>
        </message>
        <message>
            <source>Invitation</source>
            <translation>Einladung</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>Auftrag</translation>
        </message>
        <message>
            <source>Link</source>
            <translation>Link</translation>
        </message>
        <message>
            <source>Links</source>
            <translation>Links</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>Nachricht</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>Benachrichtigungen</translation>
        </message>
        <message>
            <source>Party</source>
            <translation>Familie</translation>
        </message>
        <message>
            <source>Phone number</source>
            <translation>Telefonnummer</translation>
        </message>
        <message>
            <source>Price source</source>
            <translation>Preisquelle</translation>
        </message>
        <message>
            <source>House</source>
            <translation>Haus</translation>
        </message>
        <message>
            <source>Schedule</source>
            <translation>Zeitplan</translation>
        </message>
        <message>
            <source>Secret</source>
            <translation>Geheimnis</translation>
        </message>
        <message>
            <source>Sign-in</source>
            <translation>Anmeldung</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Blocked address</source>
            <translation>Gesperrte Adresse</translation>
        </message>
        <message>
            <source>Trip</source>
            <translation>Reise</translation>
        </message>
        <message>
            <source>Check times</source>
            <translation>Prüfzeiten</translation>
        </message>
        <message>
            <source>approved</source>
            <translation>freigegeben</translation>
        </message>
        <message>
            <source>archived</source>
            <translation>archiviert</translation>
        </message>
        <message>
            <source>barred</source>
            <translation>gesperrt</translation>
        </message>
        <message>
            <source>canceled</source>
            <translation>storniert</translation>
        </message>
        <message>
            <source>changed</source>
            <translation>geändert</translation>
        </message>
        <message>
            <source>created</source>
            <translation>angelegt</translation>
        </message>
        <message>
            <source>deleted</source>
            <translation>gelöscht</translation>
        </message>
        <message>
            <source>denied</source>
            <translation>abgelehnt</translation>
        </message>
        <message>
            <source>given up</source>
            <translation>aufgegeben</translation>
        </message>
        <message>
            <source>done</source>
            <translation>erledigt</translation>
        </message>
        <message>
            <source>downloaded</source>
            <translation>heruntergeladen</translation>
        </message>
        <message>
            <source>erased</source>
            <translation>gelöscht</translation>
        </message>
        <message>
            <source>exported</source>
            <translation>exportiert</translation>
        </message>
        <message>
            <source>extended</source>
            <translation>verlängert</translation>
        </message>
        <message>
            <source>imported</source>
            <translation>importiert</translation>
        </message>
        <message>
            <source>link mailed</source>
            <translation>Link gemailt</translation>
        </message>
        <message>
            <source>order changed</source>
            <translation>Reihenfolge geändert</translation>
        </message>
        <message>
            <source>removed</source>
            <translation>entfernt</translation>
        </message>
        <message>
            <source>read</source>
            <translation>gelesen</translation>
        </message>
        <message>
            <source>refused</source>
            <translation>abgewiesen</translation>
        </message>
        <message>
            <source>renewed</source>
            <translation>erneuert</translation>
        </message>
        <message>
            <source>asked again</source>
            <translation>noch einmal angefragt</translation>
        </message>
        <message>
            <source>requested</source>
            <translation>angefragt</translation>
        </message>
        <message>
            <source>sent again</source>
            <translation>erneut gesendet</translation>
        </message>
        <message>
            <source>hold lifted</source>
            <translation>Sperre aufgehoben</translation>
        </message>
        <message>
            <source>retired</source>
            <translation>außer Dienst</translation>
        </message>
        <message>
            <source>run by hand</source>
            <translation>von Hand ausgeführt</translation>
        </message>
        <message>
            <source>shortened</source>
            <translation>verkürzt</translation>
        </message>
        <message>
            <source>tested</source>
            <translation>geprüft</translation>
        </message>
        <message>
            <source>an account</source>
            <translation>ein Konto</translation>
        </message>
        <message>
            <source>an API key</source>
            <translation>ein API-Schlüssel</translation>
        </message>
        <message>
            <source>somebody</source>
            <translation>jemand</translation>
        </message>
        <message>
            <source>a link</source>
            <translation>ein Link</translation>
        </message>
        <message>
            <source>the operator</source>
            <translation>der Betrieb</translation>
        </message>
        <message>
            <source>you</source>
            <translation>du</translation>
        </message>
    </context>
    <context>
        <name>BookingDetail</name>
        <message>
            <source>Not while offline</source>
            <translation>Nicht solange du offline bist</translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n Tag</numerusform>
                <numerusform>%n Tage</numerusform>
            </translation>
        </message>
        <message>
            <source>Message</source>
            <translation>Nachricht</translation>
        </message>
        <message>
            <source>Approve request</source>
            <translation>Anfrage freigeben</translation>
        </message>
        <message>
            <source>Deny …</source>
            <translation>Ablehnen …</translation>
        </message>
        <message>
            <source>Approve for %1</source>
            <translation>Für %1 freigeben</translation>
        </message>
        <message>
            <source>This stay is gone</source>
            <translation>Diesen Aufenthalt gibt es nicht mehr</translation>
        </message>
        <message>
            <source>The stay could not be loaded</source>
            <translation>Aufenthalt nicht geladen</translation>
        </message>
        <message>
            <source>It was deleted, or you may not see it.</source>
            <translation>Er wurde gelöscht, oder du darfst ihn nicht sehen.</translation>
        </message>
        <message>
            <source>The server does not answer.</source>
            <translation>Der Server antwortet nicht.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Jetzt versuchen</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>The dates changed: %1 → %2. Earlier approvals no longer count.</source>
            <translation>Die Tage haben sich geändert: %1 → %2. Frühere Freigaben zählen nicht mehr.</translation>
        </message>
        <message>
            <source>Belongs to</source>
            <translation>Gehört zu</translation>
        </message>
        <message>
            <source>Asked for by somebody else</source>
            <translation>Von jemand anderem angefragt</translation>
        </message>
        <message>
            <source>With that the stay is confirmed.</source>
            <translation>Damit ist der Aufenthalt bestätigt.</translation>
        </message>
        <message>
            <source>Still missing after that: %1.</source>
            <translation>Danach fehlt noch: %1.</translation>
        </message>
        <message>
            <source>More for this stay</source>
            <translation>Mehr zu diesem Aufenthalt</translation>
        </message>
        <message>
            <source>Cancel stay …</source>
            <translation>Aufenthalt stornieren …</translation>
        </message>
    </context>
    <context>
        <name>BookingMails</name>
        <message>
            <source>Mails</source>
            <translation>Mails</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Erneut senden</translation>
        </message>
        <message>
            <source>Not while offline</source>
            <translation>Nicht solange du offline bist</translation>
        </message>
    </context>
    <context>
        <name>BookingTimeline</name>
        <message>
            <source>%1 sent the request</source>
            <translation>%1 hat angefragt</translation>
        </message>
        <message>
            <source>%1 approved by asking</source>
            <translation>%1 hat mit der Anfrage freigegeben</translation>
        </message>
        <message>
            <source>%1 approved</source>
            <translation>%1 hat freigegeben</translation>
        </message>
        <message>
            <source>%1 denied</source>
            <translation>%1 hat abgelehnt</translation>
        </message>
        <message>
            <source>%1 canceled</source>
            <translation>%1 hat storniert</translation>
        </message>
        <message>
            <source>The stay is confirmed</source>
            <translation>Der Aufenthalt ist bestätigt</translation>
        </message>
        <message>
            <source>%1 asked again</source>
            <translation>%1 hat neu angefragt</translation>
        </message>
        <message>
            <source>%1 changed the dates</source>
            <translation>%1 hat die Tage geändert</translation>
        </message>
        <message>
            <source>%1 shortened the stay</source>
            <translation>%1 hat den Aufenthalt verkürzt</translation>
        </message>
        <message>
            <source>Timeline</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>for somebody else</source>
            <translation>für jemand anderen</translation>
        </message>
        <message>
            <source>not decided in time</source>
            <translation>nicht rechtzeitig entschieden</translation>
        </message>
    </context>
    <context>
        <name>CalendarPage</name>
        <message>
            <source>House</source>
            <translation>Haus</translation>
        </message>
        <message>
            <source>The house is free this month.</source>
            <translation>In diesem Monat ist das Haus frei.</translation>
        </message>
        <message numerus="yes">
            <source>%n stay(s)</source>
            <translation>
                <numerusform>%n Belegung</numerusform>
                <numerusform>%n Belegungen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of them wait for approvals.</source>
            <translation>
                <numerusform>eine davon wartet auf Freigaben.</numerusform>
                <numerusform>%n davon warten auf Freigaben.</numerusform>
            </translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>Anfragen</translation>
        </message>
        <message>
            <source>Month before</source>
            <translation>Monat davor</translation>
        </message>
        <message>
            <source>Next month</source>
            <translation>Nächster Monat</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>Heute</translation>
        </message>
        <message>
            <source>The calendar could not be loaded</source>
            <translation>Kalender nicht geladen</translation>
        </message>
        <message>
            <source>No house yet</source>
            <translation>Noch kein Haus</translation>
        </message>
        <message>
            <source>The server does not answer.</source>
            <translation>Der Server antwortet nicht.</translation>
        </message>
        <message>
            <source>As soon as there is one, its months are shown here.</source>
            <translation>Sobald es eins gibt, siehst du hier seine Monate.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Jetzt versuchen</translation>
        </message>
        <message>
            <source>Choose a month and open it with Enter.</source>
            <translation>Wähle einen Monat und öffne ihn mit Enter.</translation>
        </message>
        <message>
            <source>Drag over days, or move with the arrows and hold Shift, to ask for them.</source>
            <translation>Zieh über Tage oder geh mit den Pfeilen und halte Umschalt, um sie anzufragen.</translation>
        </message>
        <message>
            <source>%1 is already there %2. Choose a free day.</source>
            <translation>%1 ist vom %2 schon da. Wähl einen freien Tag.</translation>
        </message>
        <message>
            <source>These days are past.</source>
            <translation>Diese Tage sind vorbei.</translation>
        </message>
        <message>
            <source>Requests start at the latest on %1.</source>
            <translation>Anfragen beginnen spätestens am %1.</translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) free · Enter: request</source>
            <translation>
                <numerusform>%n Tag frei · Enter: anfragen</numerusform>
                <numerusform>%n Tage frei · Enter: anfragen</numerusform>
            </translation>
        </message>
        <message>
            <source>This house takes no requests at the moment.</source>
            <translation>Dieses Haus nimmt gerade keine Anfragen an.</translation>
        </message>
        <message>
            <source>The house is free this year.</source>
            <translation>In diesem Jahr ist das Haus frei.</translation>
        </message>
        <message>
            <source>New request</source>
            <translation>Neue Anfrage</translation>
        </message>
        <message>
            <source>Not while offline</source>
            <translation>Nicht solange du offline bist</translation>
        </message>
        <message>
            <source>Year before</source>
            <translation>Vorheriges Jahr</translation>
        </message>
        <message>
            <source>Next year</source>
            <translation>Nächstes Jahr</translation>
        </message>
        <message>
            <source>View</source>
            <translation>Ansicht</translation>
        </message>
        <message>
            <source>Month</source>
            <translation>Monat</translation>
        </message>
        <message>
            <source>Year</source>
            <translation>Jahr</translation>
        </message>
        <message>
            <source>Confirmed: filled</source>
            <translation>Bestätigt: gefüllt</translation>
        </message>
        <message>
            <source>Requested: light with a stripe</source>
            <translation>Angefragt: hell mit Streifen</translation>
        </message>
        <message>
            <source>Past: grey</source>
            <translation>Vergangen: grau</translation>
        </message>
        <message>
            <source>As soon as you decide about a house or ask for days in one, its months are shown here.</source>
            <translation>Sobald du über ein Haus entscheidest oder Tage darin anfragst, siehst du hier seine Monate.</translation>
        </message>
    </context>
    <context>
        <name>CancelDialog</name>
        <message>
            <source>Cancel: %1, %2</source>
            <translation>Stornieren: %1, %2</translation>
        </message>
        <message>
            <source>Cancel stay</source>
            <translation>Aufenthalt stornieren</translation>
        </message>
        <message>
            <source>Say why.</source>
            <translation>Sag, warum.</translation>
        </message>
        <message>
            <source>Already done.</source>
            <translation>Schon erledigt.</translation>
        </message>
        <message>
            <source>Canceled.</source>
            <translation>Storniert.</translation>
        </message>
        <message>
            <source>The days become free for others. This cannot be undone.</source>
            <translation>Die Tage werden für andere frei. Das lässt sich nicht rückgängig machen.</translation>
        </message>
        <message>
            <source>Why? The families and who asked read this.</source>
            <translation>Warum? Das lesen die Familien und wer angefragt hat.</translation>
        </message>
        <message>
            <source>Why? You may leave this empty.</source>
            <translation>Warum? Das darf leer bleiben.</translation>
        </message>
        <message>
            <source>Without links. Your text stays when you close this.</source>
            <translation>Ohne Links. Dein Text bleibt erhalten, wenn du schließt.</translation>
        </message>
    </context>
    <context>
        <name>ChartCard</name>
        <message>
            <source>Price history</source>
            <translation>Preisverlauf</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>Gesamt</translation>
        </message>
        <message>
            <source>Flight</source>
            <translation>Flug</translation>
        </message>
        <message>
            <source>Hotel</source>
            <translation>Hotel</translation>
        </message>
        <message>
            <source>As chart</source>
            <translation>Als Diagramm</translation>
        </message>
        <message>
            <source>As table</source>
            <translation>Als Tabelle</translation>
        </message>
        <message>
            <source>Time shown</source>
            <translation>Gezeigte Zeit</translation>
        </message>
        <message>
            <source>30 days</source>
            <translation>30 Tage</translation>
        </message>
        <message>
            <source>90</source>
            <translation>90</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>No price yet</source>
            <translation>Noch kein Preis</translation>
        </message>
        <message>
            <source>Portier is looking right now.</source>
            <translation>Portier sieht gerade nach.</translation>
        </message>
        <message>
            <source>The first one comes with the next check.</source>
            <translation>Der erste kommt mit der nächsten Prüfung.</translation>
        </message>
        <message>
            <source>Limit %1</source>
            <translation>Grenze %1</translation>
        </message>
        <message>
            <source>new search</source>
            <translation>neue Suche</translation>
        </message>
        <message numerus="yes">
            <source>Price history, %n day(s)</source>
            <translation>
                <numerusform>Preisverlauf, %n Tag</numerusform>
                <numerusform>Preisverlauf, %n Tage</numerusform>
            </translation>
        </message>
        <message>
            <source>Source: %1 / %2</source>
            <translation>Quelle: %1 / %2</translation>
        </message>
        <message>
            <source>Price alert fired</source>
            <translation>Preisalarm ausgelöst</translation>
        </message>
        <message>
            <source>Your choice</source>
            <translation>Deine Auswahl</translation>
        </message>
        <message>
            <source>The price history could not be loaded</source>
            <translation>Der Preisverlauf konnte nicht geladen werden</translation>
        </message>
        <message>
            <source>The server does not answer.</source>
            <translation>Der Server antwortet nicht.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Jetzt versuchen</translation>
        </message>
        <message>
            <source>The prices of this time could not be loaded. You see those from before.</source>
            <translation>Die Preise dieser Zeit konnten nicht geladen werden. Du siehst die von vorher.</translation>
        </message>
        <message>
            <source>stored answer</source>
            <translation>gespeicherte Antwort</translation>
        </message>
        <message>
            <source>old price</source>
            <translation>alter Preis</translation>
        </message>
        <message>
            <source>incomplete</source>
            <translation>unvollständig</translation>
        </message>
        <message>
            <source>not confirmed yet</source>
            <translation>noch nicht bestätigt</translation>
        </message>
        <message>
            <source>simulated</source>
            <translation>simuliert</translation>
        </message>
        <message>
            <source>today</source>
            <translation>heute</translation>
        </message>
        <message>
            <source>Day</source>
            <translation>Tag</translation>
        </message>
        <message>
            <source>Source and mark</source>
            <translation>Quelle und Merkmal</translation>
        </message>
    </context>
    <context>
        <name>CodeDialog</name>
        <message>
            <source>Code for %1</source>
            <translation>Code für %1</translation>
        </message>
        <message>
            <source>Confirm number</source>
            <translation>Nummer bestätigen</translation>
        </message>
        <message>
            <source>The number is confirmed.</source>
            <translation>Die Nummer ist bestätigt.</translation>
        </message>
        <message>
            <source>Code from the text message</source>
            <translation>Code aus der SMS</translation>
        </message>
        <message>
            <source>It counts until %1.</source>
            <translation>Er gilt bis %1 Uhr.</translation>
        </message>
        <message>
            <source>Type the code.</source>
            <translation>Gib den Code ein.</translation>
        </message>
    </context>
    <context>
        <name>ConflictCard</name>
        <message>
            <source>Name of the trip</source>
            <translation>Name der Reise</translation>
        </message>
        <message>
            <source>Kind of trip</source>
            <translation>Art der Reise</translation>
        </message>
        <message>
            <source>Flights</source>
            <translation>Flüge</translation>
        </message>
        <message>
            <source>Hotels</source>
            <translation>Hotels</translation>
        </message>
        <message>
            <source>First day</source>
            <translation>Erster Tag</translation>
        </message>
        <message>
            <source>Last day</source>
            <translation>Letzter Tag</translation>
        </message>
        <message>
            <source>Adults</source>
            <translation>Erwachsene</translation>
        </message>
        <message>
            <source>Currency</source>
            <translation>Währung</translation>
        </message>
        <message>
            <source>From</source>
            <translation>Von</translation>
        </message>
        <message>
            <source>To</source>
            <translation>Nach</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>Klasse</translation>
        </message>
        <message>
            <source>Stops</source>
            <translation>Stopps</translation>
        </message>
        <message>
            <source>City</source>
            <translation>Stadt</translation>
        </message>
        <message>
            <source>Stars</source>
            <translation>Sterne</translation>
        </message>
        <message>
            <source>Price alert</source>
            <translation>Preisalarm</translation>
        </message>
        <message>
            <source>Limit</source>
            <translation>Grenze</translation>
        </message>
        <message>
            <source>Tell me by e-mail</source>
            <translation>Per Mail melden</translation>
        </message>
        <message>
            <source>Reminder</source>
            <translation>Erinnerung</translation>
        </message>
        <message>
            <source>Yes</source>
            <translation>Ja</translation>
        </message>
        <message>
            <source>No</source>
            <translation>Nein</translation>
        </message>
        <message>
            <source>One way</source>
            <translation>Nur hin</translation>
        </message>
        <message>
            <source>There and back</source>
            <translation>Hin und zurück</translation>
        </message>
        <message>
            <source>any</source>
            <translation>beliebig</translation>
        </message>
        <message>
            <source>Somebody changed this trip meanwhile. Choose per field what counts, then save.</source>
            <translation>Jemand hat die Reise inzwischen geändert. Wähl je Feld, was gilt, dann speichere.</translation>
        </message>
        <message>
            <source>Yours: %1</source>
            <translation>Deins: %1</translation>
        </message>
        <message>
            <source>Theirs: %1</source>
            <translation>Anderes: %1</translation>
        </message>
        <message>
            <source>Airlines</source>
            <translation>Fluggesellschaften</translation>
        </message>
        <message>
            <source>These airlines fly</source>
            <translation>Diese fliegen</translation>
        </message>
        <message>
            <source>Country</source>
            <translation>Land</translation>
        </message>
        <message>
            <source>First night</source>
            <translation>Erste Nacht</translation>
        </message>
        <message>
            <source>Leave the hotel on</source>
            <translation>Abreise aus dem Hotel</translation>
        </message>
        <message>
            <source>Rooms</source>
            <translation>Zimmer</translation>
        </message>
        <message>
            <source>Adults in each room</source>
            <translation>Erwachsene je Zimmer</translation>
        </message>
        <message>
            <source>Which room</source>
            <translation>Welches Zimmer</translation>
        </message>
        <message>
            <source>Words in the name of the room</source>
            <translation>Wörter im Namen des Zimmers</translation>
        </message>
        <message>
            <source>View</source>
            <translation>Aussicht</translation>
        </message>
        <message>
            <source>Of which price</source>
            <translation>Welcher Preis</translation>
        </message>
        <message>
            <source>Alert is on</source>
            <translation>Der Alarm ist an</translation>
        </message>
        <message>
            <source>Tell me on this desktop</source>
            <translation>Sag es mir auf diesem Rechner</translation>
        </message>
        <message>
            <source>Economy</source>
            <translation>Economy</translation>
        </message>
        <message>
            <source>Premium economy</source>
            <translation>Premium Economy</translation>
        </message>
        <message>
            <source>Business</source>
            <translation>Business</translation>
        </message>
        <message>
            <source>First</source>
            <translation>First</translation>
        </message>
        <message>
            <source>at least one segment</source>
            <translation>mindestens eine Teilstrecke</translation>
        </message>
        <message>
            <source>every segment</source>
            <translation>jede Teilstrecke</translation>
        </message>
        <message>
            <source>the cheapest</source>
            <translation>das günstigste</translation>
        </message>
        <message>
            <source>one that I like</source>
            <translation>eins, das mir gefällt</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Keiner</translation>
        </message>
        <message>
            <source>Below a limit</source>
            <translation>Unter einer Grenze</translation>
        </message>
        <message>
            <source>At every drop</source>
            <translation>Bei jedem Rückgang</translation>
        </message>
        <message>
            <source>the whole trip</source>
            <translation>die ganze Reise</translation>
        </message>
        <message>
            <source>the flight</source>
            <translation>der Flug</translation>
        </message>
        <message>
            <source>the hotel</source>
            <translation>das Hotel</translation>
        </message>
        <message>
            <source>as needed</source>
            <translation>nach Bedarf</translation>
        </message>
    </context>
    <context>
        <name>ConnectionPage</name>
        <message>
            <source>Sign in to %1.</source>
            <translation>Melde dich bei %1 an.</translation>
        </message>
        <message>
            <source>Where is your data?</source>
            <translation>Wo liegen deine Daten?</translation>
        </message>
        <message>
            <source>On this computer</source>
            <translation>Auf diesem Rechner</translation>
        </message>
        <message>
            <source>Portier runs in this window. Nobody else can reach it.</source>
            <translation>Portier läuft in diesem Fenster. Niemand sonst kommt daran.</translation>
        </message>
        <message>
            <source>With a server</source>
            <translation>Mit einem Server</translation>
        </message>
        <message>
            <source>You have an account on a Portier that runs somewhere else.</source>
            <translation>Du hast ein Konto bei einem Portier, der woanders läuft.</translation>
        </message>
        <message>
            <source>Address of the server</source>
            <translation>Adresse des Servers</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>Verbinden</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Starten</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>E-Mail</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Passwort</translation>
        </message>
        <message>
            <source>Sign in</source>
            <translation>Anmelden</translation>
        </message>
        <message>
            <source>Another server</source>
            <translation>Anderer Server</translation>
        </message>
        <message>
            <source>This computer has no keyring. Portier keeps your session in a file that only you can read.</source>
            <translation>Dieser Rechner hat keinen Schlüsselbund. Portier merkt sich deine Anmeldung in einer Datei, die nur du lesen kannst.</translation>
        </message>
        <message>
            <source>Sign in in the browser</source>
            <translation>Im Browser anmelden</translation>
        </message>
        <message>
            <source>Portier waits for your browser. Sign in there, then come back here.</source>
            <translation>Portier wartet auf deinen Browser. Melde dich dort an und komm dann zurück.</translation>
        </message>
        <message>
            <source>Copy link</source>
            <translation>Link kopieren</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Portier %1 answers there.</source>
            <translation>Dort antwortet Portier %1.</translation>
        </message>
        <message>
            <source>Something else answers there, not a Portier.</source>
            <translation>Dort antwortet etwas anderes, kein Portier.</translation>
        </message>
        <message>
            <source>Nobody answers there.</source>
            <translation>Dort antwortet niemand.</translation>
        </message>
        <message>
            <source>This is not an address yet.</source>
            <translation>Das ist noch keine Adresse.</translation>
        </message>
    </context>
    <context>
        <name>DateField</name>
        <message>
            <source>DD.MM.YYYY</source>
            <translation>TT.MM.JJJJ</translation>
        </message>
    </context>
    <context>
        <name>DayStrip</name>
        <message>
            <source>%1 is there in these days: %2</source>
            <translation>%1 ist an diesen Tagen da: %2</translation>
        </message>
        <message>
            <source>%1 is there right before or after: %2</source>
            <translation>%1 ist direkt davor oder danach da: %2</translation>
        </message>
        <message>
            <source>No other stay in these days</source>
            <translation>Kein anderer Aufenthalt an diesen Tagen</translation>
        </message>
    </context>
    <context>
        <name>DeliverySection</name>
        <message>
            <source>Nothing is stuck</source>
            <translation>Nichts hängt fest</translation>
        </message>
        <message>
            <source>Messages that could not be delivered come here.</source>
            <translation>Meldungen, die nicht zugestellt werden konnten, kommen hierher.</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Erneut senden</translation>
        </message>
        <message>
            <source>Give up</source>
            <translation>Aufgeben</translation>
        </message>
    </context>
    <context>
        <name>DenyDialog</name>
        <message>
            <source>Deny: %1, %2</source>
            <translation>Ablehnen: %1, %2</translation>
        </message>
        <message>
            <source>Deny request</source>
            <translation>Anfrage ablehnen</translation>
        </message>
        <message>
            <source>Say why.</source>
            <translation>Sag, warum.</translation>
        </message>
        <message>
            <source>This stay is confirmed already. Denying it cancels a promise.</source>
            <translation>Dieser Aufenthalt ist schon bestätigt. Ablehnen nimmt eine Zusage zurück.</translation>
        </message>
        <message>
            <source>%1 and all families read your reason. The days become free at once.</source>
            <translation>%1 und alle Familien lesen deine Begründung. Die Tage werden sofort frei.</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Begründung</translation>
        </message>
        <message>
            <source>Without links. Your text stays when you close this.</source>
            <translation>Ohne Links. Dein Text bleibt erhalten, wenn du schließt.</translation>
        </message>
    </context>
    <context>
        <name>DraftBanner</name>
        <message>
            <source>Somebody saved meanwhile. What you typed stays: look it over and save once more.</source>
            <translation>Inzwischen hat jemand gespeichert. Was du getippt hast, bleibt: Sieh es durch und speichere noch einmal.</translation>
        </message>
        <message>
            <source>This is what you typed before.</source>
            <translation>Das hattest du schon getippt.</translation>
        </message>
        <message>
            <source>Start anew</source>
            <translation>Neu anfangen</translation>
        </message>
    </context>
    <context>
        <name>FlightLegs</name>
        <message>
            <source>Back</source>
            <translation>Rückflug</translation>
        </message>
        <message>
            <source>There</source>
            <translation>Hinflug</translation>
        </message>
        <message>
            <source>operated by %1</source>
            <translation>durchgeführt von %1</translation>
        </message>
        <message numerus="yes">
            <source>%n stop(s) on the way</source>
            <translation>
                <numerusform>%n Zwischenlandung</numerusform>
                <numerusform>%n Zwischenlandungen</numerusform>
            </translation>
        </message>
        <message>
            <source>Change from %1 to %2</source>
            <translation>Wechsel von %1 nach %2</translation>
        </message>
        <message>
            <source>%1 to change from %2 to %3</source>
            <translation>%1 für den Wechsel von %2 nach %3</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>Umsteigen</translation>
        </message>
        <message>
            <source>Change in %1</source>
            <translation>Umsteigen in %1</translation>
        </message>
        <message>
            <source>%1 to change</source>
            <translation>%1 zum Umsteigen</translation>
        </message>
        <message>
            <source>%1 to change in %2</source>
            <translation>%1 zum Umsteigen in %2</translation>
        </message>
        <message>
            <source>not verified</source>
            <translation>nicht bestätigt</translation>
        </message>
    </context>
    <context>
        <name>HouseActions</name>
        <message>
            <source>Past</source>
            <translation>Vergangen</translation>
        </message>
        <message>
            <source>Requested</source>
            <translation>Angefragt</translation>
        </message>
        <message>
            <source>Confirmed</source>
            <translation>Bestätigt</translation>
        </message>
        <message>
            <source>Denied</source>
            <translation>Abgelehnt</translation>
        </message>
        <message>
            <source>Canceled</source>
            <translation>Storniert</translation>
        </message>
        <message numerus="yes">
            <source>%n person(s)</source>
            <translation>
                <numerusform>%n Personen</numerusform>
                <numerusform>%n Personen</numerusform>
            </translation>
        </message>
        <message>
            <source>Already done: %1 decided.</source>
            <translation>Schon erledigt: %1 hat entschieden.</translation>
        </message>
        <message>
            <source>Already done.</source>
            <translation>Schon erledigt.</translation>
        </message>
        <message>
            <source>Denied. %1 is told.</source>
            <translation>Abgelehnt. %1 erfährt es.</translation>
        </message>
        <message>
            <source>Approved. The stay is confirmed.</source>
            <translation>Freigegeben. Der Aufenthalt ist bestätigt.</translation>
        </message>
        <message>
            <source>Approved. Still missing: %1.</source>
            <translation>Freigegeben. Es fehlt noch: %1.</translation>
        </message>
        <message>
            <source>Approved</source>
            <translation>Freigegeben</translation>
        </message>
        <message>
            <source>The dates changed: %1 → %2. Please decide again.</source>
            <translation>Die Tage haben sich geändert: %1 → %2. Entscheide neu.</translation>
        </message>
        <message>
            <source>Request of %1</source>
            <translation>Anfrage von %1</translation>
        </message>
    </context>
    <context>
        <name>HouseArea</name>
        <message>
            <source>House</source>
            <translation>Haus</translation>
        </message>
        <message>
            <source>Open requests</source>
            <translation>Offene Anfragen</translation>
        </message>
        <message>
            <source>Approve request</source>
            <translation>Anfrage freigeben</translation>
        </message>
        <message>
            <source>Deny request</source>
            <translation>Anfrage ablehnen</translation>
        </message>
        <message>
            <source>New request for the house</source>
            <translation>Neue Anfrage für das Haus</translation>
        </message>
        <message>
            <source>Find a request</source>
            <translation>Anfrage suchen</translation>
        </message>
        <message>
            <source>Reload the house</source>
            <translation>Haus neu laden</translation>
        </message>
    </context>
    <context>
        <name>HouseDialog</name>
        <message>
            <source>Most persons</source>
            <translation>Personen höchstens</translation>
        </message>
        <message>
            <source>Longest stay in days</source>
            <translation>Längster Aufenthalt in Tagen</translation>
        </message>
        <message>
            <source>Ask again from so many days</source>
            <translation>Nachfragen ab so vielen Tagen</translation>
        </message>
        <message>
            <source>Months ahead</source>
            <translation>Monate im Voraus</translation>
        </message>
        <message>
            <source>Requests per person and day</source>
            <translation>Anfragen je Person und Tag</translation>
        </message>
        <message>
            <source>New house</source>
            <translation>Haus anlegen</translation>
        </message>
        <message>
            <source>Edit “%1”</source>
            <translation>„%1“ bearbeiten</translation>
        </message>
        <message>
            <source>Create house</source>
            <translation>Haus anlegen</translation>
        </message>
        <message>
            <source>Save house</source>
            <translation>Haus speichern</translation>
        </message>
        <message>
            <source>Give the house a name.</source>
            <translation>Gib dem Haus einen Namen.</translation>
        </message>
        <message>
            <source>Name of the house</source>
            <translation>Name des Hauses</translation>
        </message>
        <message>
            <source>Time zone</source>
            <translation>Zeitzone</translation>
        </message>
        <message>
            <source>Language of the house</source>
            <translation>Sprache des Hauses</translation>
        </message>
        <message>
            <source>Requests for the house</source>
            <translation>Anfragen für das Haus</translation>
        </message>
        <message>
            <source>Open for requests</source>
            <translation>Offen für Anfragen</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>Geschlossen</translation>
        </message>
        <message>
            <source>Sender name in mails</source>
            <translation>Absender in Mails</translation>
        </message>
        <message>
            <source>Empty: the name of the house</source>
            <translation>Leer: der Name des Hauses</translation>
        </message>
        <message>
            <source>Empty: %1, as everywhere</source>
            <translation>Leer: %1, wie überall</translation>
        </message>
        <message>
            <source>Days until what is over is archived</source>
            <translation>Tage, bis Vergangenes ins Archiv geht</translation>
        </message>
        <message>
            <source>Remind of requests after so many days</source>
            <translation>An Anfragen erinnern nach so vielen Tagen</translation>
        </message>
        <message>
            <source>Remind at</source>
            <translation>Erinnern um</translation>
        </message>
        <message>
            <source>Remind on</source>
            <translation>Erinnern am</translation>
        </message>
        <message>
            <source>The family's own approval</source>
            <translation>Eigene Freigabe der Familie</translation>
        </message>
        <message>
            <source>counts with its request</source>
            <translation>gilt mit ihrer Anfrage</translation>
        </message>
        <message>
            <source>only from who is signed in</source>
            <translation>nur von Angemeldeten</translation>
        </message>
        <message>
            <source>A time like 09:00, or nothing.</source>
            <translation>Eine Uhrzeit wie 09:00 oder nichts.</translation>
        </message>
        <message>
            <source>A whole number from %1 to %2, or nothing.</source>
            <translation>Eine ganze Zahl von %1 bis %2 oder nichts.</translation>
        </message>
        <message>
            <source>as everywhere: %1</source>
            <translation>wie überall: %1</translation>
        </message>
    </context>
    <context>
        <name>HousesSection</name>
        <message>
            <source>Archive “%1”</source>
            <translation>„%1“ archivieren</translation>
        </message>
        <message>
            <source>Archive house</source>
            <translation>Haus archivieren</translation>
        </message>
        <message>
            <source>Its calendar is no longer shown and takes no requests. Stays and their history are kept.</source>
            <translation>Der Kalender wird nicht mehr gezeigt und nimmt keine Anfragen an. Aufenthalte und ihr Verlauf bleiben.</translation>
        </message>
        <message>
            <source>The list could not be loaded</source>
            <translation>Liste nicht geladen</translation>
        </message>
        <message>
            <source>No house yet</source>
            <translation>Noch kein Haus</translation>
        </message>
        <message>
            <source>Create one, then add its parties.</source>
            <translation>Leg eins an, dann füge seine Familien hinzu.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Jetzt versuchen</translation>
        </message>
        <message>
            <source>New house</source>
            <translation>Haus anlegen</translation>
        </message>
        <message>
            <source>Houses and parties</source>
            <translation>Häuser und Familien</translation>
        </message>
        <message>
            <source>Archived</source>
            <translation>Archiviert</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Offen</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>Geschlossen</translation>
        </message>
        <message>
            <source>no address yet</source>
            <translation>noch keine Adresse</translation>
        </message>
        <message>
            <source>not asked any more</source>
            <translation>wird nicht mehr gefragt</translation>
        </message>
        <message>
            <source>no mails</source>
            <translation>keine Mails</translation>
        </message>
        <message>
            <source>Move %1 up</source>
            <translation>%1 nach oben</translation>
        </message>
        <message>
            <source>Edit %1</source>
            <translation>%1 bearbeiten</translation>
        </message>
        <message>
            <source>Mail %1 its link</source>
            <translation>%1 den Link mailen</translation>
        </message>
        <message>
            <source>Not while offline</source>
            <translation>Nicht solange du offline bist</translation>
        </message>
        <message>
            <source>The link is on its way.</source>
            <translation>Der Link ist unterwegs.</translation>
        </message>
        <message>
            <source>Edit house</source>
            <translation>Haus bearbeiten</translation>
        </message>
        <message>
            <source>Add party</source>
            <translation>Familie hinzufügen</translation>
        </message>
        <message>
            <source>Copy calendar address</source>
            <translation>Kalenderadresse kopieren</translation>
        </message>
        <message>
            <source>Archive …</source>
            <translation>Archivieren …</translation>
        </message>
        <message>
            <source>Copied: %1</source>
            <translation>Kopiert: %1</translation>
        </message>
        <message>
            <source>Renew the link of %1</source>
            <translation>Link von %1 erneuern</translation>
        </message>
        <message>
            <source>This house is on this computer only</source>
            <translation>Dieses Haus gibt es nur auf diesem Rechner</translation>
        </message>
        <message>
            <source>Copy feed address</source>
            <translation>Feed-Adresse kopieren</translation>
        </message>
        <message>
            <source>For calendar programs: %1</source>
            <translation>Für Kalenderprogramme: %1</translation>
        </message>
    </context>
    <context>
        <name>InboxArea</name>
        <message>
            <source>Inbox</source>
            <translation>Eingang</translation>
        </message>
        <message>
            <source>Reload inbox</source>
            <translation>Eingang neu laden</translation>
        </message>
        <message>
            <source>Find in the inbox</source>
            <translation>Im Eingang suchen</translation>
        </message>
        <message>
            <source>What was decided</source>
            <translation>Was entschieden wurde</translation>
        </message>
    </context>
    <context>
        <name>InboxHistory</name>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>What you decided, the newest first.</source>
            <translation>Was du entschieden hast, das Neueste zuerst.</translation>
        </message>
        <message>
            <source>The history could not be loaded</source>
            <translation>Der Verlauf ließ sich nicht laden</translation>
        </message>
        <message>
            <source>Nothing was decided yet</source>
            <translation>Noch nichts entschieden</translation>
        </message>
        <message>
            <source>The server does not answer.</source>
            <translation>Der Server antwortet nicht.</translation>
        </message>
        <message>
            <source>What you approve or deny is listed here.</source>
            <translation>Was du freigibst oder ablehnst, steht hier.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Jetzt versuchen</translation>
        </message>
        <message>
            <source>move</source>
            <translation>bewegen</translation>
        </message>
        <message>
            <source>open</source>
            <translation>öffnen</translation>
        </message>
    </context>
    <context>
        <name>InboxPage</name>
        <message>
            <source>Inbox</source>
            <translation>Eingang</translation>
        </message>
        <message>
            <source>Nothing is waiting for you.</source>
            <translation>Nichts wartet auf dich.</translation>
        </message>
        <message numerus="yes">
            <source>%n thing(s) are waiting for you</source>
            <translation>
                <numerusform>Eine Sache wartet auf dich</numerusform>
                <numerusform>%n Dinge warten auf dich</numerusform>
            </translation>
        </message>
        <message>
            <source>%1, the next until %2.</source>
            <translation>%1, das nächste bis %2.</translation>
        </message>
        <message>
            <source>The inbox could not be loaded</source>
            <translation>Eingang nicht geladen</translation>
        </message>
        <message>
            <source>Nothing is waiting for you</source>
            <translation>Nichts wartet auf dich</translation>
        </message>
        <message>
            <source>The server has not answered since %1.</source>
            <translation>Der Server antwortet seit %1 nicht.</translation>
        </message>
        <message>
            <source>Requests and questions come here, the nearest deadline first.</source>
            <translation>Anfragen und Rückfragen kommen hierher, die nächste Frist zuerst.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Jetzt versuchen</translation>
        </message>
        <message>
            <source>move</source>
            <translation>bewegen</translation>
        </message>
        <message>
            <source>open</source>
            <translation>öffnen</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Search the inbox</source>
            <translation>Eingang durchsuchen</translation>
        </message>
        <message>
            <source>No match for “%1”</source>
            <translation>Kein Treffer für „%1“</translation>
        </message>
        <message>
            <source>Decided last: %1, %2, %3.</source>
            <translation>Zuletzt entschieden: %1, %2, %3.</translation>
        </message>
        <message>
            <source>Clear filter</source>
            <translation>Filter löschen</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message numerus="yes">
            <source>%n new item(s)</source>
            <translation>
                <numerusform>%n neuer Eintrag</numerusform>
                <numerusform>%n neue Einträge</numerusform>
            </translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Einfügen</translation>
        </message>
        <message numerus="yes">
            <source>%n item(s) are hidden.</source>
            <translation>
                <numerusform>%n Eintrag ist ausgeblendet.</numerusform>
                <numerusform>%n Einträge sind ausgeblendet.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>InvitationsSection</name>
        <message>
            <source>Member</source>
            <translation>Mitglied</translation>
        </message>
        <message>
            <source>Reviewer</source>
            <translation>Prüfer</translation>
        </message>
        <message>
            <source>Approver</source>
            <translation>Freigeber</translation>
        </message>
        <message>
            <source>Administrator</source>
            <translation>Verwalter</translation>
        </message>
        <message>
            <source>Invite somebody</source>
            <translation>Jemanden einladen</translation>
        </message>
        <message>
            <source>Send invitation</source>
            <translation>Einladung senden</translation>
        </message>
        <message>
            <source>%1 is invited, for seven days.</source>
            <translation>%1 ist eingeladen, sieben Tage lang.</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>E-Mail</translation>
        </message>
        <message>
            <source>Language of the invitation</source>
            <translation>Sprache der Einladung</translation>
        </message>
        <message>
            <source>Nobody is invited</source>
            <translation>Niemand ist eingeladen</translation>
        </message>
        <message>
            <source>valid until %1</source>
            <translation>gültig bis %1</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Offen</translation>
        </message>
        <message>
            <source>Accepted</source>
            <translation>Angenommen</translation>
        </message>
        <message>
            <source>Taken back</source>
            <translation>Zurückgenommen</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Erneut senden</translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>Zurücknehmen</translation>
        </message>
        <message>
            <source>An address like ada@example.org.</source>
            <translation>Eine Adresse wie ada@example.org.</translation>
        </message>
        <message>
            <source>Rights</source>
            <translation>Rechte</translation>
        </message>
        <message>
            <source>Choose at least one right.</source>
            <translation>Wähl mindestens ein Recht.</translation>
        </message>
    </context>
    <context>
        <name>JobsSection</name>
        <message>
            <source>Queued</source>
            <translation>Wartet</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>Läuft</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>Tried again later</source>
            <translation>Neuer Versuch später</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlgeschlagen</translation>
        </message>
        <message>
            <source>Canceled</source>
            <translation>Storniert</translation>
        </message>
        <message>
            <source>No job yet</source>
            <translation>Noch kein Auftrag</translation>
        </message>
        <message>
            <source>attempt %1 of %2</source>
            <translation>Versuch %1 von %2</translation>
        </message>
        <message>
            <source>Run again</source>
            <translation>Erneut ausführen</translation>
        </message>
        <message>
            <source>Give up</source>
            <translation>Aufgeben</translation>
        </message>
    </context>
    <context>
        <name>KeyDialog</name>
        <message>
            <source>New API key</source>
            <translation>Neuer API-Schlüssel</translation>
        </message>
        <message>
            <source>Create key</source>
            <translation>Schlüssel anlegen</translation>
        </message>
        <message>
            <source>Name of the key</source>
            <translation>Name des Schlüssels</translation>
        </message>
        <message>
            <source>What it is for, such as the display in the kitchen</source>
            <translation>Wofür er da ist, zum Beispiel die Anzeige in der Küche</translation>
        </message>
        <message>
            <source>Give the key a name.</source>
            <translation>Gib dem Schlüssel einen Namen.</translation>
        </message>
        <message>
            <source>What it may do</source>
            <translation>Was er darf</translation>
        </message>
        <message>
            <source>Read trips</source>
            <translation>Reisen lesen</translation>
        </message>
        <message>
            <source>Change trips</source>
            <translation>Reisen ändern</translation>
        </message>
        <message>
            <source>Choose at least one right.</source>
            <translation>Wähl mindestens ein Recht.</translation>
        </message>
        <message>
            <source>Valid for</source>
            <translation>Gültig</translation>
        </message>
        <message>
            <source>until it is revoked</source>
            <translation>bis er gesperrt wird</translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>einen Tag</numerusform>
                <numerusform>%n Tage</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>KeyTag</name>
        <message>
            <source>no deadline</source>
            <translation>keine Frist</translation>
        </message>
        <message>
            <source>time is up</source>
            <translation>Frist vorbei</translation>
        </message>
        <message>
            <source>starts in %1</source>
            <translation>Beginn in %1</translation>
        </message>
        <message>
            <source>%1 left</source>
            <translation>noch %1</translation>
        </message>
        <message numerus="yes">
            <source>starts in %n day(s)</source>
            <translation>
                <numerusform>Beginn in %n Tag</numerusform>
                <numerusform>Beginn in %n Tagen</numerusform>
            </translation>
        </message>
        <message>
            <source>starts tomorrow</source>
            <translation>Beginn morgen</translation>
        </message>
        <message>
            <source>starts today</source>
            <translation>Beginn heute</translation>
        </message>
        <message>
            <source>has begun</source>
            <translation>hat begonnen</translation>
        </message>
    </context>
    <context>
        <name>KeysSection</name>
        <message>
            <source>This is the key. You see it only now.</source>
            <translation>Das ist der Schlüssel. Du siehst ihn nur jetzt.</translation>
        </message>
        <message>
            <source>Copy key</source>
            <translation>Schlüssel kopieren</translation>
        </message>
        <message>
            <source>I have saved it</source>
            <translation>Ich habe ihn gespeichert</translation>
        </message>
        <message>
            <source>No API key yet</source>
            <translation>Noch kein API-Schlüssel</translation>
        </message>
        <message>
            <source>used %1</source>
            <translation>benutzt %1</translation>
        </message>
        <message>
            <source>never used</source>
            <translation>nie benutzt</translation>
        </message>
        <message>
            <source>Active</source>
            <translation>Aktiv</translation>
        </message>
        <message>
            <source>Revoked</source>
            <translation>Gesperrt</translation>
        </message>
        <message>
            <source>Revoke key</source>
            <translation>Schlüssel sperren</translation>
        </message>
        <message>
            <source>Activate key</source>
            <translation>Schlüssel entsperren</translation>
        </message>
        <message>
            <source>A key lets a program speak to Portier in your name.</source>
            <translation>Mit einem Schlüssel spricht ein Programm in deinem Namen mit Portier.</translation>
        </message>
        <message>
            <source>valid until %1</source>
            <translation>gültig bis %1</translation>
        </message>
        <message>
            <source>the old secret works until %1</source>
            <translation>das alte Geheimnis gilt bis %1</translation>
        </message>
        <message>
            <source>New secret …</source>
            <translation>Neues Geheimnis …</translation>
        </message>
    </context>
    <context>
        <name>LinksSection</name>
        <message>
            <source>a party that is gone</source>
            <translation>eine Familie, die es nicht mehr gibt</translation>
        </message>
        <message>
            <source>No link yet</source>
            <translation>Noch kein Link</translation>
        </message>
        <message>
            <source>A link comes with the first mail to somebody.</source>
            <translation>Ein Link entsteht mit der ersten Mail an jemanden.</translation>
        </message>
        <message>
            <source>used %1</source>
            <translation>benutzt %1</translation>
        </message>
        <message>
            <source>never used</source>
            <translation>nie benutzt</translation>
        </message>
        <message numerus="yes">
            <source>renewed %n time(s)</source>
            <translation>
                <numerusform>%n-mal erneuert</numerusform>
                <numerusform>%n-mal erneuert</numerusform>
            </translation>
        </message>
        <message>
            <source>Personal</source>
            <translation>Persönlich</translation>
        </message>
        <message>
            <source>Decides</source>
            <translation>Entscheidet</translation>
        </message>
        <message>
            <source>Calendar feed</source>
            <translation>Kalender-Feed</translation>
        </message>
        <message>
            <source>Renew link …</source>
            <translation>Link erneuern …</translation>
        </message>
    </context>
    <context>
        <name>LongField</name>
        <message>
            <source>At most %1 characters (%2/%1).</source>
            <translation>Höchstens %1 Zeichen (%2/%1).</translation>
        </message>
        <message>
            <source>%1/%2</source>
            <translation>%1/%2</translation>
        </message>
    </context>
    <context>
        <name>Main</name>
        <message>
            <source>Portier – %1</source>
            <translation>Portier – %1</translation>
        </message>
        <message>
            <source>Offline since %1. You see the data of %2.</source>
            <translation>Offline seit %1. Du siehst den Stand von %2.</translation>
        </message>
        <message>
            <source>Connect again</source>
            <translation>Neu verbinden</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Zeigen</translation>
        </message>
    </context>
    <context>
        <name>MonthGrid</name>
        <message>
            <source>Days of %1 %2</source>
            <translation>Tage im %1 %2</translation>
        </message>
        <message>
            <source>today</source>
            <translation>heute</translation>
        </message>
    </context>
    <context>
        <name>Nav</name>
        <message>
            <source>The server does not answer. Nothing was changed.</source>
            <translation>Der Server antwortet nicht. Nichts wurde geändert.</translation>
        </message>
        <message>
            <source>No checks left. Again in %1.</source>
            <translation>Noch 0 Prüfungen. Wieder in %1.</translation>
        </message>
        <message>
            <source>That did not work.</source>
            <translation>Das hat nicht geklappt.</translation>
        </message>
        <message>
            <source>%1 is forgotten.</source>
            <translation>%1 ist vergessen.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>That was too often. Again in %1.</source>
            <translation>Das war zu oft. Wieder in %1.</translation>
        </message>
    </context>
    <context>
        <name>NoticeDialog</name>
        <message>
            <source>Send again</source>
            <translation>Erneut senden</translation>
        </message>
        <message>
            <source>On its way again.</source>
            <translation>Wieder unterwegs.</translation>
        </message>
        <message>
            <source>The message could not be loaded.</source>
            <translation>Die Nachricht wurde nicht geladen.</translation>
        </message>
        <message>
            <source>Its text is no longer kept.</source>
            <translation>Ihr Text ist nicht mehr da.</translation>
        </message>
        <message>
            <source>Attempts</source>
            <translation>Versuche</translation>
        </message>
    </context>
    <context>
        <name>NoticeWords</name>
        <message>
            <source>Queued</source>
            <translation>Wartet</translation>
        </message>
        <message>
            <source>Sending</source>
            <translation>Wird gesendet</translation>
        </message>
        <message>
            <source>Tried again later</source>
            <translation>Neuer Versuch später</translation>
        </message>
        <message>
            <source>In the next digest</source>
            <translation>In der nächsten Übersicht</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>Gesendet</translation>
        </message>
        <message>
            <source>In a digest</source>
            <translation>In einer Übersicht</translation>
        </message>
        <message>
            <source>Not sent</source>
            <translation>Nicht gesendet</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlgeschlagen</translation>
        </message>
        <message>
            <source>Price alert</source>
            <translation>Preisalarm</translation>
        </message>
        <message>
            <source>Reminder</source>
            <translation>Erinnerung</translation>
        </message>
        <message>
            <source>Weekly overview</source>
            <translation>Wochenübersicht</translation>
        </message>
        <message>
            <source>Trip without prices</source>
            <translation>Reise ohne Preise</translation>
        </message>
        <message>
            <source>Digest</source>
            <translation>Übersicht</translation>
        </message>
        <message>
            <source>Confirm your address</source>
            <translation>Adresse bestätigen</translation>
        </message>
        <message>
            <source>Change of e-mail</source>
            <translation>Neue E-Mail-Adresse</translation>
        </message>
        <message>
            <source>E-mail changed</source>
            <translation>E-Mail-Adresse geändert</translation>
        </message>
        <message>
            <source>New password</source>
            <translation>Neues Passwort</translation>
        </message>
        <message>
            <source>New device</source>
            <translation>Neues Gerät</translation>
        </message>
        <message>
            <source>Invitation</source>
            <translation>Einladung</translation>
        </message>
        <message>
            <source>New API key</source>
            <translation>API-Schlüssel anlegen</translation>
        </message>
        <message>
            <source>Key gets old</source>
            <translation>Schlüssel wird alt</translation>
        </message>
        <message>
            <source>Price source refused</source>
            <translation>Preisquelle lehnt ab</translation>
        </message>
        <message>
            <source>Price source nearly used up</source>
            <translation>Preisquelle fast aufgebraucht</translation>
        </message>
        <message>
            <source>Request received</source>
            <translation>Anfrage eingegangen</translation>
        </message>
        <message>
            <source>Please decide</source>
            <translation>Entscheidung gefragt</translation>
        </message>
        <message>
            <source>Please decide anew</source>
            <translation>Neue Entscheidung gefragt</translation>
        </message>
        <message>
            <source>Asked again</source>
            <translation>Wieder angefragt</translation>
        </message>
        <message>
            <source>One approval more</source>
            <translation>Eine Freigabe mehr</translation>
        </message>
        <message>
            <source>Stay confirmed</source>
            <translation>Aufenthalt bestätigt</translation>
        </message>
        <message>
            <source>Request denied</source>
            <translation>Anfrage abgelehnt</translation>
        </message>
        <message>
            <source>Stay canceled</source>
            <translation>Aufenthalt storniert</translation>
        </message>
        <message>
            <source>Denied request withdrawn</source>
            <translation>Abgelehnte Anfrage zurückgezogen</translation>
        </message>
        <message>
            <source>Stay shortened</source>
            <translation>Aufenthalt verkürzt</translation>
        </message>
        <message>
            <source>Open requests of the week</source>
            <translation>Offene Anfragen der Woche</translation>
        </message>
        <message>
            <source>Own links</source>
            <translation>Eigene Links</translation>
        </message>
        <message numerus="yes">
            <source>%n attempt(s)</source>
            <translation>
                <numerusform>%n Versuch</numerusform>
                <numerusform>%n Versuche</numerusform>
            </translation>
        </message>
        <message>
            <source>taken</source>
            <translation>angenommen</translation>
        </message>
        <message>
            <source>not now</source>
            <translation>gerade nicht</translation>
        </message>
        <message>
            <source>refused for good</source>
            <translation>endgültig abgelehnt</translation>
        </message>
        <message>
            <source>not set up</source>
            <translation>nicht eingerichtet</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>ungewiss</translation>
        </message>
        <message>
            <source>the channel is not set up</source>
            <translation>der Kanal ist nicht eingerichtet</translation>
        </message>
        <message>
            <source>all attempts failed</source>
            <translation>alle Versuche sind gescheitert</translation>
        </message>
        <message>
            <source>nobody knows whether it arrived</source>
            <translation>niemand weiß, ob sie ankam</translation>
        </message>
        <message>
            <source>nobody to tell</source>
            <translation>niemand, dem man es sagen könnte</translation>
        </message>
        <message>
            <source>you switched it off</source>
            <translation>von dir abgestellt</translation>
        </message>
        <message>
            <source>unsubscribed</source>
            <translation>abbestellt</translation>
        </message>
        <message>
            <source>interrupted</source>
            <translation>unterbrochen</translation>
        </message>
        <message>
            <source>Portier was stopped</source>
            <translation>Portier wurde beendet</translation>
        </message>
        <message>
            <source>the address does not take mail</source>
            <translation>die Adresse nimmt keine Mails an</translation>
        </message>
        <message>
            <source>reported as spam</source>
            <translation>als Spam gemeldet</translation>
        </message>
        <message>
            <source>dry run: not sent</source>
            <translation>Trockenlauf: nicht gesendet</translation>
        </message>
        <message>
            <source>an address for tests: not sent</source>
            <translation>eine Adresse zum Testen: nicht gesendet</translation>
        </message>
        <message>
            <source>Not seen yet</source>
            <translation>Noch nicht gesehen</translation>
        </message>
        <message>
            <source>mails are off for this alert</source>
            <translation>Mails sind für diesen Alarm aus</translation>
        </message>
        <message>
            <source>this party gets no mails</source>
            <translation>diese Partei bekommt keine Mails</translation>
        </message>
        <message>
            <source>after your quiet hours</source>
            <translation>nach deinen Ruhezeiten</translation>
        </message>
        <message>
            <source>many at once</source>
            <translation>viele auf einmal</translation>
        </message>
        <message>
            <source>of the day</source>
            <translation>des Tages</translation>
        </message>
        <message>
            <source>of the week</source>
            <translation>der Woche</translation>
        </message>
        <message>
            <source>the mails of today are used up</source>
            <translation>die Mails von heute sind aufgebraucht</translation>
        </message>
        <message>
            <source>no longer worth telling</source>
            <translation>nicht mehr aktuell</translation>
        </message>
        <message>
            <source>not seen in time</source>
            <translation>nicht rechtzeitig gesehen</translation>
        </message>
        <message>
            <source>its data were erased</source>
            <translation>die Daten wurden gelöscht</translation>
        </message>
        <message>
            <source>from before a restored backup</source>
            <translation>von vor einer Wiederherstellung</translation>
        </message>
        <message>
            <source>given up</source>
            <translation>aufgegeben</translation>
        </message>
        <message>
            <source>could not be written</source>
            <translation>ließ sich nicht schreiben</translation>
        </message>
    </context>
    <context>
        <name>NoticesCard</name>
        <message>
            <source>Notifications</source>
            <translation>Benachrichtigungen</translation>
        </message>
        <message>
            <source>Nothing was sent about this trip yet.</source>
            <translation>Zu dieser Reise wurde noch nichts gesendet.</translation>
        </message>
        <message>
            <source>The notifications could not be loaded</source>
            <translation>Die Benachrichtigungen konnten nicht geladen werden</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Jetzt versuchen</translation>
        </message>
    </context>
    <context>
        <name>NotificationsSection</name>
        <message>
            <source>Trips</source>
            <translation>Reisen</translation>
        </message>
        <message>
            <source>Operation</source>
            <translation>Betrieb</translation>
        </message>
        <message>
            <source>Mail</source>
            <translation>Mail</translation>
        </message>
        <message>
            <source>Text message</source>
            <translation>SMS</translation>
        </message>
        <message>
            <source>On the desktop</source>
            <translation>Auf dem Desktop</translation>
        </message>
        <message>
            <source>Mails come together, every day at %1.</source>
            <translation>Mails kommen gesammelt, jeden Tag um %1 Uhr.</translation>
        </message>
        <message>
            <source>Mails come together, every %1 at %2.</source>
            <translation>Mails kommen gesammelt, jeden %1 um %2 Uhr.</translation>
        </message>
        <message>
            <source>You hear of everything at once.</source>
            <translation>Du erfährst alles sofort.</translation>
        </message>
        <message>
            <source>The overview of prices comes every %1 at %2.</source>
            <translation>Die Preisübersicht kommt jeden %1 um %2 Uhr.</translation>
        </message>
        <message>
            <source>Quiet hours are from %1 to %2.</source>
            <translation>Ruhe ist von %1 bis %2 Uhr.</translation>
        </message>
        <message>
            <source>There are no quiet hours.</source>
            <translation>Ruhezeiten gibt es keine.</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>Benachrichtigungen</translation>
        </message>
        <message>
            <source>What you want to be told could not be loaded.</source>
            <translation>Deine Wünsche zu Benachrichtigungen ließen sich nicht laden.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Jetzt versuchen</translation>
        </message>
        <message>
            <source>Weekly overview of prices by mail</source>
            <translation>Wochenübersicht der Preise per Mail</translation>
        </message>
        <message>
            <source>Change times …</source>
            <translation>Zeiten ändern …</translation>
        </message>
    </context>
    <context>
        <name>OfferCard</name>
        <message>
            <source>Flights</source>
            <translation>Flüge</translation>
        </message>
        <message>
            <source>Hotels</source>
            <translation>Hotels</translation>
        </message>
        <message>
            <source>by price</source>
            <translation>nach Preis</translation>
        </message>
        <message>
            <source>by duration</source>
            <translation>nach Dauer</translation>
        </message>
        <message>
            <source>by stops</source>
            <translation>nach Stopps</translation>
        </message>
        <message>
            <source>by airline</source>
            <translation>nach Airline</translation>
        </message>
        <message>
            <source>by stars</source>
            <translation>nach Sternen</translation>
        </message>
        <message>
            <source>by name</source>
            <translation>nach Name</translation>
        </message>
        <message numerus="yes">
            <source>%n offer(s)</source>
            <translation>
                <numerusform>%n Angebot</numerusform>
                <numerusform>%n Angebote</numerusform>
            </translation>
        </message>
        <message>
            <source>Sort offers</source>
            <translation>Angebote sortieren</translation>
        </message>
        <message>
            <source>Portier is looking right now.</source>
            <translation>Portier sieht gerade nach.</translation>
        </message>
        <message>
            <source>Show fewer</source>
            <translation>Weniger zeigen</translation>
        </message>
        <message>
            <source>Show all %1</source>
            <translation>Alle %1 zeigen</translation>
        </message>
        <message>
            <source>by departure</source>
            <translation>nach Abflug</translation>
        </message>
        <message numerus="yes">
            <source>%n filtered</source>
            <translation>
                <numerusform>%n aussortiert</numerusform>
                <numerusform>%n aussortiert</numerusform>
            </translation>
        </message>
        <message>
            <source>The offers could not be loaded</source>
            <translation>Die Angebote konnten nicht geladen werden</translation>
        </message>
        <message>
            <source>The server does not answer.</source>
            <translation>Der Server antwortet nicht.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Jetzt versuchen</translation>
        </message>
    </context>
    <context>
        <name>OfferCounts</name>
        <message numerus="yes">
            <source>%n with too many stops</source>
            <translation>
                <numerusform>%n mit zu vielen Stopps</numerusform>
                <numerusform>%n mit zu vielen Stopps</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of other airlines</source>
            <translation>
                <numerusform>%n einer anderen Fluggesellschaft</numerusform>
                <numerusform>%n anderer Fluggesellschaften</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n in a lower class</source>
            <translation>
                <numerusform>%n in niedrigerer Klasse</numerusform>
                <numerusform>%n in niedrigerer Klasse</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n that you would have to leave early</source>
            <translation>
                <numerusform>%n, bei dem du vorher aussteigen müsstest</numerusform>
                <numerusform>%n, bei denen du vorher aussteigen müsstest</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n with too few stars</source>
            <translation>
                <numerusform>%n mit zu wenig Sternen</numerusform>
                <numerusform>%n mit zu wenig Sternen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n with other rooms</source>
            <translation>
                <numerusform>%n mit anderen Zimmern</numerusform>
                <numerusform>%n mit anderen Zimmern</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n with another view</source>
            <translation>
                <numerusform>%n mit anderer Aussicht</numerusform>
                <numerusform>%n mit anderer Aussicht</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n without a price</source>
            <translation>
                <numerusform>%n ohne Preis</numerusform>
                <numerusform>%n ohne Preis</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n with a price per night only</source>
            <translation>
                <numerusform>%n nur mit Preis je Nacht</numerusform>
                <numerusform>%n nur mit Preis je Nacht</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n for other days or places</source>
            <translation>
                <numerusform>%n für andere Tage oder Orte</numerusform>
                <numerusform>%n für andere Tage oder Orte</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n in another currency</source>
            <translation>
                <numerusform>%n in anderer Währung</numerusform>
                <numerusform>%n in anderer Währung</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n that cannot be read</source>
            <translation>
                <numerusform>%n, das nicht lesbar ist</numerusform>
                <numerusform>%n, die nicht lesbar sind</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n given twice</source>
            <translation>
                <numerusform>%n doppelt genannt</numerusform>
                <numerusform>%n doppelt genannt</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Only the %n cheapest are shown.</source>
            <translation>
                <numerusform>Du siehst nur das günstigste.</numerusform>
                <numerusform>Du siehst nur die %n günstigsten.</numerusform>
            </translation>
        </message>
        <message>
            <source>Not shown: %1.</source>
            <translation>Nicht gezeigt: %1.</translation>
        </message>
        <message>
            <source>No price source is set up for this.</source>
            <translation>Dafür ist keine Preisquelle eingerichtet.</translation>
        </message>
        <message>
            <source>None of the offers can be used:</source>
            <translation>Kein Angebot ist brauchbar:</translation>
        </message>
        <message>
            <source>The price source gave no answer.</source>
            <translation>Die Preisquelle hat nicht geantwortet.</translation>
        </message>
        <message>
            <source>Your filters left nothing over:</source>
            <translation>Nach deinen Filtern blieb nichts übrig:</translation>
        </message>
        <message>
            <source>Your filters removed every offer:</source>
            <translation>Deine Filter haben alle Angebote aussortiert:</translation>
        </message>
        <message>
            <source>No offer was found.</source>
            <translation>Kein Angebot gefunden.</translation>
        </message>
        <message>
            <source>The first offers come with the next check.</source>
            <translation>Die ersten Angebote kommen mit der nächsten Prüfung.</translation>
        </message>
    </context>
    <context>
        <name>OfferRow</name>
        <message>
            <source>return not verified</source>
            <translation>Rückflug nicht bestätigt</translation>
        </message>
        <message>
            <source>direct</source>
            <translation>direkt</translation>
        </message>
        <message numerus="yes">
            <source>%n stop(s)</source>
            <translation>
                <numerusform>%n Stopp</numerusform>
                <numerusform>%n Stopps</numerusform>
            </translation>
        </message>
        <message>
            <source>Enter hides the segments</source>
            <translation>Enter verbirgt die Teilstrecken</translation>
        </message>
        <message>
            <source>Enter shows the segments</source>
            <translation>Enter zeigt die Teilstrecken</translation>
        </message>
        <message>
            <source>%1 / night</source>
            <translation>%1 / Nacht</translation>
        </message>
        <message>
            <source>Hide segments: %1</source>
            <translation>Teilstrecken verbergen: %1</translation>
        </message>
        <message>
            <source>Show segments: %1</source>
            <translation>Teilstrecken zeigen: %1</translation>
        </message>
    </context>
    <context>
        <name>PDialog</name>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Not while offline</source>
            <translation>Nicht solange du offline bist</translation>
        </message>
    </context>
    <context>
        <name>PageHeader</name>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
    </context>
    <context>
        <name>Palette</name>
        <message>
            <source>Areas</source>
            <translation>Bereiche</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation>Befehle</translation>
        </message>
        <message>
            <source>All shortcuts</source>
            <translation>Alle Tastenkürzel</translation>
        </message>
        <message>
            <source>Search or run a command</source>
            <translation>Suchen oder Befehl ausführen</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>Treffer</translation>
        </message>
        <message>
            <source>choose</source>
            <translation>wählen</translation>
        </message>
        <message>
            <source>open</source>
            <translation>öffnen</translation>
        </message>
        <message numerus="yes">
            <source>%n result(s)</source>
            <translation>
                <numerusform>%n Treffer</numerusform>
                <numerusform>%n Treffer</numerusform>
            </translation>
        </message>
        <message>
            <source>Recent</source>
            <translation>Zuletzt</translation>
        </message>
    </context>
    <context>
        <name>PartyDialog</name>
        <message>
            <source>New party for %1</source>
            <translation>Neue Familie für %1</translation>
        </message>
        <message>
            <source>Edit “%1”</source>
            <translation>„%1“ bearbeiten</translation>
        </message>
        <message>
            <source>Add party</source>
            <translation>Familie hinzufügen</translation>
        </message>
        <message>
            <source>Save party</source>
            <translation>Familie speichern</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Name of the party</source>
            <translation>Name der Familie</translation>
        </message>
        <message>
            <source>E-mail of who decides</source>
            <translation>E-Mail von der Person, die entscheidet</translation>
        </message>
        <message>
            <source>A new address ends all links that went to %1.</source>
            <translation>Mit einer neuen Adresse enden alle Links, die an %1 gingen.</translation>
        </message>
        <message>
            <source>Colour</source>
            <translation>Farbe</translation>
        </message>
        <message>
            <source>As #RRGGBB</source>
            <translation>Als #RRGGBB</translation>
        </message>
        <message>
            <source>Text on this colour is hard to read (%1 : 1, at least 4.5 : 1).</source>
            <translation>Text auf dieser Farbe ist schwer zu lesen (%1 : 1, mindestens 4,5 : 1).</translation>
        </message>
        <message>
            <source>Take a lighter one</source>
            <translation>Hellere nehmen</translation>
        </message>
        <message>
            <source>Language of its mails</source>
            <translation>Sprache ihrer Mails</translation>
        </message>
        <message>
            <source>As the house</source>
            <translation>Wie das Haus</translation>
        </message>
        <message>
            <source>Gets mails about requests</source>
            <translation>Bekommt Mails zu Anfragen</translation>
        </message>
        <message>
            <source>Decides about new requests</source>
            <translation>Entscheidet über neue Anfragen</translation>
        </message>
        <message>
            <source>Give the party a name.</source>
            <translation>Gib der Familie einen Namen.</translation>
        </message>
        <message>
            <source>A colour like #C7DFC5.</source>
            <translation>Eine Farbe wie #C7DFC5.</translation>
        </message>
    </context>
    <context>
        <name>PasswordDialog</name>
        <message>
            <source>Change password</source>
            <translation>Passwort ändern</translation>
        </message>
        <message>
            <source>Set password</source>
            <translation>Passwort festlegen</translation>
        </message>
        <message>
            <source>The password is saved. Your other devices are signed out.</source>
            <translation>Das Passwort ist gespeichert. Deine anderen Geräte sind abgemeldet.</translation>
        </message>
        <message>
            <source>Your other devices are signed out then. This one stays signed in.</source>
            <translation>Deine anderen Geräte werden dabei abgemeldet. Dieses bleibt angemeldet.</translation>
        </message>
        <message>
            <source>Present password</source>
            <translation>Jetziges Passwort</translation>
        </message>
        <message>
            <source>Type your present password.</source>
            <translation>Gib dein jetziges Passwort ein.</translation>
        </message>
        <message>
            <source>New password</source>
            <translation>Neues Passwort</translation>
        </message>
        <message>
            <source>At least 8 characters</source>
            <translation>Mindestens 8 Zeichen</translation>
        </message>
        <message>
            <source>Think of a new password.</source>
            <translation>Denk dir ein neues Passwort aus.</translation>
        </message>
        <message>
            <source>Show what I type</source>
            <translation>Zeigen, was ich tippe</translation>
        </message>
    </context>
    <context>
        <name>PhoneDialog</name>
        <message>
            <source>Number for text messages</source>
            <translation>Nummer für SMS</translation>
        </message>
        <message>
            <source>Send code</source>
            <translation>Code schicken</translation>
        </message>
        <message>
            <source>Portier sends a code there. The number counts when you have entered it.</source>
            <translation>Portier schickt einen Code dorthin. Die Nummer gilt, sobald du ihn eingegeben hast.</translation>
        </message>
        <message>
            <source>Phone number</source>
            <translation>Telefonnummer</translation>
        </message>
        <message>
            <source>With the country, such as +49 151 12345678</source>
            <translation>Mit Landesvorwahl, zum Beispiel +49 151 12345678</translation>
        </message>
        <message>
            <source>Say your number.</source>
            <translation>Gib deine Nummer an.</translation>
        </message>
    </context>
    <context>
        <name>PhoneSection</name>
        <message>
            <source>The number is removed.</source>
            <translation>Die Nummer ist entfernt.</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>Telefon</translation>
        </message>
        <message>
            <source>Your number could not be loaded.</source>
            <translation>Deine Nummer ließ sich nicht laden.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Jetzt versuchen</translation>
        </message>
        <message>
            <source>Text messages go to %1.</source>
            <translation>SMS gehen an %1.</translation>
        </message>
        <message>
            <source>Your number is %1. This Portier sends no text messages.</source>
            <translation>Deine Nummer ist %1. Dieser Portier verschickt keine SMS.</translation>
        </message>
        <message>
            <source>No number yet. With one, Portier can send you text messages.</source>
            <translation>Noch keine Nummer. Mit einer kann Portier dir SMS schicken.</translation>
        </message>
        <message>
            <source>This Portier sends no text messages.</source>
            <translation>Dieser Portier verschickt keine SMS.</translation>
        </message>
        <message>
            <source>The code for %1 is over. Have a new one sent.</source>
            <translation>Der Code für %1 ist abgelaufen. Lass dir einen neuen schicken.</translation>
        </message>
        <message>
            <source>%1 waits for its code, until %2.</source>
            <translation>%1 wartet auf den Code, bis %2 Uhr.</translation>
        </message>
        <message>
            <source>Enter code …</source>
            <translation>Code eingeben …</translation>
        </message>
        <message>
            <source>New code …</source>
            <translation>Neuer Code …</translation>
        </message>
        <message>
            <source>Change number …</source>
            <translation>Nummer ändern …</translation>
        </message>
        <message>
            <source>Add number …</source>
            <translation>Nummer angeben …</translation>
        </message>
        <message>
            <source>Remove number</source>
            <translation>Nummer entfernen</translation>
        </message>
        <message>
            <source>Not while offline</source>
            <translation>Nicht solange du offline bist</translation>
        </message>
    </context>
    <context>
        <name>PlainDetail</name>
        <message>
            <source>waiting since %1</source>
            <translation>wartet seit: %1</translation>
        </message>
    </context>
    <context>
        <name>Rail</name>
        <message>
            <source>Areas</source>
            <translation>Bereiche</translation>
        </message>
        <message>
            <source>%1, %2 new</source>
            <translation>%1, %2 neu</translation>
        </message>
        <message>
            <source>Search or run a command</source>
            <translation>Suchen oder Befehl ausführen</translation>
        </message>
        <message>
            <source>Search …</source>
            <translation>Suchen …</translation>
        </message>
        <message>
            <source>Connected · as of %1</source>
            <translation>Verbunden · Stand %1</translation>
        </message>
        <message>
            <source>Offline since %1</source>
            <translation>Offline seit %1</translation>
        </message>
        <message>
            <source>On this computer</source>
            <translation>Auf diesem Rechner</translation>
        </message>
    </context>
    <context>
        <name>RenewDialog</name>
        <message>
            <source>The link of %1 is renewed. The new one is on its way.</source>
            <translation>Der Link von %1 ist erneuert. Der neue ist unterwegs.</translation>
        </message>
        <message>
            <source>Renew the link of %1</source>
            <translation>Link von %1 erneuern</translation>
        </message>
        <message>
            <source>Renew link</source>
            <translation>Link erneuern</translation>
        </message>
        <message>
            <source>%1 has no link yet. Mail it one.</source>
            <translation>%1 hat noch keinen Link. Schick einen.</translation>
        </message>
        <message>
            <source>The link and every button in mails that were sent stop working at once. Portier mails the new link. This cannot be undone.</source>
            <translation>Der Link und alle Knöpfe in verschickten Mails gelten sofort nicht mehr. Portier schickt den neuen Link. Das lässt sich nicht rückgängig machen.</translation>
        </message>
    </context>
    <context>
        <name>RequestDialog</name>
        <message>
            <source>Request %1</source>
            <translation>%1 anfragen</translation>
        </message>
        <message>
            <source>New request</source>
            <translation>Neue Anfrage</translation>
        </message>
        <message>
            <source>Send request</source>
            <translation>Anfrage senden</translation>
        </message>
        <message>
            <source>Who comes?</source>
            <translation>Wer kommt?</translation>
        </message>
        <message>
            <source>Portier writes to this address.</source>
            <translation>An diese Adresse schreibt Portier.</translation>
        </message>
        <message>
            <source>Choose a family.</source>
            <translation>Wähle eine Familie.</translation>
        </message>
        <message>
            <source>Requested. The families are asked.</source>
            <translation>Angefragt. Die Familien werden gefragt.</translation>
        </message>
        <message>
            <source>First day</source>
            <translation>Erster Tag</translation>
        </message>
        <message>
            <source>Last day</source>
            <translation>Letzter Tag</translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n Tag</numerusform>
                <numerusform>%n Tage</numerusform>
            </translation>
        </message>
        <message>
            <source>First name of who comes</source>
            <translation>Vorname der Person, die kommt</translation>
        </message>
        <message>
            <source>Your first name</source>
            <translation>Dein Vorname</translation>
        </message>
        <message>
            <source>Their e-mail</source>
            <translation>E-Mail dieser Person</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>E-Mail</translation>
        </message>
        <message>
            <source>Persons</source>
            <translation>Personen</translation>
        </message>
        <message>
            <source>Belongs to</source>
            <translation>Gehört zu</translation>
        </message>
        <message>
            <source>Message to the families</source>
            <translation>Nachricht an die Familien</translation>
        </message>
        <message numerus="yes">
            <source>This is a long stay: %n day(s).</source>
            <translation>
                <numerusform>Das ist ein langer Aufenthalt: %n Tag.</numerusform>
                <numerusform>Das ist ein langer Aufenthalt: %n Tage.</numerusform>
            </translation>
        </message>
        <message>
            <source>Yes, so many days are meant</source>
            <translation>Ja, so viele Tage sind gemeint</translation>
        </message>
        <message>
            <source>A day like 12.11.2027.</source>
            <translation>Ein Tag wie 12.11.2027.</translation>
        </message>
        <message>
            <source>This day is past.</source>
            <translation>Dieser Tag ist vorbei.</translation>
        </message>
        <message>
            <source>Choose a first day.</source>
            <translation>Wähl den ersten Tag.</translation>
        </message>
        <message>
            <source>Not before the first day.</source>
            <translation>Nicht vor dem ersten Tag.</translation>
        </message>
        <message>
            <source>Choose a last day.</source>
            <translation>Wähl den letzten Tag.</translation>
        </message>
        <message>
            <source>At most %1 characters.</source>
            <translation>Höchstens %1 Zeichen.</translation>
        </message>
        <message>
            <source>You may leave this empty.</source>
            <translation>Das kannst du leer lassen.</translation>
        </message>
    </context>
    <context>
        <name>RequestRow</name>
        <message>
            <source>asked %1</source>
            <translation>gefragt %1</translation>
        </message>
    </context>
    <context>
        <name>RequestsPage</name>
        <message>
            <source>Requests</source>
            <translation>Anfragen</translation>
        </message>
        <message numerus="yes">
            <source>%n request(s) wait for you.</source>
            <translation>
                <numerusform>Eine Anfrage wartet auf dich.</numerusform>
                <numerusform>%n Anfragen warten auf dich.</numerusform>
            </translation>
        </message>
        <message>
            <source>Shown requests</source>
            <translation>Gezeigte Anfragen</translation>
        </message>
        <message>
            <source>Open · %1</source>
            <translation>Offen · %1</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>The requests could not be loaded</source>
            <translation>Anfragen nicht geladen</translation>
        </message>
        <message>
            <source>No request waits for you</source>
            <translation>Keine Anfrage wartet auf dich</translation>
        </message>
        <message>
            <source>New requests come here and to your inbox.</source>
            <translation>Neue Anfragen kommen hierher und in deinen Eingang.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Jetzt versuchen</translation>
        </message>
        <message>
            <source>move</source>
            <translation>bewegen</translation>
        </message>
        <message>
            <source>details</source>
            <translation>Details</translation>
        </message>
        <message>
            <source>Search requests</source>
            <translation>Anfragen suchen</translation>
        </message>
        <message>
            <source>No match for “%1”</source>
            <translation>Kein Treffer für „%1“</translation>
        </message>
        <message>
            <source>You decide for no family yet</source>
            <translation>Du entscheidest noch für keine Familie</translation>
        </message>
        <message>
            <source>Nothing was decided yet</source>
            <translation>Noch nichts entschieden</translation>
        </message>
        <message>
            <source>The server does not answer.</source>
            <translation>Der Server antwortet nicht.</translation>
        </message>
        <message numerus="yes">
            <source>%n request(s) are hidden.</source>
            <translation>
                <numerusform>Eine Anfrage ist ausgeblendet.</numerusform>
                <numerusform>%n Anfragen sind ausgeblendet.</numerusform>
            </translation>
        </message>
        <message>
            <source>Requests go to the accounts that decide for a family. An administrator can add yours.</source>
            <translation>Anfragen gehen an die Konten, die für eine Familie entscheiden. Eine Verwalterin oder ein Verwalter kann deines hinzufügen.</translation>
        </message>
        <message>
            <source>Clear filter</source>
            <translation>Filter löschen</translation>
        </message>
        <message>
            <source>To the accounts</source>
            <translation>Zu den Konten</translation>
        </message>
        <message>
            <source>Requests go to the accounts that decide for a family. Choose yours at your account: “Rights …”.</source>
            <translation>Anfragen gehen an die Konten, die für eine Familie entscheiden. Wähl deine bei deinem Konto: „Rechte …“.</translation>
        </message>
        <message>
            <source>Archive</source>
            <translation>Archiv</translation>
        </message>
        <message>
            <source>Search by first name</source>
            <translation>Nach Vornamen suchen</translation>
        </message>
        <message>
            <source>Nobody stayed here yet</source>
            <translation>Noch war niemand da</translation>
        </message>
        <message>
            <source>Every stay comes here, also those that were denied, canceled or are over.</source>
            <translation>Hier steht jeder Aufenthalt, auch wenn er abgelehnt, storniert oder vorbei ist.</translation>
        </message>
    </context>
    <context>
        <name>RightsDialog</name>
        <message>
            <source>Rights of %1</source>
            <translation>Rechte von %1</translation>
        </message>
        <message>
            <source>Save rights</source>
            <translation>Rechte speichern</translation>
        </message>
        <message>
            <source>May</source>
            <translation>Darf</translation>
        </message>
        <message>
            <source>Another administrator can take the administration from you.</source>
            <translation>Die Verwaltung kann dir nur jemand anderes nehmen, der verwaltet.</translation>
        </message>
        <message>
            <source>answer questions of programs</source>
            <translation>Rückfragen von Programmen beantworten</translation>
        </message>
        <message>
            <source>administer Portier</source>
            <translation>Portier verwalten</translation>
        </message>
        <message>
            <source>Decides for</source>
            <translation>Entscheidet für</translation>
        </message>
        <message>
            <source>Requests for the house go to everybody who decides for a family.</source>
            <translation>Anfragen für das Haus gehen an alle, die für eine Familie entscheiden.</translation>
        </message>
        <message>
            <source>There is no house yet.</source>
            <translation>Es gibt noch kein Haus.</translation>
        </message>
    </context>
    <context>
        <name>RotateDialog</name>
        <message>
            <source>New secret for “%1”</source>
            <translation>Neues Geheimnis für „%1“</translation>
        </message>
        <message>
            <source>Make new secret</source>
            <translation>Neues Geheimnis anlegen</translation>
        </message>
        <message>
            <source>You see the new secret once, after this. Put it where the old one is used.</source>
            <translation>Du siehst das neue Geheimnis einmal, gleich danach. Trag es dort ein, wo das alte steht.</translation>
        </message>
        <message>
            <source>The old one works</source>
            <translation>Das alte gilt</translation>
        </message>
        <message>
            <source>no longer, from now on</source>
            <translation>ab jetzt nicht mehr</translation>
        </message>
        <message numerus="yes">
            <source>for %n day(s) more</source>
            <translation>
                <numerusform>noch einen Tag</numerusform>
                <numerusform>noch %n Tage</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RuntimeSection</name>
        <message>
            <source>Save setting</source>
            <translation>Einstellung speichern</translation>
        </message>
        <message>
            <source>Somebody changed the settings meanwhile. Save once more if yours shall count.</source>
            <translation>Jemand hat die Einstellungen inzwischen geändert. Speichere noch einmal, wenn deine gelten soll.</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Wert</translation>
        </message>
        <message>
            <source>Allowed: %1. Without a change: %2.</source>
            <translation>Erlaubt: %1. Ohne Änderung: %2.</translation>
        </message>
        <message>
            <source>No setting can be changed here</source>
            <translation>Hier lässt sich nichts ändern</translation>
        </message>
        <message>
            <source>Fixed by the operator</source>
            <translation>Vom Betreiber festgelegt</translation>
        </message>
        <message>
            <source>Changed here</source>
            <translation>Hier geändert</translation>
        </message>
        <message>
            <source>Change …</source>
            <translation>Ändern …</translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>Zurücknehmen</translation>
        </message>
    </context>
    <context>
        <name>SchedulePage</name>
        <message>
            <source>skipped</source>
            <translation>übersprungen</translation>
        </message>
        <message>
            <source>missed</source>
            <translation>verpasst</translation>
        </message>
        <message>
            <source>nothing was due</source>
            <translation>nichts war fällig</translation>
        </message>
        <message>
            <source>Check times</source>
            <translation>Prüfzeiten</translation>
        </message>
        <message>
            <source>Next check: %1.</source>
            <translation>Nächste Prüfung: %1.</translation>
        </message>
        <message>
            <source>How often</source>
            <translation>Wie oft</translation>
        </message>
        <message>
            <source>every day</source>
            <translation>jeden Tag</translation>
        </message>
        <message>
            <source>every three days</source>
            <translation>alle drei Tage</translation>
        </message>
        <message>
            <source>every week</source>
            <translation>jede Woche</translation>
        </message>
        <message>
            <source>At what time</source>
            <translation>Um wie viel Uhr</translation>
        </message>
        <message>
            <source>For example 06:30</source>
            <translation>Zum Beispiel 06:30</translation>
        </message>
        <message>
            <source>Time zone</source>
            <translation>Zeitzone</translation>
        </message>
        <message>
            <source>When clocks skip that time</source>
            <translation>Wenn die Uhr diese Zeit überspringt</translation>
        </message>
        <message>
            <source>check right after</source>
            <translation>gleich danach prüfen</translation>
        </message>
        <message>
            <source>skip that day</source>
            <translation>den Tag auslassen</translation>
        </message>
        <message>
            <source>Next checks</source>
            <translation>Nächste Prüfungen</translation>
        </message>
        <message>
            <source>clocks change</source>
            <translation>Zeitumstellung</translation>
        </message>
        <message>
            <source>Past checks</source>
            <translation>Vergangene Prüfungen</translation>
        </message>
        <message>
            <source>checked</source>
            <translation>geprüft</translation>
        </message>
        <message>
            <source>checked late</source>
            <translation>verspätet geprüft</translation>
        </message>
        <message>
            <source>running</source>
            <translation>läuft</translation>
        </message>
        <message>
            <source>The check times could not be loaded</source>
            <translation>Die Prüfzeiten konnten nicht geladen werden</translation>
        </message>
        <message>
            <source>The server does not answer.</source>
            <translation>Der Server antwortet nicht.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Jetzt versuchen</translation>
        </message>
        <message numerus="yes">
            <source>%n trip(s)</source>
            <translation>
                <numerusform>eine Reise</numerusform>
                <numerusform>%n Reisen</numerusform>
            </translation>
        </message>
        <message>
            <source>City or area, for example Berlin</source>
            <translation>Stadt oder Gebiet, zum Beispiel Berlin</translation>
        </message>
        <message>
            <source>Trips that are still far away are checked less often: %1.</source>
            <translation>Was noch weit weg ist, wird seltener geprüft: %1.</translation>
        </message>
        <message numerus="yes">
            <source>%1 every %n day(s)</source>
            <translation>
                <numerusform>%1 jeden Tag</numerusform>
                <numerusform>%1 alle %n Tage</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SchedulesSection</name>
        <message>
            <source>Nothing runs by itself</source>
            <translation>Nichts läuft von selbst</translation>
        </message>
        <message>
            <source>next %1</source>
            <translation>nächster Lauf %1</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>Fehler</translation>
        </message>
        <message>
            <source>Run now</source>
            <translation>Jetzt ausführen</translation>
        </message>
        <message>
            <source>done</source>
            <translation>erledigt</translation>
        </message>
        <message>
            <source>done late</source>
            <translation>verspätet erledigt</translation>
        </message>
        <message>
            <source>running</source>
            <translation>läuft</translation>
        </message>
        <message>
            <source>skipped</source>
            <translation>übersprungen</translation>
        </message>
        <message>
            <source>missed</source>
            <translation>verpasst</translation>
        </message>
        <message>
            <source>Runs …</source>
            <translation>Läufe …</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Als Nächstes</translation>
        </message>
        <message>
            <source>Last</source>
            <translation>Zuletzt</translation>
        </message>
        <message>
            <source>It has not run yet.</source>
            <translation>Lief noch nicht.</translation>
        </message>
        <message>
            <source>last %1: %2</source>
            <translation>zuletzt %1: %2</translation>
        </message>
        <message>
            <source>has not run yet</source>
            <translation>noch nicht gelaufen</translation>
        </message>
    </context>
    <context>
        <name>ServerRow</name>
        <message>
            <source>Answers · Portier %1</source>
            <translation>Antwortet · Portier %1</translation>
        </message>
        <message>
            <source>Something else answers there</source>
            <translation>Dort antwortet etwas anderes</translation>
        </message>
        <message>
            <source>Does not answer</source>
            <translation>Antwortet nicht</translation>
        </message>
        <message>
            <source>Asking …</source>
            <translation>Wird gefragt …</translation>
        </message>
        <message>
            <source>Signed in as %1</source>
            <translation>Angemeldet als %1</translation>
        </message>
        <message>
            <source>Forget %1</source>
            <translation>%1 vergessen</translation>
        </message>
    </context>
    <context>
        <name>SettingsArea</name>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Light colours</source>
            <translation>Helle Farben</translation>
        </message>
        <message>
            <source>Dark colours</source>
            <translation>Dunkle Farben</translation>
        </message>
        <message>
            <source>Sign out</source>
            <translation>Abmelden</translation>
        </message>
        <message>
            <source>Another Portier …</source>
            <translation>Anderes Portier …</translation>
        </message>
        <message>
            <source>Reload the settings</source>
            <translation>Einstellungen neu laden</translation>
        </message>
        <message>
            <source>Quiet hours and notifications</source>
            <translation>Ruhezeiten und Benachrichtigungen</translation>
        </message>
        <message>
            <source>Name and password</source>
            <translation>Name und Passwort</translation>
        </message>
        <message>
            <source>Phone number</source>
            <translation>Telefonnummer</translation>
        </message>
        <message>
            <source>Where I am signed in</source>
            <translation>Wo ich angemeldet bin</translation>
        </message>
    </context>
    <context>
        <name>SettingsPage</name>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>This Portier runs on this computer.</source>
            <translation>Dieser Portier läuft auf diesem Rechner.</translation>
        </message>
        <message>
            <source>%1 on %2</source>
            <translation>%1 bei %2</translation>
        </message>
        <message>
            <source>Another Portier …</source>
            <translation>Anderer Portier …</translation>
        </message>
        <message>
            <source>Sign out</source>
            <translation>Abmelden</translation>
        </message>
        <message>
            <source>This computer has no keyring. Portier keeps your session in a file that only you can read.</source>
            <translation>Dieser Rechner hat keinen Schlüsselbund. Portier merkt sich deine Anmeldung in einer Datei, die nur du lesen kannst.</translation>
        </message>
        <message>
            <source>Look</source>
            <translation>Aussehen</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>Farben</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>Size of texts</source>
            <translation>Größe der Texte</translation>
        </message>
        <message>
            <source>High contrast</source>
            <translation>Hoher Kontrast</translation>
        </message>
        <message>
            <source>Less movement</source>
            <translation>Weniger Bewegung</translation>
        </message>
        <message>
            <source>Single letters as shortcuts</source>
            <translation>Einzelne Buchstaben als Kürzel</translation>
        </message>
        <message>
            <source>Account</source>
            <translation>Konto</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>Dein Name</translation>
        </message>
        <message>
            <source>Save name</source>
            <translation>Name speichern</translation>
        </message>
        <message>
            <source>Saved.</source>
            <translation>Gespeichert.</translation>
        </message>
        <message>
            <source>Signed in on</source>
            <translation>Angemeldet auf</translation>
        </message>
        <message>
            <source>used %1</source>
            <translation>benutzt %1</translation>
        </message>
        <message>
            <source>This one</source>
            <translation>Dieses</translation>
        </message>
        <message>
            <source>Sign out %1</source>
            <translation>%1 abmelden</translation>
        </message>
        <message>
            <source>Portier %1</source>
            <translation>Portier %1</translation>
        </message>
        <message>
            <source>Stay in the tray when the window is closed</source>
            <translation>Beim Schließen des Fensters im Infobereich bleiben</translation>
        </message>
        <message>
            <source>Say how others shall call you.</source>
            <translation>Sag, wie andere dich nennen sollen.</translation>
        </message>
        <message>
            <source>Not while offline</source>
            <translation>Nicht solange du offline bist</translation>
        </message>
        <message>
            <source>Set password …</source>
            <translation>Passwort festlegen …</translation>
        </message>
        <message>
            <source>Change password …</source>
            <translation>Passwort ändern …</translation>
        </message>
    </context>
    <context>
        <name>ShortcutSheet</name>
        <message>
            <source>Shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <source>Search or run a command</source>
            <translation>Suchen oder Befehl ausführen</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>Undo, while the message shows</source>
            <translation>Rückgängig, solange die Meldung zu sehen ist</translation>
        </message>
        <message>
            <source>Everywhere</source>
            <translation>Überall</translation>
        </message>
        <message>
            <source>Next and previous pane</source>
            <translation>Nächster und voriger Bereich</translation>
        </message>
        <message>
            <source>Lists</source>
            <translation>Listen</translation>
        </message>
        <message>
            <source>Next and previous row, as the arrows do</source>
            <translation>Nächste und vorige Zeile, wie die Pfeile</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Menu of the row</source>
            <translation>Menü der Zeile</translation>
        </message>
        <message>
            <source>Back, close; keeps what was typed</source>
            <translation>Zurück, schließen; Getipptes bleibt</translation>
        </message>
        <message>
            <source>Forms</source>
            <translation>Formulare</translation>
        </message>
        <message>
            <source>Send, save</source>
            <translation>Senden, speichern</translation>
        </message>
        <message>
            <source>In a day: one day later or earlier</source>
            <translation>In einem Tag: einen Tag später oder früher</translation>
        </message>
        <message>
            <source>Calendar</source>
            <translation>Kalender</translation>
        </message>
        <message>
            <source>Choose days</source>
            <translation>Tage wählen</translation>
        </message>
        <message>
            <source>Month before, next month</source>
            <translation>Voriger Monat, nächster Monat</translation>
        </message>
        <message>
            <source>Price chart</source>
            <translation>Preisverlauf</translation>
        </message>
        <message>
            <source>Price before, next price</source>
            <translation>Voriger Preis, nächster Preis</translation>
        </message>
        <message>
            <source>As a table, as a chart</source>
            <translation>Als Tabelle, als Verlauf</translation>
        </message>
        <message>
            <source>Go to %1</source>
            <translation>Zu: %1</translation>
        </message>
    </context>
    <context>
        <name>SourceCard</name>
        <message>
            <source>on hold until %1</source>
            <translation>ruht bis %1</translation>
        </message>
        <message>
            <source>does not answer, next try %1</source>
            <translation>antwortet nicht, nächster Versuch %1</translation>
        </message>
        <message>
            <source>answered %1</source>
            <translation>antwortete %1</translation>
        </message>
        <message>
            <source>not asked yet</source>
            <translation>noch nicht gefragt</translation>
        </message>
        <message numerus="yes">
            <source>%n offer(s)</source>
            <translation>
                <numerusform>%n Angebot</numerusform>
                <numerusform>%n Angebote</numerusform>
            </translation>
        </message>
        <message>
            <source>Demo</source>
            <translation>Demo</translation>
        </message>
        <message>
            <source>Not set up</source>
            <translation>Nicht eingerichtet</translation>
        </message>
        <message>
            <source>On hold</source>
            <translation>Ruht</translation>
        </message>
        <message>
            <source>Serves</source>
            <translation>Dran</translation>
        </message>
        <message>
            <source>Stands by</source>
            <translation>In Reserve</translation>
        </message>
        <message>
            <source>%1 of %2 calls used</source>
            <translation>%1 von %2 Abrufen verbraucht</translation>
        </message>
        <message>
            <source>%1 of %2 calls of the last 30 days were answered from what was known.</source>
            <translation>%1 von %2 Abrufen der letzten 30 Tage kamen aus dem, was schon bekannt war.</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>Testen</translation>
        </message>
        <message>
            <source>Test %1</source>
            <translation>%1 testen</translation>
        </message>
        <message>
            <source>Not while offline</source>
            <translation>Nicht solange du offline bist</translation>
        </message>
        <message>
            <source>Lift hold</source>
            <translation>Wieder fragen</translation>
        </message>
        <message>
            <source>Lift hold of %1</source>
            <translation>%1 wieder fragen</translation>
        </message>
    </context>
    <context>
        <name>SourcesSection</name>
        <message>
            <source>Flights</source>
            <translation>Flüge</translation>
        </message>
        <message>
            <source>Hotels</source>
            <translation>Hotels</translation>
        </message>
        <message>
            <source>The list could not be loaded</source>
            <translation>Liste nicht geladen</translation>
        </message>
        <message>
            <source>No price source yet</source>
            <translation>Noch keine Preisquelle</translation>
        </message>
        <message>
            <source>The operator sets them up.</source>
            <translation>Wer den Server betreibt, richtet sie ein.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Jetzt versuchen</translation>
        </message>
        <message>
            <source>%1: who is asked first</source>
            <translation>%1: wer zuerst gefragt wird</translation>
        </message>
        <message>
            <source>Ask %1 earlier</source>
            <translation>%1 früher fragen</translation>
        </message>
    </context>
    <context>
        <name>StateView</name>
        <message>
            <source>Loading …</source>
            <translation>Wird geladen …</translation>
        </message>
        <message>
            <source>This takes longer than usual …</source>
            <translation>Das dauert länger als sonst …</translation>
        </message>
        <message>
            <source>Copy details</source>
            <translation>Details kopieren</translation>
        </message>
        <message>
            <source>Portier keeps trying.</source>
            <translation>Portier versucht es weiter.</translation>
        </message>
    </context>
    <context>
        <name>SumCard</name>
        <message>
            <source>Flight</source>
            <translation>Flug</translation>
        </message>
        <message>
            <source>%1 · %2</source>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>not found</source>
            <translation>nicht gefunden</translation>
        </message>
        <message>
            <source>Hotel</source>
            <translation>Hotel</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>Gesamt</translation>
        </message>
        <message>
            <source>%1 less than before</source>
            <translation>%1 weniger als zuvor</translation>
        </message>
        <message>
            <source>%1 more than before</source>
            <translation>%1 mehr als zuvor</translation>
        </message>
        <message>
            <source>No price alert</source>
            <translation>Kein Preisalarm</translation>
        </message>
        <message>
            <source>Below your limit</source>
            <translation>Unter deiner Grenze</translation>
        </message>
        <message>
            <source>Price alert is on</source>
            <translation>Preisalarm ist an</translation>
        </message>
        <message>
            <source>Portier tells you nothing about this trip.</source>
            <translation>Portier meldet dir zu dieser Reise nichts.</translation>
        </message>
        <message>
            <source>Next alert at %1 or less.</source>
            <translation>Nächste Meldung bei %1 oder weniger.</translation>
        </message>
        <message>
            <source>From %1 your limit starts anew.</source>
            <translation>Ab %1 gilt deine Grenze neu.</translation>
        </message>
        <message>
            <source>Change price alert …</source>
            <translation>Preisalarm ändern …</translation>
        </message>
        <message>
            <source>Set price alert …</source>
            <translation>Preisalarm setzen …</translation>
        </message>
    </context>
    <context>
        <name>SuppressionsSection</name>
        <message>
            <source>Mails came back</source>
            <translation>Mails kamen zurück</translation>
        </message>
        <message>
            <source>Reported as spam</source>
            <translation>Als Spam gemeldet</translation>
        </message>
        <message>
            <source>Opted out</source>
            <translation>Abbestellt</translation>
        </message>
        <message>
            <source>No address is blocked</source>
            <translation>Keine Adresse ist gesperrt</translation>
        </message>
        <message>
            <source>Addresses whose mails come back are kept here and get nothing until you release them.</source>
            <translation>Hier stehen Adressen, deren Mails zurückkommen. Sie bekommen nichts, bis du sie freigibst.</translation>
        </message>
        <message>
            <source>unknown address</source>
            <translation>unbekannte Adresse</translation>
        </message>
        <message>
            <source>Release</source>
            <translation>Freigeben</translation>
        </message>
    </context>
    <context>
        <name>Swatch</name>
        <message>
            <source>Colour %1</source>
            <translation>Farbe %1</translation>
        </message>
    </context>
    <context>
        <name>TimesDialog</name>
        <message>
            <source>A time like 22:00.</source>
            <translation>Eine Uhrzeit wie 22:00.</translation>
        </message>
        <message>
            <source>When you are told</source>
            <translation>Wann du etwas erfährst</translation>
        </message>
        <message>
            <source>Save times</source>
            <translation>Zeiten speichern</translation>
        </message>
        <message>
            <source>In quiet hours news of your trips wait until they end. Requests and answers still come. Times are those of %1.</source>
            <translation>In der Ruhezeit warten Neuigkeiten zu deinen Reisen, bis sie vorbei ist. Anfragen und Antworten kommen trotzdem. Es gilt die Uhrzeit von %1.</translation>
        </message>
        <message>
            <source>Quiet from</source>
            <translation>Ruhe ab</translation>
        </message>
        <message>
            <source>For example 22:00, empty: never</source>
            <translation>Zum Beispiel 22:00, leer: nie</translation>
        </message>
        <message>
            <source>Say when they begin.</source>
            <translation>Sag, wann die Ruhe beginnt.</translation>
        </message>
        <message>
            <source>Quiet until</source>
            <translation>Ruhe bis</translation>
        </message>
        <message>
            <source>For example 07:00</source>
            <translation>Zum Beispiel 07:00</translation>
        </message>
        <message>
            <source>Say when they end.</source>
            <translation>Sag, wann die Ruhe endet.</translation>
        </message>
        <message>
            <source>Mails about trips come</source>
            <translation>Mails zu Reisen kommen</translation>
        </message>
        <message>
            <source>at once</source>
            <translation>sofort</translation>
        </message>
        <message>
            <source>together every day</source>
            <translation>täglich gesammelt</translation>
        </message>
        <message>
            <source>together on Sundays</source>
            <translation>sonntags gesammelt</translation>
        </message>
        <message>
            <source>Together at</source>
            <translation>Gesammelt um</translation>
        </message>
        <message>
            <source>Say at what time.</source>
            <translation>Sag, um welche Uhrzeit.</translation>
        </message>
        <message>
            <source>Weekly overview on</source>
            <translation>Wochenübersicht am</translation>
        </message>
        <message>
            <source>Weekly overview at</source>
            <translation>Wochenübersicht um</translation>
        </message>
    </context>
    <context>
        <name>Toasts</name>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
    </context>
    <context>
        <name>TripActions</name>
        <message>
            <source>There is no trip to check.</source>
            <translation>Es gibt keine Reise zu prüfen.</translation>
        </message>
        <message numerus="yes">
            <source>%n trip(s) checked.</source>
            <translation>
                <numerusform>%n Reise geprüft.</numerusform>
                <numerusform>%n Reisen geprüft.</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 of %2 trips checked, %3 not.</source>
            <translation>%1 von %2 Reisen geprüft, %3 nicht.</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <source>%1 trips imported, %2 skipped, %3 rows are not readable: %4</source>
            <translation>%1 Reisen importiert, %2 übersprungen, %3 Zeilen nicht lesbar: %4</translation>
        </message>
        <message>
            <source>%1 trips imported, %2 skipped.</source>
            <translation>%1 Reisen importiert, %2 übersprungen.</translation>
        </message>
        <message>
            <source>Saved.</source>
            <translation>Gespeichert.</translation>
        </message>
        <message>
            <source>The file could not be saved.</source>
            <translation>Die Datei konnte nicht gespeichert werden.</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>Pausiert</translation>
        </message>
        <message>
            <source>Expired</source>
            <translation>Abgelaufen</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>Fehler</translation>
        </message>
        <message>
            <source>Flight missing</source>
            <translation>Flug fehlt</translation>
        </message>
        <message>
            <source>Hotel missing</source>
            <translation>Hotel fehlt</translation>
        </message>
        <message>
            <source>Active</source>
            <translation>Aktiv</translation>
        </message>
        <message>
            <source>“%1” is deleted in %2 s.</source>
            <translation>„%1“ wird in %2 s gelöscht.</translation>
        </message>
        <message>
            <source>No checks left. Again in %1.</source>
            <translation>Keine Prüfungen mehr. Wieder in %1.</translation>
        </message>
        <message>
            <source>again in %1</source>
            <translation>wieder in %1</translation>
        </message>
        <message>
            <source>%1 left until %2</source>
            <translation>noch %1 bis %2</translation>
        </message>
        <message>
            <source>%1 left</source>
            <translation>noch %1</translation>
        </message>
        <message>
            <source>The newest check found no price for it.</source>
            <translation>Die letzte Prüfung hat keinen Preis dafür gefunden.</translation>
        </message>
    </context>
    <context>
        <name>TripDetailPage</name>
        <message>
            <source>Export trip</source>
            <translation>Reise exportieren</translation>
        </message>
        <message>
            <source>Trips (*.csv *.json)</source>
            <translation>Reisen (*.csv *.json)</translation>
        </message>
        <message numerus="yes">
            <source>%n night(s)</source>
            <translation>
                <numerusform>%n Nacht</numerusform>
                <numerusform>%n Nächte</numerusform>
            </translation>
        </message>
        <message>
            <source>one way</source>
            <translation>nur hin</translation>
        </message>
        <message numerus="yes">
            <source>%n adult(s)</source>
            <translation>
                <numerusform>%n Erwachsener</numerusform>
                <numerusform>%n Erwachsene</numerusform>
            </translation>
        </message>
        <message>
            <source>Checking …</source>
            <translation>Wird geprüft …</translation>
        </message>
        <message>
            <source>Demo</source>
            <translation>Demo</translation>
        </message>
        <message>
            <source>Check now</source>
            <translation>Prüfen</translation>
        </message>
        <message>
            <source>Not while offline</source>
            <translation>Nicht solange du offline bist</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pausieren</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Fortsetzen</translation>
        </message>
        <message>
            <source>The trip is over</source>
            <translation>Die Reise ist vorbei</translation>
        </message>
        <message>
            <source>Edit trip</source>
            <translation>Reise bearbeiten</translation>
        </message>
        <message>
            <source>More for this trip</source>
            <translation>Mehr zu dieser Reise</translation>
        </message>
        <message>
            <source>Price alert …</source>
            <translation>Preisalarm …</translation>
        </message>
        <message>
            <source>Export …</source>
            <translation>Exportieren …</translation>
        </message>
        <message>
            <source>This trip is gone</source>
            <translation>Diese Reise gibt es nicht mehr</translation>
        </message>
        <message>
            <source>The trip could not be loaded</source>
            <translation>Reise nicht geladen</translation>
        </message>
        <message>
            <source>Somebody deleted it.</source>
            <translation>Jemand hat sie gelöscht.</translation>
        </message>
        <message>
            <source>The server does not answer.</source>
            <translation>Der Server antwortet nicht.</translation>
        </message>
        <message>
            <source>To the trips</source>
            <translation>Zu den Reisen</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Jetzt versuchen</translation>
        </message>
        <message>
            <source>Next check on %1.</source>
            <translation>Nächste Prüfung am %1.</translation>
        </message>
        <message numerus="yes">
            <source>This trip is checked every %n day(s) while it is far away.</source>
            <translation>
                <numerusform>Solange sie weit weg ist, wird die Reise jeden Tag geprüft.</numerusform>
                <numerusform>Solange sie weit weg ist, wird die Reise alle %n Tage geprüft.</numerusform>
            </translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Löschen</translation>
        </message>
    </context>
    <context>
        <name>TripForecast</name>
        <message>
            <source>What this costs</source>
            <translation>Was das kostet</translation>
        </message>
        <message>
            <source>%1: %2 calls more each month, %3 of %4 used.</source>
            <translation>%1: %2 Abrufe mehr im Monat, %3 von %4 verbraucht.</translation>
        </message>
        <message>
            <source>%1: %2 calls more each month.</source>
            <translation>%1: %2 Abrufe mehr im Monat.</translation>
        </message>
        <message>
            <source>Used up on %1 at this pace.</source>
            <translation>So am %1 aufgebraucht.</translation>
        </message>
    </context>
    <context>
        <name>TripFormAlert</name>
        <message>
            <source>Price alert</source>
            <translation>Preisalarm</translation>
        </message>
        <message>
            <source>Kind of alert</source>
            <translation>Art des Alarms</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Keiner</translation>
        </message>
        <message>
            <source>Below a limit</source>
            <translation>Unter einer Grenze</translation>
        </message>
        <message>
            <source>At every drop</source>
            <translation>Bei jedem Rückgang</translation>
        </message>
        <message>
            <source>Limit in %1</source>
            <translation>Grenze in %1</translation>
        </message>
        <message>
            <source>Of which price</source>
            <translation>Welcher Preis</translation>
        </message>
        <message>
            <source>the whole trip</source>
            <translation>die ganze Reise</translation>
        </message>
        <message>
            <source>the flight</source>
            <translation>der Flug</translation>
        </message>
        <message>
            <source>the hotel</source>
            <translation>das Hotel</translation>
        </message>
        <message>
            <source>Alert is on</source>
            <translation>Der Alarm ist an</translation>
        </message>
        <message>
            <source>Tell me by e-mail</source>
            <translation>Sag es mir per E-Mail</translation>
        </message>
        <message>
            <source>Tell me on this desktop</source>
            <translation>Sag es mir auf diesem Rechner</translation>
        </message>
    </context>
    <context>
        <name>TripFormFlight</name>
        <message>
            <source>Flight</source>
            <translation>Flug</translation>
        </message>
        <message>
            <source>From</source>
            <translation>Von</translation>
        </message>
        <message>
            <source>To</source>
            <translation>Nach</translation>
        </message>
        <message>
            <source>Take airports that Portier does not know</source>
            <translation>Flughäfen nehmen, die Portier nicht kennt</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>Klasse</translation>
        </message>
        <message>
            <source>Economy</source>
            <translation>Economy</translation>
        </message>
        <message>
            <source>Premium economy</source>
            <translation>Premium Economy</translation>
        </message>
        <message>
            <source>Business</source>
            <translation>Business</translation>
        </message>
        <message>
            <source>First</source>
            <translation>First</translation>
        </message>
        <message>
            <source>Stops</source>
            <translation>Stopps</translation>
        </message>
        <message>
            <source>any number</source>
            <translation>beliebig viele</translation>
        </message>
        <message>
            <source>direct only</source>
            <translation>nur direkt</translation>
        </message>
        <message>
            <source>at most one</source>
            <translation>höchstens einer</translation>
        </message>
        <message>
            <source>at most two</source>
            <translation>höchstens zwei</translation>
        </message>
        <message>
            <source>at most three</source>
            <translation>höchstens drei</translation>
        </message>
        <message>
            <source>Airlines</source>
            <translation>Fluggesellschaften</translation>
        </message>
        <message>
            <source>Codes, for example LH, TP. Empty: every airline.</source>
            <translation>Kürzel, zum Beispiel LH, TP. Leer: jede.</translation>
        </message>
        <message>
            <source>These airlines fly</source>
            <translation>Diese fliegen</translation>
        </message>
        <message>
            <source>at least one segment</source>
            <translation>mindestens eine Teilstrecke</translation>
        </message>
        <message>
            <source>every segment</source>
            <translation>jede Teilstrecke</translation>
        </message>
    </context>
    <context>
        <name>TripFormHotel</name>
        <message>
            <source>Hotel</source>
            <translation>Hotel</translation>
        </message>
        <message>
            <source>City</source>
            <translation>Stadt</translation>
        </message>
        <message>
            <source>Country</source>
            <translation>Land</translation>
        </message>
        <message>
            <source>Two letters, for example PT. Not needed.</source>
            <translation>Zwei Buchstaben, zum Beispiel PT. Muss nicht sein.</translation>
        </message>
        <message>
            <source>First night</source>
            <translation>Erste Nacht</translation>
        </message>
        <message>
            <source>Empty: the first day of the trip</source>
            <translation>Leer: der erste Tag der Reise</translation>
        </message>
        <message>
            <source>Leave the hotel on</source>
            <translation>Abreise aus dem Hotel</translation>
        </message>
        <message>
            <source>Empty: the last day of the trip</source>
            <translation>Leer: der letzte Tag der Reise</translation>
        </message>
        <message>
            <source>Rooms</source>
            <translation>Zimmer</translation>
        </message>
        <message>
            <source>as needed</source>
            <translation>nach Bedarf</translation>
        </message>
        <message>
            <source>Adults in each room</source>
            <translation>Erwachsene je Zimmer</translation>
        </message>
        <message>
            <source>Portier looks for %1.</source>
            <translation>Portier sucht %1.</translation>
        </message>
        <message>
            <source>Stars</source>
            <translation>Sterne</translation>
        </message>
        <message>
            <source>any number</source>
            <translation>beliebig viele</translation>
        </message>
        <message>
            <source>at least %1</source>
            <translation>mindestens %1</translation>
        </message>
        <message>
            <source>Which room</source>
            <translation>Welches Zimmer</translation>
        </message>
        <message>
            <source>the cheapest</source>
            <translation>das günstigste</translation>
        </message>
        <message>
            <source>one that I like</source>
            <translation>eins, das mir gefällt</translation>
        </message>
        <message>
            <source>Words in the name of the room</source>
            <translation>Wörter im Namen des Zimmers</translation>
        </message>
        <message>
            <source>For example suite, double. One is enough.</source>
            <translation>Zum Beispiel Suite, Doppel. Eins genügt.</translation>
        </message>
        <message>
            <source>View</source>
            <translation>Aussicht</translation>
        </message>
        <message>
            <source>For example ocean, garden. One is enough.</source>
            <translation>Zum Beispiel ocean, garden. Eins genügt.</translation>
        </message>
    </context>
    <context>
        <name>TripFormPage</name>
        <message>
            <source>“%1” is created. Portier looks for prices right now.</source>
            <translation>„%1“ ist angelegt. Portier sucht gerade Preise.</translation>
        </message>
        <message>
            <source>Saved.</source>
            <translation>Gespeichert.</translation>
        </message>
        <message>
            <source>New trip</source>
            <translation>Reise anlegen</translation>
        </message>
        <message>
            <source>Edit trip</source>
            <translation>Reise bearbeiten</translation>
        </message>
        <message>
            <source>Tell Portier where and when.</source>
            <translation>Sag Portier, wohin und wann.</translation>
        </message>
        <message>
            <source>Prices found so far are for another search. Saving begins a new price series.</source>
            <translation>Die Preise bisher gelten für eine andere Suche. Mit dem Speichern beginnt eine neue Preisreihe.</translation>
        </message>
        <message>
            <source>Trip</source>
            <translation>Reise</translation>
        </message>
        <message>
            <source>Name of the trip</source>
            <translation>Name der Reise</translation>
        </message>
        <message>
            <source>Kind of trip</source>
            <translation>Art der Reise</translation>
        </message>
        <message>
            <source>There and back</source>
            <translation>Hin und zurück</translation>
        </message>
        <message>
            <source>One way</source>
            <translation>Nur hin</translation>
        </message>
        <message>
            <source>Flights</source>
            <translation>Flüge</translation>
        </message>
        <message>
            <source>Hotels</source>
            <translation>Hotels</translation>
        </message>
        <message>
            <source>First day</source>
            <translation>Erster Tag</translation>
        </message>
        <message>
            <source>Last day</source>
            <translation>Letzter Tag</translation>
        </message>
        <message>
            <source>Adults</source>
            <translation>Erwachsene</translation>
        </message>
        <message>
            <source>Currency</source>
            <translation>Währung</translation>
        </message>
        <message>
            <source>Reminder</source>
            <translation>Erinnerung</translation>
        </message>
        <message>
            <source>Create trip</source>
            <translation>Reise anlegen</translation>
        </message>
        <message>
            <source>Save trip</source>
            <translation>Reise speichern</translation>
        </message>
        <message>
            <source>Not while offline</source>
            <translation>Nicht solange du offline bist</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>%1 (copy)</source>
            <translation>%1 (Kopie)</translation>
        </message>
        <message>
            <source>This is what you typed before.</source>
            <translation>Das hattest du schon eingetippt.</translation>
        </message>
        <message>
            <source>Start anew</source>
            <translation>Neu anfangen</translation>
        </message>
        <message>
            <source>Days before the trip</source>
            <translation>Tage vor der Reise</translation>
        </message>
        <message>
            <source>Up to three, for example 3, 14. Empty: no reminder.</source>
            <translation>Bis zu drei, zum Beispiel 3, 14. Leer: keine Erinnerung.</translation>
        </message>
        <message>
            <source>Sample data</source>
            <translation>Beispieldaten</translation>
        </message>
        <message>
            <source>Begin with made-up past prices</source>
            <translation>Mit erfundenen früheren Preisen beginnen</translation>
        </message>
    </context>
    <context>
        <name>TripRow</name>
        <message>
            <source>Check now</source>
            <translation>Prüfen</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pausieren</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Fortsetzen</translation>
        </message>
        <message>
            <source>Edit …</source>
            <translation>Bearbeiten …</translation>
        </message>
        <message>
            <source>Export …</source>
            <translation>Exportieren …</translation>
        </message>
        <message>
            <source>any drop</source>
            <translation>jeder Rückgang</translation>
        </message>
        <message>
            <source>Checking …</source>
            <translation>Wird geprüft …</translation>
        </message>
        <message>
            <source>not yet</source>
            <translation>noch nicht</translation>
        </message>
        <message>
            <source>More for %1</source>
            <translation>Mehr zu %1</translation>
        </message>
        <message>
            <source>Duplicate …</source>
            <translation>Duplizieren …</translation>
        </message>
        <message numerus="yes">
            <source>%n night(s)</source>
            <translation>
                <numerusform>%n Nacht</numerusform>
                <numerusform>%n Nächte</numerusform>
            </translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Löschen</translation>
        </message>
        <message>
            <source>next %1</source>
            <translation>nächste %1</translation>
        </message>
        <message>
            <source>flight %1</source>
            <translation>Flug %1</translation>
        </message>
        <message>
            <source>hotel %1</source>
            <translation>Hotel %1</translation>
        </message>
        <message>
            <source>limit %1</source>
            <translation>Grenze %1</translation>
        </message>
    </context>
    <context>
        <name>TripsArea</name>
        <message>
            <source>Trips</source>
            <translation>Reisen</translation>
        </message>
        <message>
            <source>New trip</source>
            <translation>Reise anlegen</translation>
        </message>
        <message>
            <source>Check all trips</source>
            <translation>Alle Reisen prüfen</translation>
        </message>
        <message>
            <source>Edit check times</source>
            <translation>Prüfzeiten ändern</translation>
        </message>
        <message>
            <source>Filter list</source>
            <translation>Liste filtern</translation>
        </message>
        <message>
            <source>Check this trip</source>
            <translation>Diese Reise prüfen</translation>
        </message>
        <message>
            <source>Edit this trip</source>
            <translation>Diese Reise bearbeiten</translation>
        </message>
        <message>
            <source>Pause or resume this trip</source>
            <translation>Diese Reise pausieren oder fortsetzen</translation>
        </message>
        <message>
            <source>Delete this trip</source>
            <translation>Diese Reise löschen</translation>
        </message>
    </context>
    <context>
        <name>TripsTable</name>
        <message>
            <source>%1 of %2 checked</source>
            <translation>%1 von %2 geprüft</translation>
        </message>
        <message numerus="yes">
            <source>%n trip(s)</source>
            <translation>
                <numerusform>%n Reise</numerusform>
                <numerusform>%n Reisen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1, %n below your limit.</source>
            <translation>
                <numerusform>%1, eine unter deiner Grenze.</numerusform>
                <numerusform>%1, %n unter deiner Grenze.</numerusform>
            </translation>
        </message>
        <message>
            <source>%1, none below your limit.</source>
            <translation>%1, keine unter deiner Grenze.</translation>
        </message>
        <message>
            <source>Import trips</source>
            <translation>Reisen importieren</translation>
        </message>
        <message>
            <source>Trips (*.csv *.json)</source>
            <translation>Reisen (*.csv *.json)</translation>
        </message>
        <message>
            <source>Export trips</source>
            <translation>Reisen exportieren</translation>
        </message>
        <message>
            <source>%1, sorted down</source>
            <translation>%1, absteigend sortiert</translation>
        </message>
        <message>
            <source>%1, sorted up</source>
            <translation>%1, aufsteigend sortiert</translation>
        </message>
        <message>
            <source>Trips</source>
            <translation>Reisen</translation>
        </message>
        <message>
            <source>Check all</source>
            <translation>Alle prüfen</translation>
        </message>
        <message>
            <source>There is no trip to check.</source>
            <translation>Es gibt keine Reise zu prüfen.</translation>
        </message>
        <message>
            <source>Not while offline</source>
            <translation>Nicht solange du offline bist</translation>
        </message>
        <message>
            <source>More for trips</source>
            <translation>Mehr zu den Reisen</translation>
        </message>
        <message>
            <source>Import …</source>
            <translation>Importieren …</translation>
        </message>
        <message>
            <source>Export all …</source>
            <translation>Alle exportieren …</translation>
        </message>
        <message>
            <source>Edit check times</source>
            <translation>Prüfzeiten ändern</translation>
        </message>
        <message>
            <source>New trip</source>
            <translation>Reise anlegen</translation>
        </message>
        <message>
            <source>Search trips</source>
            <translation>Reisen suchen</translation>
        </message>
        <message>
            <source>Active</source>
            <translation>Aktiv</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>Pausiert</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>Fehler</translation>
        </message>
        <message>
            <source>Status: all</source>
            <translation>Status: alle</translation>
        </message>
        <message>
            <source>Status: %1</source>
            <translation>Status: %1</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>The list could not be loaded at %1. %2</source>
            <translation>Die Liste konnte um %1 nicht geladen werden. %2</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Jetzt versuchen</translation>
        </message>
        <message>
            <source>No match for “%1”</source>
            <translation>Kein Treffer für „%1“</translation>
        </message>
        <message>
            <source>The trips could not be loaded</source>
            <translation>Reisen nicht geladen</translation>
        </message>
        <message>
            <source>No trips yet</source>
            <translation>Noch keine Reise</translation>
        </message>
        <message numerus="yes">
            <source>%n trip(s) are hidden.</source>
            <translation>
                <numerusform>%n Reise ist ausgeblendet.</numerusform>
                <numerusform>%n Reisen sind ausgeblendet.</numerusform>
            </translation>
        </message>
        <message>
            <source>The server has not answered since %1.</source>
            <translation>Der Server antwortet seit %1 nicht.</translation>
        </message>
        <message>
            <source>Tell Portier where and when. It notes the price every day. You can also drop a CSV file here.</source>
            <translation>Sag Portier, wohin und wann. Er merkt sich den Preis jeden Tag. Du kannst auch eine CSV-Datei hierher ziehen.</translation>
        </message>
        <message>
            <source>Clear filter</source>
            <translation>Filter löschen</translation>
        </message>
        <message>
            <source>Trip</source>
            <translation>Reise</translation>
        </message>
        <message>
            <source>Flight</source>
            <translation>Flug</translation>
        </message>
        <message>
            <source>Hotel</source>
            <translation>Hotel</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>Gesamt</translation>
        </message>
        <message>
            <source>Limit</source>
            <translation>Grenze</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Checked</source>
            <translation>Geprüft</translation>
        </message>
        <message>
            <source>Expired %1</source>
            <translation>Abgelaufen %1</translation>
        </message>
        <message>
            <source>These prices are simulated: no real price source is set up yet.</source>
            <translation>Diese Preise sind simuliert: Noch ist keine echte Preisquelle eingerichtet.</translation>
        </message>
        <message>
            <source>Next check %1.</source>
            <translation>Nächste Prüfung %1.</translation>
        </message>
        <message>
            <source>First day</source>
            <translation>Erster Tag</translation>
        </message>
        <message>
            <source>Next check</source>
            <translation>Nächste Prüfung</translation>
        </message>
        <message>
            <source>Sort: %1</source>
            <translation>Sortiert: %1</translation>
        </message>
        <message>
            <source>No real price source is set up yet: prices will be simulated.</source>
            <translation>Noch ist keine echte Preisquelle eingerichtet: Die Preise sind simuliert.</translation>
        </message>
        <message>
            <source>Expired trips</source>
            <translation>Abgelaufene Reisen</translation>
        </message>
    </context>
    <context>
        <name>WorkWords</name>
        <message>
            <source>Remove expired sign-ins</source>
            <translation>Abgelaufene Anmeldungen entfernen</translation>
        </message>
        <message>
            <source>Remove what was kept long enough</source>
            <translation>Entfernen, was lange genug da war</translation>
        </message>
        <message>
            <source>Remind of old keys</source>
            <translation>An alte Schlüssel erinnern</translation>
        </message>
        <message>
            <source>Report of the day</source>
            <translation>Bericht des Tages</translation>
        </message>
        <message>
            <source>End trips that are over</source>
            <translation>Vergangene Reisen beenden</translation>
        </message>
        <message>
            <source>Check prices</source>
            <translation>Preise prüfen</translation>
        </message>
        <message>
            <source>Remind before departure</source>
            <translation>Vor der Abreise erinnern</translation>
        </message>
        <message>
            <source>Weekly overview of prices</source>
            <translation>Wochenübersicht der Preise</translation>
        </message>
        <message>
            <source>Send digests</source>
            <translation>Sammelmails senden</translation>
        </message>
        <message>
            <source>End requests nobody decided</source>
            <translation>Anfragen beenden, die niemand entschieden hat</translation>
        </message>
        <message>
            <source>Remove old stays</source>
            <translation>Alte Aufenthalte entfernen</translation>
        </message>
        <message>
            <source>Remind families of open requests</source>
            <translation>Familien an offene Anfragen erinnern</translation>
        </message>
        <message>
            <source>Check a price</source>
            <translation>Einen Preis prüfen</translation>
        </message>
        <message>
            <source>Confirm a price</source>
            <translation>Einen Preis bestätigen</translation>
        </message>
        <message>
            <source>Check all trips of somebody</source>
            <translation>Alle Reisen einer Person prüfen</translation>
        </message>
        <message>
            <source>Deliver a message</source>
            <translation>Eine Nachricht zustellen</translation>
        </message>
        <message>
            <source>Send a digest</source>
            <translation>Eine Sammelmail senden</translation>
        </message>
        <message>
            <source>Try a channel again</source>
            <translation>Einen Kanal wieder versuchen</translation>
        </message>
        <message>
            <source>Export of somebody's data</source>
            <translation>Export der Daten einer Person</translation>
        </message>
        <message>
            <source>Erasure of somebody's data</source>
            <translation>Löschung der Daten einer Person</translation>
        </message>
        <message>
            <source>Mail links again</source>
            <translation>Links noch einmal mailen</translation>
        </message>
    </context>
    <context>
        <name>YearGrid</name>
        <message>
            <source>Months of %1</source>
            <translation>Monate %1</translation>
        </message>
        <message>
            <source>free</source>
            <translation>frei</translation>
        </message>
        <message numerus="yes">
            <source>%n stay(s)</source>
            <translation>
                <numerusform>%n Belegung</numerusform>
                <numerusform>%n Belegungen</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>portier::app::DBusNotifier</name>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
    </context>
    <context>
        <name>portier::app::Format</name>
        <message>
            <source>just now</source>
            <translation>gerade eben</translation>
        </message>
        <message numerus="yes">
            <source>%n min ago</source>
            <translation>
                <numerusform>vor %n Min</numerusform>
                <numerusform>vor %n Min</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n h ago</source>
            <translation>
                <numerusform>vor %n Std</numerusform>
                <numerusform>vor %n Std</numerusform>
            </translation>
        </message>
        <message>
            <source>yesterday, %1</source>
            <translation>gestern, %1 Uhr</translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) ago</source>
            <translation>
                <numerusform>vor %n Tag</numerusform>
                <numerusform>vor %n Tagen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n Tag</numerusform>
                <numerusform>%n Tage</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 Min</translation>
        </message>
        <message>
            <source>%1 h</source>
            <translation>%1 Std</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 Std %2 Min</translation>
        </message>
        <message>
            <source>Ctrl</source>
            <comment>key cap</comment>
            <translation>Strg</translation>
        </message>
        <message>
            <source>Shift</source>
            <comment>key cap</comment>
            <translation>Umschalt</translation>
        </message>
        <message>
            <source>Del</source>
            <comment>key cap</comment>
            <translation>Entf</translation>
        </message>
        <message>
            <source>Enter</source>
            <comment>key cap</comment>
            <translation>Enter</translation>
        </message>
        <message>
            <source>PgUp</source>
            <comment>key cap</comment>
            <translation>Bild ↑</translation>
        </message>
        <message>
            <source>PgDown</source>
            <comment>key cap</comment>
            <translation>Bild ↓</translation>
        </message>
        <message>
            <source>Menu</source>
            <comment>key cap</comment>
            <translation>Menü</translation>
        </message>
        <message>
            <source>today, %1</source>
            <translation>heute, %1</translation>
        </message>
        <message>
            <source>tomorrow, %1</source>
            <translation>morgen, %1</translation>
        </message>
    </context>
    <context>
        <name>portier::app::LocalTransport</name>
        <message>
            <source>On this computer</source>
            <translation>Auf diesem Rechner</translation>
        </message>
    </context>
    <context>
        <name>portier::app::Session</name>
        <message>
            <source>Your session has ended. Please sign in again.</source>
            <translation>Deine Sitzung ist zu Ende. Melde dich neu an.</translation>
        </message>
        <message>
            <source>This is not an address. Example: portier.example</source>
            <translation>Das ist keine Adresse. Beispiel: portier.example</translation>
        </message>
        <message>
            <source>Something else answers at this address, not a Portier.</source>
            <translation>Unter dieser Adresse antwortet etwas anderes, kein Portier.</translation>
        </message>
        <message>
            <source>%1 does not answer.</source>
            <translation>%1 antwortet nicht.</translation>
        </message>
        <message>
            <source>This computer lets no page come back to Portier. Sign in with your password.</source>
            <translation>Dieser Rechner lässt keine Seite zu Portier zurück. Melde dich mit deinem Passwort an.</translation>
        </message>
        <message>
            <source>The browser did not come back within five minutes.</source>
            <translation>Der Browser kam nicht innerhalb von fünf Minuten zurück.</translation>
        </message>
    </context>
    <context>
        <name>portier::app::Tray</name>
        <message>
            <source>Open Portier</source>
            <translation>Portier öffnen</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>Inbox · %1</source>
            <translation>Eingang · %1</translation>
        </message>
        <message>
            <source>Inbox</source>
            <translation>Eingang</translation>
        </message>
        <message numerus="yes">
            <source>%n thing(s) are waiting for you</source>
            <translation>
                <numerusform>Eine Sache wartet auf dich</numerusform>
                <numerusform>%n Dinge warten auf dich</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>portier::app::TripForm</name>
        <message>
            <source>Give the trip a name.</source>
            <translation>Gib der Reise einen Namen.</translation>
        </message>
        <message>
            <source>At most %1 characters (%2/%1).</source>
            <translation>Höchstens %1 Zeichen (%2/%1).</translation>
        </message>
        <message>
            <source>Choose flights, hotels or both.</source>
            <translation>Wähl Flüge, Hotels oder beides.</translation>
        </message>
        <message>
            <source>Choose an airport, for example LIS.</source>
            <translation>Wähl einen Flughafen, zum Beispiel LIS.</translation>
        </message>
        <message>
            <source>Choose another airport than the one you start from.</source>
            <translation>Wähl einen anderen Flughafen als den, von dem du startest.</translation>
        </message>
        <message>
            <source>Choose a day.</source>
            <translation>Wähl einen Tag.</translation>
        </message>
        <message>
            <source>Must be after %1.</source>
            <translation>Muss nach dem %1 liegen.</translation>
        </message>
        <message>
            <source>From 1 to %1 adults.</source>
            <translation>Von 1 bis %1 Erwachsene.</translation>
        </message>
        <message>
            <source>Say in which city.</source>
            <translation>Sag, in welcher Stadt.</translation>
        </message>
        <message>
            <source>Enter an amount, for example 900.</source>
            <translation>Gib einen Betrag ein, zum Beispiel 900.</translation>
        </message>
        <message>
            <source>The server does not answer. Nothing is lost; try again.</source>
            <translation>Der Server antwortet nicht. Nichts ist verloren, versuch es noch einmal.</translation>
        </message>
        <message>
            <source>Somebody changed this trip meanwhile. Look it over and save once more.</source>
            <translation>Jemand hat die Reise inzwischen geändert. Sieh sie durch und speichere noch einmal.</translation>
        </message>
        <message numerus="yes">
            <source>%n room(s)</source>
            <translation>
                <numerusform>%n Zimmer</numerusform>
                <numerusform>%n Zimmer</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n adult(s) in each</source>
            <translation>
                <numerusform>je %n Erwachsener</numerusform>
                <numerusform>je %n Erwachsene</numerusform>
            </translation>
        </message>
        <message>
            <source>Only letters, digits and signs on one line.</source>
            <translation>Nur Buchstaben, Ziffern und Zeichen in einer Zeile.</translation>
        </message>
        <message>
            <source>This day is over.</source>
            <translation>Dieser Tag ist vorbei.</translation>
        </message>
        <message numerus="yes">
            <source>At most %n day(s) ahead.</source>
            <translation>
                <numerusform>Höchstens %n Tag im Voraus.</numerusform>
                <numerusform>Höchstens %n Tage im Voraus.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>At most %n airline(s).</source>
            <translation>
                <numerusform>Höchstens %n Fluggesellschaft.</numerusform>
                <numerusform>Höchstens %n Fluggesellschaften.</numerusform>
            </translation>
        </message>
        <message>
            <source>“%1” is no code of an airline. It has two signs, for example LH.</source>
            <translation>„%1“ ist kein Kürzel einer Fluggesellschaft. Es hat zwei Zeichen, zum Beispiel LH.</translation>
        </message>
        <message>
            <source>Two letters, for example PT.</source>
            <translation>Zwei Buchstaben, zum Beispiel PT.</translation>
        </message>
        <message numerus="yes">
            <source>Too few rooms for %n adult(s).</source>
            <translation>
                <numerusform>Zu wenig Zimmer für %n Erwachsenen.</numerusform>
                <numerusform>Zu wenig Zimmer für %n Erwachsene.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>At most %n word(s).</source>
            <translation>
                <numerusform>Höchstens %n Wort.</numerusform>
                <numerusform>Höchstens %n Wörter.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>At most %n character(s) each.</source>
            <translation>
                <numerusform>Jeweils höchstens %n Zeichen.</numerusform>
                <numerusform>Jeweils höchstens %n Zeichen.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>On the first day or at most %n day(s) later.</source>
            <translation>
                <numerusform>Am ersten Tag oder höchstens %n Tag später.</numerusform>
                <numerusform>Am ersten Tag oder höchstens %n Tage später.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>At most %n night(s).</source>
            <translation>
                <numerusform>Höchstens %n Nacht.</numerusform>
                <numerusform>Höchstens %n Nächte.</numerusform>
            </translation>
        </message>
        <message>
            <source>At most %1.</source>
            <translation>Höchstens %1.</translation>
        </message>
        <message>
            <source>Different days from 1 to %1, for example 3, 14.</source>
            <translation>Verschiedene Tage von 1 bis %1, zum Beispiel 3, 14.</translation>
        </message>
        <message numerus="yes">
            <source>At most %n day(s).</source>
            <translation>
                <numerusform>Höchstens %n Tag.</numerusform>
                <numerusform>Höchstens %n Tage.</numerusform>
            </translation>
        </message>
        <message>
            <source>That was too often. Again in %1; nothing is lost.</source>
            <translation>Das war zu oft. Wieder in %1; es geht nichts verloren.</translation>
        </message>
    </context>
</TS>
