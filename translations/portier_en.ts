<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>AccountsSection</name>
        <message>
            <source>Member</source>
            <translation>Member</translation>
        </message>
        <message>
            <source>Reviewer</source>
            <translation>Reviewer</translation>
        </message>
        <message>
            <source>Approver</source>
            <translation>Approver</translation>
        </message>
        <message>
            <source>Administrator</source>
            <translation>Administrator</translation>
        </message>
        <message>
            <source>No account yet</source>
            <translation>No account yet</translation>
        </message>
        <message>
            <source>Active</source>
            <translation>Active</translation>
        </message>
        <message>
            <source>Disabled</source>
            <translation>Disabled</translation>
        </message>
        <message>
            <source>Enable</source>
            <translation>Enable</translation>
        </message>
        <message>
            <source>Sign out everywhere</source>
            <translation>Sign out everywhere</translation>
        </message>
        <message>
            <source>Disable</source>
            <translation>Disable</translation>
        </message>
        <message>
            <source>Erased</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rights …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 is signed out everywhere.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ActivityArea</name>
        <message>
            <source>Activity</source>
            <translation>Activity</translation>
        </message>
        <message>
            <source>Reload the activity</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search the activity</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ActivityPage</name>
        <message>
            <source>All checked</source>
            <translation>All checked</translation>
        </message>
        <message>
            <source>Some failed</source>
            <translation>Some failed</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Failed</translation>
        </message>
        <message>
            <source>Nothing to check</source>
            <translation>Nothing to check</translation>
        </message>
        <message>
            <source>Activity</source>
            <translation>Activity</translation>
        </message>
        <message>
            <source>What Portier told you.</source>
            <translation>What Portier told you.</translation>
        </message>
        <message>
            <source>When all trips were checked, and how that went.</source>
            <translation>When all trips were checked, and how that went.</translation>
        </message>
        <message>
            <source>Shown activity</source>
            <translation>Shown activity</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>Notifications</translation>
        </message>
        <message>
            <source>Checks</source>
            <translation>Checks</translation>
        </message>
        <message>
            <source>Search notifications</source>
            <translation>Search notifications</translation>
        </message>
        <message>
            <source>No match for “%1”</source>
            <translation>No match for “%1”</translation>
        </message>
        <message>
            <source>The list could not be loaded</source>
            <translation>The list could not be loaded</translation>
        </message>
        <message>
            <source>Nothing was sent yet</source>
            <translation>Nothing was sent yet</translation>
        </message>
        <message>
            <source>Nothing was checked yet</source>
            <translation>Nothing was checked yet</translation>
        </message>
        <message>
            <source>As soon as something happens, it is listed here.</source>
            <translation>As soon as something happens, it is listed here.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Try now</translation>
        </message>
        <message>
            <source>Clear filter</source>
            <translation>Clear filter</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>Running</translation>
        </message>
        <message>
            <source>Check by hand</source>
            <translation>Check by hand</translation>
        </message>
        <message>
            <source>Planned check</source>
            <translation>Planned check</translation>
        </message>
        <message>
            <source>%1 of %2 checked</source>
            <translation>%1 of %2 checked</translation>
        </message>
        <message>
            <source>Schedules</source>
            <translation>Schedules</translation>
        </message>
        <message>
            <source>What runs by itself, when last and when next.</source>
            <translation>What runs by itself, when last and when next.</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>Jobs</translation>
        </message>
        <message>
            <source>Work in the queue.</source>
            <translation>Work in the queue.</translation>
        </message>
    </context>
    <context>
        <name>AdminList</name>
        <message>
            <source>The list could not be loaded</source>
            <translation>The list could not be loaded</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Try now</translation>
        </message>
        <message>
            <source>Administration</source>
            <translation>Administration</translation>
        </message>
        <message>
            <source>Not while offline</source>
            <translation>Not while offline</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Search</translation>
        </message>
        <message>
            <source>No match for “%1”</source>
            <translation>No match for “%1”</translation>
        </message>
        <message>
            <source>Clear filter</source>
            <translation>Clear filter</translation>
        </message>
    </context>
    <context>
        <name>AdministrationArea</name>
        <message>
            <source>Administration</source>
            <translation>Administration</translation>
        </message>
        <message>
            <source>Reload the section</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search the section</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add to the section</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Houses and parties</source>
            <translation type="unfinished">Houses and parties</translation>
        </message>
        <message>
            <source>Accounts</source>
            <translation type="unfinished">Accounts</translation>
        </message>
        <message>
            <source>API keys</source>
            <translation type="unfinished">API keys</translation>
        </message>
        <message>
            <source>Audit</source>
            <translation type="unfinished">Audit</translation>
        </message>
    </context>
    <context>
        <name>AdministrationPage</name>
        <message>
            <source>New house</source>
            <translation>New house</translation>
        </message>
        <message>
            <source>Administration</source>
            <translation>Administration</translation>
        </message>
        <message>
            <source>Houses, and who decides about them.</source>
            <translation>Houses, and who decides about them.</translation>
        </message>
        <message>
            <source>Delivery</source>
            <translation>Delivery</translation>
        </message>
        <message>
            <source>Houses and parties</source>
            <translation>Houses and parties</translation>
        </message>
        <message>
            <source>Who may sign in, and what they may do.</source>
            <translation>Who may sign in, and what they may do.</translation>
        </message>
        <message>
            <source>Programs that speak to Portier.</source>
            <translation>Programs that speak to Portier.</translation>
        </message>
        <message>
            <source>Who did what.</source>
            <translation>Who did what.</translation>
        </message>
        <message>
            <source>New API key</source>
            <translation>New API key</translation>
        </message>
        <message>
            <source>Accounts</source>
            <translation>Accounts</translation>
        </message>
        <message>
            <source>API keys</source>
            <translation>API keys</translation>
        </message>
        <message>
            <source>Audit</source>
            <translation>Audit</translation>
        </message>
        <message>
            <source>Messages that could not be sent.</source>
            <translation>Messages that could not be sent.</translation>
        </message>
        <message>
            <source>Blocked addresses</source>
            <translation>Blocked addresses</translation>
        </message>
        <message>
            <source>Addresses that get nothing any more.</source>
            <translation>Addresses that get nothing any more.</translation>
        </message>
        <message>
            <source>Invitations</source>
            <translation>Invitations</translation>
        </message>
        <message>
            <source>Who is asked to come in.</source>
            <translation>Who is asked to come in.</translation>
        </message>
        <message>
            <source>Invite somebody</source>
            <translation>Invite somebody</translation>
        </message>
        <message>
            <source>System settings</source>
            <translation>System settings</translation>
        </message>
        <message>
            <source>What may change while Portier runs.</source>
            <translation>What may change while Portier runs.</translation>
        </message>
        <message>
            <source>Section</source>
            <translation>Section</translation>
        </message>
        <message>
            <source>Price sources</source>
            <translation>Price sources</translation>
        </message>
        <message>
            <source>Where prices come from, and how well that goes.</source>
            <translation>Where prices come from, and how well that goes.</translation>
        </message>
        <message>
            <source>Access links</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Links in mails, which open without signing in.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AirportField</name>
        <message>
            <source>Code or city</source>
            <translation>Code or city</translation>
        </message>
        <message>
            <source>Airports</source>
            <translation>Airports</translation>
        </message>
    </context>
    <context>
        <name>AlertDialog</name>
        <message>
            <source>Price alert for “%1”</source>
            <translation>Price alert for “%1”</translation>
        </message>
        <message>
            <source>Save price alert</source>
            <translation>Save price alert</translation>
        </message>
        <message>
            <source>Enter an amount, for example 900.</source>
            <translation>Enter an amount, for example 900.</translation>
        </message>
        <message>
            <source>Not while offline</source>
            <translation>Not while offline</translation>
        </message>
        <message>
            <source>Price alert saved.</source>
            <translation>Price alert saved.</translation>
        </message>
        <message>
            <source>Price alert removed.</source>
            <translation>Price alert removed.</translation>
        </message>
        <message>
            <source>Kind of alert</source>
            <translation>Kind of alert</translation>
        </message>
        <message>
            <source>Below a limit</source>
            <translation>Below a limit</translation>
        </message>
        <message>
            <source>At every drop</source>
            <translation>At every drop</translation>
        </message>
        <message>
            <source>Limit in %1</source>
            <translation>Limit in %1</translation>
        </message>
        <message>
            <source>Now: %1</source>
            <translation>Now: %1</translation>
        </message>
        <message>
            <source>Tell me by e-mail</source>
            <translation>Tell me by e-mail</translation>
        </message>
        <message>
            <source>Remove price alert</source>
            <translation>Remove price alert</translation>
        </message>
        <message>
            <source>Of which price</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the whole trip</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the flight</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the hotel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tell me on this desktop</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ApprovalsCard</name>
        <message>
            <source>Approvals · %1 of %2</source>
            <translation>Approvals · %1 of %2</translation>
        </message>
        <message>
            <source>Approved</source>
            <translation>Approved</translation>
        </message>
        <message>
            <source>Denied</source>
            <translation>Denied</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>You decide</source>
            <translation>You decide</translation>
        </message>
        <message>
            <source>no answer yet</source>
            <translation>no answer yet</translation>
        </message>
    </context>
    <context>
        <name>AuditSection</name>
        <message>
            <source>Nothing happened yet</source>
            <translation>Nothing happened yet</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>Refused</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Failed</translation>
        </message>
        <message>
            <source>Account</source>
            <translation type="unfinished">Account</translation>
        </message>
        <message>
            <source>Price alert</source>
            <translation type="unfinished">Price alert</translation>
        </message>
        <message>
            <source>API key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Audit</source>
            <translation type="unfinished">Audit</translation>
        </message>
        <message>
            <source>Stay</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Report of an app</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Erasure</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Invitation</source>
            <translation type="unfinished">Invitation</translation>
        </message>
        <message>
            <source>Job</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Link</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Links</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Message</source>
            <translation type="unfinished">Message</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation type="unfinished">Notifications</translation>
        </message>
        <message>
            <source>Party</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Phone number</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Price source</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>House</source>
            <translation type="unfinished">House</translation>
        </message>
        <message>
            <source>Schedule</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Secret</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign-in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings</source>
            <translation type="unfinished">Settings</translation>
        </message>
        <message>
            <source>Blocked address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Trip</source>
            <translation type="unfinished">Trip</translation>
        </message>
        <message>
            <source>Check times</source>
            <translation type="unfinished">Check times</translation>
        </message>
        <message>
            <source>approved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>archived</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>barred</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>canceled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>created</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>deleted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>denied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>given up</source>
            <translation type="unfinished">given up</translation>
        </message>
        <message>
            <source>done</source>
            <translation type="unfinished">done</translation>
        </message>
        <message>
            <source>downloaded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>erased</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>exported</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>extended</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>imported</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>link mailed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>order changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>removed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>refused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>renewed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>asked again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>requested</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>sent again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hold lifted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>retired</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>run by hand</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>shortened</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>tested</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>an account</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>an API key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>somebody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a link</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the operator</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>you</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>BookingDetail</name>
        <message>
            <source>Not while offline</source>
            <translation>Not while offline</translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n day</numerusform>
                <numerusform>%n days</numerusform>
            </translation>
        </message>
        <message>
            <source>Message</source>
            <translation>Message</translation>
        </message>
        <message>
            <source>Approve request</source>
            <translation>Approve request</translation>
        </message>
        <message>
            <source>Deny …</source>
            <translation>Deny …</translation>
        </message>
        <message>
            <source>Approve for %1</source>
            <translation>Approve for %1</translation>
        </message>
        <message>
            <source>This stay is gone</source>
            <translation>This stay is gone</translation>
        </message>
        <message>
            <source>The stay could not be loaded</source>
            <translation>The stay could not be loaded</translation>
        </message>
        <message>
            <source>It was deleted, or you may not see it.</source>
            <translation>It was deleted, or you may not see it.</translation>
        </message>
        <message>
            <source>The server does not answer.</source>
            <translation>The server does not answer.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Try now</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>The dates changed: %1 → %2. Earlier approvals no longer count.</source>
            <translation>The dates changed: %1 → %2. Earlier approvals no longer count.</translation>
        </message>
        <message>
            <source>Belongs to</source>
            <translation>Belongs to</translation>
        </message>
        <message>
            <source>Asked for by somebody else</source>
            <translation>Asked for by somebody else</translation>
        </message>
        <message>
            <source>With that the stay is confirmed.</source>
            <translation>With that the stay is confirmed.</translation>
        </message>
        <message>
            <source>Still missing after that: %1.</source>
            <translation>Still missing after that: %1.</translation>
        </message>
        <message>
            <source>More for this stay</source>
            <translation>More for this stay</translation>
        </message>
        <message>
            <source>Cancel stay …</source>
            <translation>Cancel stay …</translation>
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
            <translation>Send again</translation>
        </message>
        <message>
            <source>Not while offline</source>
            <translation>Not while offline</translation>
        </message>
    </context>
    <context>
        <name>BookingTimeline</name>
        <message>
            <source>%1 sent the request</source>
            <translation>%1 sent the request</translation>
        </message>
        <message>
            <source>%1 approved by asking</source>
            <translation>%1 approved by asking</translation>
        </message>
        <message>
            <source>%1 approved</source>
            <translation>%1 approved</translation>
        </message>
        <message>
            <source>%1 denied</source>
            <translation>%1 denied</translation>
        </message>
        <message>
            <source>%1 canceled</source>
            <translation>%1 canceled</translation>
        </message>
        <message>
            <source>The stay is confirmed</source>
            <translation>The stay is confirmed</translation>
        </message>
        <message>
            <source>%1 asked again</source>
            <translation>%1 asked again</translation>
        </message>
        <message>
            <source>%1 changed the dates</source>
            <translation>%1 changed the dates</translation>
        </message>
        <message>
            <source>%1 shortened the stay</source>
            <translation>%1 shortened the stay</translation>
        </message>
        <message>
            <source>Timeline</source>
            <translation>Timeline</translation>
        </message>
        <message>
            <source>for somebody else</source>
            <translation>for somebody else</translation>
        </message>
        <message>
            <source>not decided in time</source>
            <translation>not decided in time</translation>
        </message>
    </context>
    <context>
        <name>CalendarPage</name>
        <message>
            <source>House</source>
            <translation>House</translation>
        </message>
        <message>
            <source>The house is free this month.</source>
            <translation>The house is free this month.</translation>
        </message>
        <message numerus="yes">
            <source>%n stay(s)</source>
            <translation>
                <numerusform>%n stay</numerusform>
                <numerusform>%n stays</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of them wait for approvals.</source>
            <translation>
                <numerusform>one of them waits for approvals.</numerusform>
                <numerusform>%n of them wait for approvals.</numerusform>
            </translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>Requests</translation>
        </message>
        <message>
            <source>Month before</source>
            <translation>Month before</translation>
        </message>
        <message>
            <source>Next month</source>
            <translation>Next month</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>Today</translation>
        </message>
        <message>
            <source>The calendar could not be loaded</source>
            <translation>The calendar could not be loaded</translation>
        </message>
        <message>
            <source>No house yet</source>
            <translation>No house yet</translation>
        </message>
        <message>
            <source>The server does not answer.</source>
            <translation>The server does not answer.</translation>
        </message>
        <message>
            <source>As soon as there is one, its months are shown here.</source>
            <translation>As soon as there is one, its months are shown here.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Try now</translation>
        </message>
        <message>
            <source>Choose a month and open it with Enter.</source>
            <translation>Choose a month and open it with Enter.</translation>
        </message>
        <message>
            <source>Drag over days, or move with the arrows and hold Shift, to ask for them.</source>
            <translation>Drag over days, or move with the arrows and hold Shift, to ask for them.</translation>
        </message>
        <message>
            <source>%1 is already there %2. Choose a free day.</source>
            <translation>%1 is already there %2. Choose a free day.</translation>
        </message>
        <message>
            <source>These days are past.</source>
            <translation>These days are past.</translation>
        </message>
        <message>
            <source>Requests start at the latest on %1.</source>
            <translation>Requests start at the latest on %1.</translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) free · Enter: request</source>
            <translation>
                <numerusform>%n day free · Enter: request</numerusform>
                <numerusform>%n days free · Enter: request</numerusform>
            </translation>
        </message>
        <message>
            <source>This house takes no requests at the moment.</source>
            <translation>This house takes no requests at the moment.</translation>
        </message>
        <message>
            <source>The house is free this year.</source>
            <translation>The house is free this year.</translation>
        </message>
        <message>
            <source>New request</source>
            <translation>New request</translation>
        </message>
        <message>
            <source>Not while offline</source>
            <translation>Not while offline</translation>
        </message>
        <message>
            <source>Year before</source>
            <translation>Year before</translation>
        </message>
        <message>
            <source>Next year</source>
            <translation>Next year</translation>
        </message>
        <message>
            <source>View</source>
            <translation>View</translation>
        </message>
        <message>
            <source>Month</source>
            <translation>Month</translation>
        </message>
        <message>
            <source>Year</source>
            <translation>Year</translation>
        </message>
        <message>
            <source>Confirmed: filled</source>
            <translation>Confirmed: filled</translation>
        </message>
        <message>
            <source>Requested: light with a stripe</source>
            <translation>Requested: light with a stripe</translation>
        </message>
        <message>
            <source>Past: grey</source>
            <translation>Past: grey</translation>
        </message>
        <message>
            <source>As soon as you decide about a house or ask for days in one, its months are shown here.</source>
            <translation>As soon as you decide about a house or ask for days in one, its months are shown here.</translation>
        </message>
    </context>
    <context>
        <name>CancelDialog</name>
        <message>
            <source>Cancel: %1, %2</source>
            <translation>Cancel: %1, %2</translation>
        </message>
        <message>
            <source>Cancel stay</source>
            <translation>Cancel stay</translation>
        </message>
        <message>
            <source>Say why.</source>
            <translation>Say why.</translation>
        </message>
        <message>
            <source>Already done.</source>
            <translation>Already done.</translation>
        </message>
        <message>
            <source>Canceled.</source>
            <translation>Canceled.</translation>
        </message>
        <message>
            <source>The days become free for others. This cannot be undone.</source>
            <translation>The days become free for others. This cannot be undone.</translation>
        </message>
        <message>
            <source>Why? The families and who asked read this.</source>
            <translation>Why? The families and who asked read this.</translation>
        </message>
        <message>
            <source>Why? You may leave this empty.</source>
            <translation>Why? You may leave this empty.</translation>
        </message>
        <message>
            <source>Without links. Your text stays when you close this.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ChartCard</name>
        <message>
            <source>Price history</source>
            <translation>Price history</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>Total</translation>
        </message>
        <message>
            <source>Flight</source>
            <translation>Flight</translation>
        </message>
        <message>
            <source>Hotel</source>
            <translation>Hotel</translation>
        </message>
        <message>
            <source>As chart</source>
            <translation>As chart</translation>
        </message>
        <message>
            <source>As table</source>
            <translation>As table</translation>
        </message>
        <message>
            <source>Time shown</source>
            <translation>Time shown</translation>
        </message>
        <message>
            <source>30 days</source>
            <translation>30 days</translation>
        </message>
        <message>
            <source>90</source>
            <translation>90</translation>
        </message>
        <message>
            <source>All</source>
            <translation>All</translation>
        </message>
        <message>
            <source>No price yet</source>
            <translation>No price yet</translation>
        </message>
        <message>
            <source>Portier is looking right now.</source>
            <translation>Portier is looking right now.</translation>
        </message>
        <message>
            <source>The first one comes with the next check.</source>
            <translation>The first one comes with the next check.</translation>
        </message>
        <message>
            <source>Limit %1</source>
            <translation>Limit %1</translation>
        </message>
        <message>
            <source>new search</source>
            <translation>new search</translation>
        </message>
        <message numerus="yes">
            <source>Price history, %n day(s)</source>
            <translation>
                <numerusform>Price history, %n day</numerusform>
                <numerusform>Price history, %n days</numerusform>
            </translation>
        </message>
        <message>
            <source>Source: %1 / %2</source>
            <translation>Source: %1 / %2</translation>
        </message>
        <message>
            <source>Price alert fired</source>
            <translation>Price alert fired</translation>
        </message>
        <message>
            <source>Your choice</source>
            <translation>Your choice</translation>
        </message>
        <message>
            <source>The price history could not be loaded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server does not answer.</source>
            <translation type="unfinished">The server does not answer.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation type="unfinished">Try now</translation>
        </message>
        <message>
            <source>The prices of this time could not be loaded. You see those from before.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>stored answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>old price</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>incomplete</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not confirmed yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>simulated</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>today</source>
            <translation type="unfinished">today</translation>
        </message>
        <message>
            <source>Day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Source and mark</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CodeDialog</name>
        <message>
            <source>Code for %1</source>
            <translation>Code for %1</translation>
        </message>
        <message>
            <source>Confirm number</source>
            <translation>Confirm number</translation>
        </message>
        <message>
            <source>The number is confirmed.</source>
            <translation>The number is confirmed.</translation>
        </message>
        <message>
            <source>Code from the text message</source>
            <translation>Code from the text message</translation>
        </message>
        <message>
            <source>It counts until %1.</source>
            <translation>It counts until %1.</translation>
        </message>
        <message>
            <source>Type the code.</source>
            <translation>Type the code.</translation>
        </message>
    </context>
    <context>
        <name>ConflictCard</name>
        <message>
            <source>Name of the trip</source>
            <translation>Name of the trip</translation>
        </message>
        <message>
            <source>Kind of trip</source>
            <translation>Kind of trip</translation>
        </message>
        <message>
            <source>Flights</source>
            <translation>Flights</translation>
        </message>
        <message>
            <source>Hotels</source>
            <translation>Hotels</translation>
        </message>
        <message>
            <source>First day</source>
            <translation>First day</translation>
        </message>
        <message>
            <source>Last day</source>
            <translation>Last day</translation>
        </message>
        <message>
            <source>Adults</source>
            <translation>Adults</translation>
        </message>
        <message>
            <source>Currency</source>
            <translation>Currency</translation>
        </message>
        <message>
            <source>From</source>
            <translation>From</translation>
        </message>
        <message>
            <source>To</source>
            <translation>To</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>Class</translation>
        </message>
        <message>
            <source>Stops</source>
            <translation>Stops</translation>
        </message>
        <message>
            <source>City</source>
            <translation>City</translation>
        </message>
        <message>
            <source>Stars</source>
            <translation>Stars</translation>
        </message>
        <message>
            <source>Price alert</source>
            <translation>Price alert</translation>
        </message>
        <message>
            <source>Limit</source>
            <translation>Limit</translation>
        </message>
        <message>
            <source>Tell me by e-mail</source>
            <translation>Tell me by e-mail</translation>
        </message>
        <message>
            <source>Reminder</source>
            <translation>Reminder</translation>
        </message>
        <message>
            <source>Yes</source>
            <translation>Yes</translation>
        </message>
        <message>
            <source>No</source>
            <translation>No</translation>
        </message>
        <message>
            <source>One way</source>
            <translation>One way</translation>
        </message>
        <message>
            <source>There and back</source>
            <translation>There and back</translation>
        </message>
        <message>
            <source>any</source>
            <translation>any</translation>
        </message>
        <message>
            <source>Somebody changed this trip meanwhile. Choose per field what counts, then save.</source>
            <translation>Somebody changed this trip meanwhile. Choose per field what counts, then save.</translation>
        </message>
        <message>
            <source>Yours: %1</source>
            <translation>Yours: %1</translation>
        </message>
        <message>
            <source>Theirs: %1</source>
            <translation>Theirs: %1</translation>
        </message>
        <message>
            <source>Airlines</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These airlines fly</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Country</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First night</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave the hotel on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rooms</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Adults in each room</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which room</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Words in the name of the room</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>View</source>
            <translation type="unfinished">View</translation>
        </message>
        <message>
            <source>Of which price</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Alert is on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tell me on this desktop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Economy</source>
            <translation type="unfinished">Economy</translation>
        </message>
        <message>
            <source>Premium economy</source>
            <translation type="unfinished">Premium economy</translation>
        </message>
        <message>
            <source>Business</source>
            <translation type="unfinished">Business</translation>
        </message>
        <message>
            <source>First</source>
            <translation type="unfinished">First</translation>
        </message>
        <message>
            <source>at least one segment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>every segment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the cheapest</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>one that I like</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None</source>
            <translation type="unfinished">None</translation>
        </message>
        <message>
            <source>Below a limit</source>
            <translation type="unfinished">Below a limit</translation>
        </message>
        <message>
            <source>At every drop</source>
            <translation type="unfinished">At every drop</translation>
        </message>
        <message>
            <source>the whole trip</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the flight</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the hotel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>as needed</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ConnectionPage</name>
        <message>
            <source>Sign in to %1.</source>
            <translation>Sign in to %1.</translation>
        </message>
        <message>
            <source>Where is your data?</source>
            <translation>Where is your data?</translation>
        </message>
        <message>
            <source>On this computer</source>
            <translation>On this computer</translation>
        </message>
        <message>
            <source>Portier runs in this window. Nobody else can reach it.</source>
            <translation>Portier runs in this window. Nobody else can reach it.</translation>
        </message>
        <message>
            <source>With a server</source>
            <translation>With a server</translation>
        </message>
        <message>
            <source>You have an account on a Portier that runs somewhere else.</source>
            <translation>You have an account on a Portier that runs somewhere else.</translation>
        </message>
        <message>
            <source>Address of the server</source>
            <translation>Address of the server</translation>
        </message>
        <message>
            <source>Connect</source>
            <translation>Connect</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Start</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>E-mail</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Password</translation>
        </message>
        <message>
            <source>Sign in</source>
            <translation>Sign in</translation>
        </message>
        <message>
            <source>Another server</source>
            <translation>Another server</translation>
        </message>
        <message>
            <source>This computer has no keyring. Portier keeps your session in a file that only you can read.</source>
            <translation>This computer has no keyring. Portier keeps your session in a file that only you can read.</translation>
        </message>
        <message>
            <source>Sign in in the browser</source>
            <translation>Sign in in the browser</translation>
        </message>
        <message>
            <source>Portier waits for your browser. Sign in there, then come back here.</source>
            <translation>Portier waits for your browser. Sign in there, then come back here.</translation>
        </message>
        <message>
            <source>Copy link</source>
            <translation>Copy link</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>Portier %1 answers there.</source>
            <translation>Portier %1 answers there.</translation>
        </message>
        <message>
            <source>Something else answers there, not a Portier.</source>
            <translation>Something else answers there, not a Portier.</translation>
        </message>
        <message>
            <source>Nobody answers there.</source>
            <translation>Nobody answers there.</translation>
        </message>
        <message>
            <source>This is not an address yet.</source>
            <translation>This is not an address yet.</translation>
        </message>
    </context>
    <context>
        <name>DateField</name>
        <message>
            <source>DD.MM.YYYY</source>
            <translation>DD.MM.YYYY</translation>
        </message>
    </context>
    <context>
        <name>DayStrip</name>
        <message>
            <source>%1 is there in these days: %2</source>
            <translation>%1 is there in these days: %2</translation>
        </message>
        <message>
            <source>%1 is there right before or after: %2</source>
            <translation>%1 is there right before or after: %2</translation>
        </message>
        <message>
            <source>No other stay in these days</source>
            <translation>No other stay in these days</translation>
        </message>
    </context>
    <context>
        <name>DeliverySection</name>
        <message>
            <source>Nothing is stuck</source>
            <translation>Nothing is stuck</translation>
        </message>
        <message>
            <source>Messages that could not be delivered come here.</source>
            <translation>Messages that could not be delivered come here.</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Send again</translation>
        </message>
        <message>
            <source>Give up</source>
            <translation>Give up</translation>
        </message>
    </context>
    <context>
        <name>DenyDialog</name>
        <message>
            <source>Deny: %1, %2</source>
            <translation>Deny: %1, %2</translation>
        </message>
        <message>
            <source>Deny request</source>
            <translation>Deny request</translation>
        </message>
        <message>
            <source>Say why.</source>
            <translation>Say why.</translation>
        </message>
        <message>
            <source>This stay is confirmed already. Denying it cancels a promise.</source>
            <translation>This stay is confirmed already. Denying it cancels a promise.</translation>
        </message>
        <message>
            <source>%1 and all families read your reason. The days become free at once.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reason</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Without links. Your text stays when you close this.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DraftBanner</name>
        <message>
            <source>Somebody saved meanwhile. What you typed stays: look it over and save once more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is what you typed before.</source>
            <translation type="unfinished">This is what you typed before.</translation>
        </message>
        <message>
            <source>Start anew</source>
            <translation type="unfinished">Start anew</translation>
        </message>
    </context>
    <context>
        <name>FlightLegs</name>
        <message>
            <source>Back</source>
            <translation type="unfinished">Back</translation>
        </message>
        <message>
            <source>There</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>operated by %1</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n stop(s) on the way</source>
            <translation>
                <numerusform>%n stop on the way</numerusform>
                <numerusform>%n stops on the way</numerusform>
            </translation>
        </message>
        <message>
            <source>Change from %1 to %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 to change from %2 to %3</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change in %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 to change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 to change in %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not verified</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HouseActions</name>
        <message>
            <source>Past</source>
            <translation>Past</translation>
        </message>
        <message>
            <source>Requested</source>
            <translation>Requested</translation>
        </message>
        <message>
            <source>Confirmed</source>
            <translation>Confirmed</translation>
        </message>
        <message>
            <source>Denied</source>
            <translation>Denied</translation>
        </message>
        <message>
            <source>Canceled</source>
            <translation>Canceled</translation>
        </message>
        <message numerus="yes">
            <source>%n person(s)</source>
            <translation>
                <numerusform>%n person</numerusform>
                <numerusform>%n people</numerusform>
            </translation>
        </message>
        <message>
            <source>Already done: %1 decided.</source>
            <translation>Already done: %1 decided.</translation>
        </message>
        <message>
            <source>Already done.</source>
            <translation>Already done.</translation>
        </message>
        <message>
            <source>Denied. %1 is told.</source>
            <translation>Denied. %1 is told.</translation>
        </message>
        <message>
            <source>Approved. The stay is confirmed.</source>
            <translation>Approved. The stay is confirmed.</translation>
        </message>
        <message>
            <source>Approved. Still missing: %1.</source>
            <translation>Approved. Still missing: %1.</translation>
        </message>
        <message>
            <source>Approved</source>
            <translation>Approved</translation>
        </message>
        <message>
            <source>The dates changed: %1 → %2. Please decide again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Request of %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HouseArea</name>
        <message>
            <source>House</source>
            <translation>House</translation>
        </message>
        <message>
            <source>Open requests</source>
            <translation>Open requests</translation>
        </message>
        <message>
            <source>Approve request</source>
            <translation>Approve request</translation>
        </message>
        <message>
            <source>Deny request</source>
            <translation>Deny request</translation>
        </message>
        <message>
            <source>New request for the house</source>
            <translation>New request for the house</translation>
        </message>
        <message>
            <source>Find a request</source>
            <translation>Find a request</translation>
        </message>
        <message>
            <source>Reload the house</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HouseDialog</name>
        <message>
            <source>Most persons</source>
            <translation>Most persons</translation>
        </message>
        <message>
            <source>Longest stay in days</source>
            <translation>Longest stay in days</translation>
        </message>
        <message>
            <source>Ask again from so many days</source>
            <translation>Ask again from so many days</translation>
        </message>
        <message>
            <source>Months ahead</source>
            <translation>Months ahead</translation>
        </message>
        <message>
            <source>Requests per person and day</source>
            <translation>Requests per person and day</translation>
        </message>
        <message>
            <source>New house</source>
            <translation>New house</translation>
        </message>
        <message>
            <source>Edit “%1”</source>
            <translation>Edit “%1”</translation>
        </message>
        <message>
            <source>Create house</source>
            <translation>Create house</translation>
        </message>
        <message>
            <source>Save house</source>
            <translation>Save house</translation>
        </message>
        <message>
            <source>Give the house a name.</source>
            <translation>Give the house a name.</translation>
        </message>
        <message>
            <source>Name of the house</source>
            <translation>Name of the house</translation>
        </message>
        <message>
            <source>Time zone</source>
            <translation>Time zone</translation>
        </message>
        <message>
            <source>Language of the house</source>
            <translation>Language of the house</translation>
        </message>
        <message>
            <source>Requests for the house</source>
            <translation>Requests for the house</translation>
        </message>
        <message>
            <source>Open for requests</source>
            <translation>Open for requests</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>Closed</translation>
        </message>
        <message>
            <source>Sender name in mails</source>
            <translation>Sender name in mails</translation>
        </message>
        <message>
            <source>Empty: the name of the house</source>
            <translation>Empty: the name of the house</translation>
        </message>
        <message>
            <source>Empty: %1, as everywhere</source>
            <translation>Empty: %1, as everywhere</translation>
        </message>
        <message>
            <source>Days until what is over is archived</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remind of requests after so many days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remind at</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remind on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The family's own approval</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>counts with its request</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>only from who is signed in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A time like 09:00, or nothing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A whole number from %1 to %2, or nothing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>as everywhere: %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HousesSection</name>
        <message>
            <source>Archive “%1”</source>
            <translation>Archive “%1”</translation>
        </message>
        <message>
            <source>Archive house</source>
            <translation>Archive house</translation>
        </message>
        <message>
            <source>Its calendar is no longer shown and takes no requests. Stays and their history are kept.</source>
            <translation>Its calendar is no longer shown and takes no requests. Stays and their history are kept.</translation>
        </message>
        <message>
            <source>The list could not be loaded</source>
            <translation>The list could not be loaded</translation>
        </message>
        <message>
            <source>No house yet</source>
            <translation>No house yet</translation>
        </message>
        <message>
            <source>Create one, then add its parties.</source>
            <translation>Create one, then add its parties.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Try now</translation>
        </message>
        <message>
            <source>New house</source>
            <translation>New house</translation>
        </message>
        <message>
            <source>Houses and parties</source>
            <translation>Houses and parties</translation>
        </message>
        <message>
            <source>Archived</source>
            <translation>Archived</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>Closed</source>
            <translation>Closed</translation>
        </message>
        <message>
            <source>no address yet</source>
            <translation>no address yet</translation>
        </message>
        <message>
            <source>not asked any more</source>
            <translation>not asked any more</translation>
        </message>
        <message>
            <source>no mails</source>
            <translation>no mails</translation>
        </message>
        <message>
            <source>Move %1 up</source>
            <translation>Move %1 up</translation>
        </message>
        <message>
            <source>Edit %1</source>
            <translation>Edit %1</translation>
        </message>
        <message>
            <source>Mail %1 its link</source>
            <translation>Mail %1 its link</translation>
        </message>
        <message>
            <source>Not while offline</source>
            <translation>Not while offline</translation>
        </message>
        <message>
            <source>The link is on its way.</source>
            <translation>The link is on its way.</translation>
        </message>
        <message>
            <source>Edit house</source>
            <translation>Edit house</translation>
        </message>
        <message>
            <source>Add party</source>
            <translation>Add party</translation>
        </message>
        <message>
            <source>Copy calendar address</source>
            <translation>Copy calendar address</translation>
        </message>
        <message>
            <source>Archive …</source>
            <translation>Archive …</translation>
        </message>
        <message>
            <source>Copied: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Renew the link of %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This house is on this computer only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy feed address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For calendar programs: %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>InboxArea</name>
        <message>
            <source>Inbox</source>
            <translation>Inbox</translation>
        </message>
        <message>
            <source>Reload inbox</source>
            <translation>Reload inbox</translation>
        </message>
        <message>
            <source>Find in the inbox</source>
            <translation>Find in the inbox</translation>
        </message>
        <message>
            <source>What was decided</source>
            <translation>What was decided</translation>
        </message>
    </context>
    <context>
        <name>InboxHistory</name>
        <message>
            <source>History</source>
            <translation>History</translation>
        </message>
        <message>
            <source>What you decided, the newest first.</source>
            <translation>What you decided, the newest first.</translation>
        </message>
        <message>
            <source>The history could not be loaded</source>
            <translation>The history could not be loaded</translation>
        </message>
        <message>
            <source>Nothing was decided yet</source>
            <translation>Nothing was decided yet</translation>
        </message>
        <message>
            <source>The server does not answer.</source>
            <translation>The server does not answer.</translation>
        </message>
        <message>
            <source>What you approve or deny is listed here.</source>
            <translation>What you approve or deny is listed here.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Try now</translation>
        </message>
        <message>
            <source>move</source>
            <translation>move</translation>
        </message>
        <message>
            <source>open</source>
            <translation>open</translation>
        </message>
    </context>
    <context>
        <name>InboxPage</name>
        <message>
            <source>Inbox</source>
            <translation>Inbox</translation>
        </message>
        <message>
            <source>Nothing is waiting for you.</source>
            <translation>Nothing is waiting for you.</translation>
        </message>
        <message numerus="yes">
            <source>%n thing(s) are waiting for you</source>
            <translation>
                <numerusform>One thing is waiting for you</numerusform>
                <numerusform>%n things are waiting for you</numerusform>
            </translation>
        </message>
        <message>
            <source>%1, the next until %2.</source>
            <translation>%1, the next until %2.</translation>
        </message>
        <message>
            <source>The inbox could not be loaded</source>
            <translation>The inbox could not be loaded</translation>
        </message>
        <message>
            <source>Nothing is waiting for you</source>
            <translation>Nothing is waiting for you</translation>
        </message>
        <message>
            <source>The server has not answered since %1.</source>
            <translation>The server has not answered since %1.</translation>
        </message>
        <message>
            <source>Requests and questions come here, the nearest deadline first.</source>
            <translation>Requests and questions come here, the nearest deadline first.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Try now</translation>
        </message>
        <message>
            <source>move</source>
            <translation>move</translation>
        </message>
        <message>
            <source>open</source>
            <translation>open</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Search the inbox</source>
            <translation>Search the inbox</translation>
        </message>
        <message>
            <source>No match for “%1”</source>
            <translation>No match for “%1”</translation>
        </message>
        <message>
            <source>Decided last: %1, %2, %3.</source>
            <translation>Decided last: %1, %2, %3.</translation>
        </message>
        <message>
            <source>Clear filter</source>
            <translation>Clear filter</translation>
        </message>
        <message>
            <source>History</source>
            <translation>History</translation>
        </message>
        <message numerus="yes">
            <source>%n new item(s)</source>
            <translation>
                <numerusform>%n new item</numerusform>
                <numerusform>%n new items</numerusform>
            </translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Show</translation>
        </message>
        <message numerus="yes">
            <source>%n item(s) are hidden.</source>
            <translation>
                <numerusform>%n item is hidden.</numerusform>
                <numerusform>%n items are hidden.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>InvitationsSection</name>
        <message>
            <source>Member</source>
            <translation>Member</translation>
        </message>
        <message>
            <source>Reviewer</source>
            <translation>Reviewer</translation>
        </message>
        <message>
            <source>Approver</source>
            <translation>Approver</translation>
        </message>
        <message>
            <source>Administrator</source>
            <translation>Administrator</translation>
        </message>
        <message>
            <source>Invite somebody</source>
            <translation>Invite somebody</translation>
        </message>
        <message>
            <source>Send invitation</source>
            <translation>Send invitation</translation>
        </message>
        <message>
            <source>%1 is invited, for seven days.</source>
            <translation>%1 is invited, for seven days.</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>E-mail</translation>
        </message>
        <message>
            <source>Language of the invitation</source>
            <translation>Language of the invitation</translation>
        </message>
        <message>
            <source>Nobody is invited</source>
            <translation>Nobody is invited</translation>
        </message>
        <message>
            <source>valid until %1</source>
            <translation>valid until %1</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>Accepted</source>
            <translation>Accepted</translation>
        </message>
        <message>
            <source>Taken back</source>
            <translation>Taken back</translation>
        </message>
        <message>
            <source>Send again</source>
            <translation>Send again</translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>Take back</translation>
        </message>
        <message>
            <source>An address like ada@example.org.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose at least one right.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>JobsSection</name>
        <message>
            <source>Queued</source>
            <translation>Queued</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>Running</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Done</translation>
        </message>
        <message>
            <source>Tried again later</source>
            <translation>Tried again later</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Failed</translation>
        </message>
        <message>
            <source>Canceled</source>
            <translation>Canceled</translation>
        </message>
        <message>
            <source>No job yet</source>
            <translation>No job yet</translation>
        </message>
        <message>
            <source>attempt %1 of %2</source>
            <translation>attempt %1 of %2</translation>
        </message>
        <message>
            <source>Run again</source>
            <translation>Run again</translation>
        </message>
        <message>
            <source>Give up</source>
            <translation>Give up</translation>
        </message>
    </context>
    <context>
        <name>KeyDialog</name>
        <message>
            <source>New API key</source>
            <translation type="unfinished">New API key</translation>
        </message>
        <message>
            <source>Create key</source>
            <translation type="unfinished">Create key</translation>
        </message>
        <message>
            <source>Name of the key</source>
            <translation type="unfinished">Name of the key</translation>
        </message>
        <message>
            <source>What it is for, such as the display in the kitchen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the key a name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What it may do</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Read trips</source>
            <translation type="unfinished">Read trips</translation>
        </message>
        <message>
            <source>Change trips</source>
            <translation type="unfinished">Change trips</translation>
        </message>
        <message>
            <source>Choose at least one right.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Valid for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>until it is revoked</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>one day</numerusform>
                <numerusform>%n days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>KeyTag</name>
        <message>
            <source>no deadline</source>
            <translation>no deadline</translation>
        </message>
        <message>
            <source>time is up</source>
            <translation>time is up</translation>
        </message>
        <message>
            <source>starts in %1</source>
            <translation>starts in %1</translation>
        </message>
        <message>
            <source>%1 left</source>
            <translation>%1 left</translation>
        </message>
        <message numerus="yes">
            <source>starts in %n day(s)</source>
            <translation>
                <numerusform>starts in %n day</numerusform>
                <numerusform>starts in %n days</numerusform>
            </translation>
        </message>
        <message>
            <source>starts tomorrow</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>starts today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>has begun</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>KeysSection</name>
        <message>
            <source>This is the key. You see it only now.</source>
            <translation>This is the key. You see it only now.</translation>
        </message>
        <message>
            <source>Copy key</source>
            <translation>Copy key</translation>
        </message>
        <message>
            <source>I have saved it</source>
            <translation>I have saved it</translation>
        </message>
        <message>
            <source>No API key yet</source>
            <translation>No API key yet</translation>
        </message>
        <message>
            <source>used %1</source>
            <translation>used %1</translation>
        </message>
        <message>
            <source>never used</source>
            <translation>never used</translation>
        </message>
        <message>
            <source>Active</source>
            <translation>Active</translation>
        </message>
        <message>
            <source>Revoked</source>
            <translation>Revoked</translation>
        </message>
        <message>
            <source>Revoke key</source>
            <translation>Revoke key</translation>
        </message>
        <message>
            <source>Activate key</source>
            <translation>Activate key</translation>
        </message>
        <message>
            <source>A key lets a program speak to Portier in your name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>valid until %1</source>
            <translation type="unfinished">valid until %1</translation>
        </message>
        <message>
            <source>the old secret works until %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New secret …</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LinksSection</name>
        <message>
            <source>a party that is gone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No link yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A link comes with the first mail to somebody.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>used %1</source>
            <translation type="unfinished">used %1</translation>
        </message>
        <message>
            <source>never used</source>
            <translation type="unfinished">never used</translation>
        </message>
        <message numerus="yes">
            <source>renewed %n time(s)</source>
            <translation>
                <numerusform>renewed %n time</numerusform>
                <numerusform>renewed %n times</numerusform>
            </translation>
        </message>
        <message>
            <source>Personal</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Decides</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calendar feed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Renew link …</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LongField</name>
        <message>
            <source>At most %1 characters (%2/%1).</source>
            <translation type="unfinished">At most %1 characters (%2/%1).</translation>
        </message>
        <message>
            <source>%1/%2</source>
            <translation type="unfinished">%1/%2</translation>
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
            <translation>Offline since %1. You see the data of %2.</translation>
        </message>
        <message>
            <source>Connect again</source>
            <translation>Connect again</translation>
        </message>
        <message>
            <source>Show</source>
            <translation type="unfinished">Show</translation>
        </message>
    </context>
    <context>
        <name>MonthGrid</name>
        <message>
            <source>Days of %1 %2</source>
            <translation>Days of %1 %2</translation>
        </message>
        <message>
            <source>today</source>
            <translation>today</translation>
        </message>
    </context>
    <context>
        <name>Nav</name>
        <message>
            <source>The server does not answer. Nothing was changed.</source>
            <translation>The server does not answer. Nothing was changed.</translation>
        </message>
        <message>
            <source>No checks left. Again in %1.</source>
            <translation>No checks left. Again in %1.</translation>
        </message>
        <message>
            <source>That did not work.</source>
            <translation>That did not work.</translation>
        </message>
        <message>
            <source>%1 is forgotten.</source>
            <translation>%1 is forgotten.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Undo</translation>
        </message>
        <message>
            <source>That was too often. Again in %1.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NoticeDialog</name>
        <message>
            <source>Send again</source>
            <translation>Send again</translation>
        </message>
        <message>
            <source>On its way again.</source>
            <translation>On its way again.</translation>
        </message>
        <message>
            <source>The message could not be loaded.</source>
            <translation>The message could not be loaded.</translation>
        </message>
        <message>
            <source>Its text is no longer kept.</source>
            <translation>Its text is no longer kept.</translation>
        </message>
        <message>
            <source>Attempts</source>
            <translation>Attempts</translation>
        </message>
    </context>
    <context>
        <name>NoticeWords</name>
        <message>
            <source>Queued</source>
            <translation>Queued</translation>
        </message>
        <message>
            <source>Sending</source>
            <translation>Sending</translation>
        </message>
        <message>
            <source>Tried again later</source>
            <translation>Tried again later</translation>
        </message>
        <message>
            <source>In the next digest</source>
            <translation>In the next digest</translation>
        </message>
        <message>
            <source>Sent</source>
            <translation>Sent</translation>
        </message>
        <message>
            <source>In a digest</source>
            <translation>In a digest</translation>
        </message>
        <message>
            <source>Not sent</source>
            <translation>Not sent</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Failed</translation>
        </message>
        <message>
            <source>Price alert</source>
            <translation>Price alert</translation>
        </message>
        <message>
            <source>Reminder</source>
            <translation>Reminder</translation>
        </message>
        <message>
            <source>Weekly overview</source>
            <translation>Weekly overview</translation>
        </message>
        <message>
            <source>Trip without prices</source>
            <translation>Trip without prices</translation>
        </message>
        <message>
            <source>Digest</source>
            <translation>Digest</translation>
        </message>
        <message>
            <source>Confirm your address</source>
            <translation>Confirm your address</translation>
        </message>
        <message>
            <source>Change of e-mail</source>
            <translation>Change of e-mail</translation>
        </message>
        <message>
            <source>E-mail changed</source>
            <translation>E-mail changed</translation>
        </message>
        <message>
            <source>New password</source>
            <translation>New password</translation>
        </message>
        <message>
            <source>New device</source>
            <translation>New device</translation>
        </message>
        <message>
            <source>Invitation</source>
            <translation>Invitation</translation>
        </message>
        <message>
            <source>New API key</source>
            <translation>New API key</translation>
        </message>
        <message>
            <source>Key gets old</source>
            <translation>Key gets old</translation>
        </message>
        <message>
            <source>Price source refused</source>
            <translation>Price source refused</translation>
        </message>
        <message>
            <source>Price source nearly used up</source>
            <translation>Price source nearly used up</translation>
        </message>
        <message>
            <source>Request received</source>
            <translation>Request received</translation>
        </message>
        <message>
            <source>Please decide</source>
            <translation>Please decide</translation>
        </message>
        <message>
            <source>Please decide anew</source>
            <translation>Please decide anew</translation>
        </message>
        <message>
            <source>Asked again</source>
            <translation>Asked again</translation>
        </message>
        <message>
            <source>One approval more</source>
            <translation>One approval more</translation>
        </message>
        <message>
            <source>Stay confirmed</source>
            <translation>Stay confirmed</translation>
        </message>
        <message>
            <source>Request denied</source>
            <translation>Request denied</translation>
        </message>
        <message>
            <source>Stay canceled</source>
            <translation>Stay canceled</translation>
        </message>
        <message>
            <source>Denied request withdrawn</source>
            <translation>Denied request withdrawn</translation>
        </message>
        <message>
            <source>Stay shortened</source>
            <translation>Stay shortened</translation>
        </message>
        <message>
            <source>Open requests of the week</source>
            <translation>Open requests of the week</translation>
        </message>
        <message>
            <source>Own links</source>
            <translation>Own links</translation>
        </message>
        <message numerus="yes">
            <source>%n attempt(s)</source>
            <translation>
                <numerusform>%n attempt</numerusform>
                <numerusform>%n attempts</numerusform>
            </translation>
        </message>
        <message>
            <source>taken</source>
            <translation>taken</translation>
        </message>
        <message>
            <source>not now</source>
            <translation>not now</translation>
        </message>
        <message>
            <source>refused for good</source>
            <translation>refused for good</translation>
        </message>
        <message>
            <source>not set up</source>
            <translation>not set up</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>unknown</translation>
        </message>
        <message>
            <source>the channel is not set up</source>
            <translation>the channel is not set up</translation>
        </message>
        <message>
            <source>all attempts failed</source>
            <translation>all attempts failed</translation>
        </message>
        <message>
            <source>nobody knows whether it arrived</source>
            <translation>nobody knows whether it arrived</translation>
        </message>
        <message>
            <source>nobody to tell</source>
            <translation>nobody to tell</translation>
        </message>
        <message>
            <source>you switched it off</source>
            <translation>you switched it off</translation>
        </message>
        <message>
            <source>unsubscribed</source>
            <translation>unsubscribed</translation>
        </message>
        <message>
            <source>interrupted</source>
            <translation>interrupted</translation>
        </message>
        <message>
            <source>Portier was stopped</source>
            <translation>Portier was stopped</translation>
        </message>
        <message>
            <source>the address does not take mail</source>
            <translation>the address does not take mail</translation>
        </message>
        <message>
            <source>reported as spam</source>
            <translation>reported as spam</translation>
        </message>
        <message>
            <source>dry run: not sent</source>
            <translation>dry run: not sent</translation>
        </message>
        <message>
            <source>an address for tests: not sent</source>
            <translation>an address for tests: not sent</translation>
        </message>
        <message>
            <source>Not seen yet</source>
            <translation>Not seen yet</translation>
        </message>
        <message>
            <source>mails are off for this alert</source>
            <translation>mails are off for this alert</translation>
        </message>
        <message>
            <source>this party gets no mails</source>
            <translation>this party gets no mails</translation>
        </message>
        <message>
            <source>after your quiet hours</source>
            <translation>after your quiet hours</translation>
        </message>
        <message>
            <source>many at once</source>
            <translation>many at once</translation>
        </message>
        <message>
            <source>of the day</source>
            <translation>of the day</translation>
        </message>
        <message>
            <source>of the week</source>
            <translation>of the week</translation>
        </message>
        <message>
            <source>the mails of today are used up</source>
            <translation>the mails of today are used up</translation>
        </message>
        <message>
            <source>no longer worth telling</source>
            <translation>no longer worth telling</translation>
        </message>
        <message>
            <source>not seen in time</source>
            <translation>not seen in time</translation>
        </message>
        <message>
            <source>its data were erased</source>
            <translation>its data were erased</translation>
        </message>
        <message>
            <source>from before a restored backup</source>
            <translation>from before a restored backup</translation>
        </message>
        <message>
            <source>given up</source>
            <translation>given up</translation>
        </message>
        <message>
            <source>could not be written</source>
            <translation>could not be written</translation>
        </message>
    </context>
    <context>
        <name>NoticesCard</name>
        <message>
            <source>Notifications</source>
            <translation>Notifications</translation>
        </message>
        <message>
            <source>Nothing was sent about this trip yet.</source>
            <translation>Nothing was sent about this trip yet.</translation>
        </message>
        <message>
            <source>The notifications could not be loaded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try now</source>
            <translation type="unfinished">Try now</translation>
        </message>
    </context>
    <context>
        <name>NotificationsSection</name>
        <message>
            <source>Trips</source>
            <translation>Trips</translation>
        </message>
        <message>
            <source>Operation</source>
            <translation>Operation</translation>
        </message>
        <message>
            <source>Mail</source>
            <translation>Mail</translation>
        </message>
        <message>
            <source>Text message</source>
            <translation>Text message</translation>
        </message>
        <message>
            <source>On the desktop</source>
            <translation>On the desktop</translation>
        </message>
        <message>
            <source>Mails come together, every day at %1.</source>
            <translation>Mails come together, every day at %1.</translation>
        </message>
        <message>
            <source>Mails come together, every %1 at %2.</source>
            <translation>Mails come together, every %1 at %2.</translation>
        </message>
        <message>
            <source>You hear of everything at once.</source>
            <translation>You hear of everything at once.</translation>
        </message>
        <message>
            <source>The overview of prices comes every %1 at %2.</source>
            <translation>The overview of prices comes every %1 at %2.</translation>
        </message>
        <message>
            <source>Quiet hours are from %1 to %2.</source>
            <translation>Quiet hours are from %1 to %2.</translation>
        </message>
        <message>
            <source>There are no quiet hours.</source>
            <translation>There are no quiet hours.</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>Notifications</translation>
        </message>
        <message>
            <source>What you want to be told could not be loaded.</source>
            <translation>What you want to be told could not be loaded.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Try now</translation>
        </message>
        <message>
            <source>Weekly overview of prices by mail</source>
            <translation>Weekly overview of prices by mail</translation>
        </message>
        <message>
            <source>Change times …</source>
            <translation>Change times …</translation>
        </message>
    </context>
    <context>
        <name>OfferCard</name>
        <message>
            <source>Flights</source>
            <translation>Flights</translation>
        </message>
        <message>
            <source>Hotels</source>
            <translation>Hotels</translation>
        </message>
        <message>
            <source>by price</source>
            <translation>by price</translation>
        </message>
        <message>
            <source>by duration</source>
            <translation>by duration</translation>
        </message>
        <message>
            <source>by stops</source>
            <translation>by stops</translation>
        </message>
        <message>
            <source>by airline</source>
            <translation>by airline</translation>
        </message>
        <message>
            <source>by stars</source>
            <translation>by stars</translation>
        </message>
        <message>
            <source>by name</source>
            <translation>by name</translation>
        </message>
        <message numerus="yes">
            <source>%n offer(s)</source>
            <translation>
                <numerusform>%n offer</numerusform>
                <numerusform>%n offers</numerusform>
            </translation>
        </message>
        <message>
            <source>Sort offers</source>
            <translation>Sort offers</translation>
        </message>
        <message>
            <source>Portier is looking right now.</source>
            <translation>Portier is looking right now.</translation>
        </message>
        <message>
            <source>Show fewer</source>
            <translation>Show fewer</translation>
        </message>
        <message>
            <source>Show all %1</source>
            <translation>Show all %1</translation>
        </message>
        <message>
            <source>by departure</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>%n filtered</source>
            <translation>
                <numerusform>%n filtered</numerusform>
                <numerusform>%n filtered</numerusform>
            </translation>
        </message>
        <message>
            <source>The offers could not be loaded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server does not answer.</source>
            <translation type="unfinished">The server does not answer.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation type="unfinished">Try now</translation>
        </message>
    </context>
    <context>
        <name>OfferCounts</name>
        <message numerus="yes">
            <source>%n with too many stops</source>
            <translation>
                <numerusform>%n with too many stops</numerusform>
                <numerusform>%n with too many stops</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of other airlines</source>
            <translation>
                <numerusform>%n of another airline</numerusform>
                <numerusform>%n of other airlines</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n in a lower class</source>
            <translation>
                <numerusform>%n in a lower class</numerusform>
                <numerusform>%n in a lower class</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n that you would have to leave early</source>
            <translation>
                <numerusform>%n that you would have to leave early</numerusform>
                <numerusform>%n that you would have to leave early</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n with too few stars</source>
            <translation>
                <numerusform>%n with too few stars</numerusform>
                <numerusform>%n with too few stars</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n with other rooms</source>
            <translation>
                <numerusform>%n with other rooms</numerusform>
                <numerusform>%n with other rooms</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n with another view</source>
            <translation>
                <numerusform>%n with another view</numerusform>
                <numerusform>%n with another view</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n without a price</source>
            <translation>
                <numerusform>%n without a price</numerusform>
                <numerusform>%n without a price</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n with a price per night only</source>
            <translation>
                <numerusform>%n with a price per night only</numerusform>
                <numerusform>%n with a price per night only</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n for other days or places</source>
            <translation>
                <numerusform>%n for other days or places</numerusform>
                <numerusform>%n for other days or places</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n in another currency</source>
            <translation>
                <numerusform>%n in another currency</numerusform>
                <numerusform>%n in another currency</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n that cannot be read</source>
            <translation>
                <numerusform>%n that cannot be read</numerusform>
                <numerusform>%n that cannot be read</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n given twice</source>
            <translation>
                <numerusform>%n given twice</numerusform>
                <numerusform>%n given twice</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Only the %n cheapest are shown.</source>
            <translation>
                <numerusform>Only the cheapest is shown.</numerusform>
                <numerusform>Only the %n cheapest are shown.</numerusform>
            </translation>
        </message>
        <message>
            <source>Not shown: %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No price source is set up for this.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None of the offers can be used:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The price source gave no answer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your filters left nothing over:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your filters removed every offer:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No offer was found.</source>
            <translation type="unfinished">No offer was found.</translation>
        </message>
        <message>
            <source>The first offers come with the next check.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>OfferRow</name>
        <message>
            <source>return not verified</source>
            <translation type="unfinished">return not verified</translation>
        </message>
        <message>
            <source>direct</source>
            <translation type="unfinished">direct</translation>
        </message>
        <message numerus="yes">
            <source>%n stop(s)</source>
            <translation>
                <numerusform>%n stop</numerusform>
                <numerusform>%n stops</numerusform>
            </translation>
        </message>
        <message>
            <source>Enter hides the segments</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter shows the segments</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 / night</source>
            <translation type="unfinished">%1 / night</translation>
        </message>
        <message>
            <source>Hide segments: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show segments: %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PDialog</name>
        <message>
            <source>Close</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Not while offline</source>
            <translation type="unfinished">Not while offline</translation>
        </message>
    </context>
    <context>
        <name>PageHeader</name>
        <message>
            <source>Back</source>
            <translation>Back</translation>
        </message>
    </context>
    <context>
        <name>Palette</name>
        <message>
            <source>Areas</source>
            <translation>Areas</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation>Commands</translation>
        </message>
        <message>
            <source>All shortcuts</source>
            <translation>All shortcuts</translation>
        </message>
        <message>
            <source>Search or run a command</source>
            <translation>Search or run a command</translation>
        </message>
        <message>
            <source>Results</source>
            <translation>Results</translation>
        </message>
        <message>
            <source>choose</source>
            <translation>choose</translation>
        </message>
        <message>
            <source>open</source>
            <translation>open</translation>
        </message>
        <message numerus="yes">
            <source>%n result(s)</source>
            <translation>
                <numerusform>%n result</numerusform>
                <numerusform>%n results</numerusform>
            </translation>
        </message>
        <message>
            <source>Recent</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PartyDialog</name>
        <message>
            <source>New party for %1</source>
            <translation>New party for %1</translation>
        </message>
        <message>
            <source>Edit “%1”</source>
            <translation>Edit “%1”</translation>
        </message>
        <message>
            <source>Add party</source>
            <translation>Add party</translation>
        </message>
        <message>
            <source>Save party</source>
            <translation>Save party</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Name of the party</source>
            <translation>Name of the party</translation>
        </message>
        <message>
            <source>E-mail of who decides</source>
            <translation>E-mail of who decides</translation>
        </message>
        <message>
            <source>A new address ends all links that went to %1.</source>
            <translation>A new address ends all links that went to %1.</translation>
        </message>
        <message>
            <source>Colour</source>
            <translation>Colour</translation>
        </message>
        <message>
            <source>As #RRGGBB</source>
            <translation>As #RRGGBB</translation>
        </message>
        <message>
            <source>Text on this colour is hard to read (%1 : 1, at least 4.5 : 1).</source>
            <translation>Text on this colour is hard to read (%1 : 1, at least 4.5 : 1).</translation>
        </message>
        <message>
            <source>Take a lighter one</source>
            <translation>Take a lighter one</translation>
        </message>
        <message>
            <source>Language of its mails</source>
            <translation>Language of its mails</translation>
        </message>
        <message>
            <source>As the house</source>
            <translation>As the house</translation>
        </message>
        <message>
            <source>Gets mails about requests</source>
            <translation>Gets mails about requests</translation>
        </message>
        <message>
            <source>Decides about new requests</source>
            <translation>Decides about new requests</translation>
        </message>
        <message>
            <source>Give the party a name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A colour like #C7DFC5.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PasswordDialog</name>
        <message>
            <source>Change password</source>
            <translation>Change password</translation>
        </message>
        <message>
            <source>Set password</source>
            <translation>Set password</translation>
        </message>
        <message>
            <source>The password is saved. Your other devices are signed out.</source>
            <translation>The password is saved. Your other devices are signed out.</translation>
        </message>
        <message>
            <source>Your other devices are signed out then. This one stays signed in.</source>
            <translation>Your other devices are signed out then. This one stays signed in.</translation>
        </message>
        <message>
            <source>Present password</source>
            <translation>Present password</translation>
        </message>
        <message>
            <source>Type your present password.</source>
            <translation>Type your present password.</translation>
        </message>
        <message>
            <source>New password</source>
            <translation>New password</translation>
        </message>
        <message>
            <source>At least 8 characters</source>
            <translation>At least 8 characters</translation>
        </message>
        <message>
            <source>Think of a new password.</source>
            <translation>Think of a new password.</translation>
        </message>
        <message>
            <source>Show what I type</source>
            <translation>Show what I type</translation>
        </message>
    </context>
    <context>
        <name>PhoneDialog</name>
        <message>
            <source>Number for text messages</source>
            <translation>Number for text messages</translation>
        </message>
        <message>
            <source>Send code</source>
            <translation>Send code</translation>
        </message>
        <message>
            <source>Portier sends a code there. The number counts when you have entered it.</source>
            <translation>Portier sends a code there. The number counts when you have entered it.</translation>
        </message>
        <message>
            <source>Phone number</source>
            <translation>Phone number</translation>
        </message>
        <message>
            <source>With the country, such as +49 151 12345678</source>
            <translation>With the country, such as +49 151 12345678</translation>
        </message>
        <message>
            <source>Say your number.</source>
            <translation>Say your number.</translation>
        </message>
    </context>
    <context>
        <name>PhoneSection</name>
        <message>
            <source>The number is removed.</source>
            <translation>The number is removed.</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>Phone</translation>
        </message>
        <message>
            <source>Your number could not be loaded.</source>
            <translation>Your number could not be loaded.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Try now</translation>
        </message>
        <message>
            <source>Text messages go to %1.</source>
            <translation>Text messages go to %1.</translation>
        </message>
        <message>
            <source>Your number is %1. This Portier sends no text messages.</source>
            <translation>Your number is %1. This Portier sends no text messages.</translation>
        </message>
        <message>
            <source>No number yet. With one, Portier can send you text messages.</source>
            <translation>No number yet. With one, Portier can send you text messages.</translation>
        </message>
        <message>
            <source>This Portier sends no text messages.</source>
            <translation>This Portier sends no text messages.</translation>
        </message>
        <message>
            <source>The code for %1 is over. Have a new one sent.</source>
            <translation>The code for %1 is over. Have a new one sent.</translation>
        </message>
        <message>
            <source>%1 waits for its code, until %2.</source>
            <translation>%1 waits for its code, until %2.</translation>
        </message>
        <message>
            <source>Enter code …</source>
            <translation>Enter code …</translation>
        </message>
        <message>
            <source>New code …</source>
            <translation>New code …</translation>
        </message>
        <message>
            <source>Change number …</source>
            <translation>Change number …</translation>
        </message>
        <message>
            <source>Add number …</source>
            <translation>Add number …</translation>
        </message>
        <message>
            <source>Remove number</source>
            <translation>Remove number</translation>
        </message>
        <message>
            <source>Not while offline</source>
            <translation>Not while offline</translation>
        </message>
    </context>
    <context>
        <name>PlainDetail</name>
        <message>
            <source>waiting since %1</source>
            <translation>waiting since %1</translation>
        </message>
    </context>
    <context>
        <name>Rail</name>
        <message>
            <source>Areas</source>
            <translation>Areas</translation>
        </message>
        <message>
            <source>%1, %2 new</source>
            <translation>%1, %2 new</translation>
        </message>
        <message>
            <source>Search or run a command</source>
            <translation>Search or run a command</translation>
        </message>
        <message>
            <source>Search …</source>
            <translation>Search …</translation>
        </message>
        <message>
            <source>Connected · as of %1</source>
            <translation>Connected · as of %1</translation>
        </message>
        <message>
            <source>Offline since %1</source>
            <translation>Offline since %1</translation>
        </message>
        <message>
            <source>On this computer</source>
            <translation>On this computer</translation>
        </message>
    </context>
    <context>
        <name>RenewDialog</name>
        <message>
            <source>The link of %1 is renewed. The new one is on its way.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Renew the link of %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Renew link</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 has no link yet. Mail it one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The link and every button in mails that were sent stop working at once. Portier mails the new link. This cannot be undone.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RequestDialog</name>
        <message>
            <source>Request %1</source>
            <translation>Request %1</translation>
        </message>
        <message>
            <source>New request</source>
            <translation>New request</translation>
        </message>
        <message>
            <source>Send request</source>
            <translation>Send request</translation>
        </message>
        <message>
            <source>Who comes?</source>
            <translation>Who comes?</translation>
        </message>
        <message>
            <source>Portier writes to this address.</source>
            <translation>Portier writes to this address.</translation>
        </message>
        <message>
            <source>Choose a family.</source>
            <translation>Choose a family.</translation>
        </message>
        <message>
            <source>Requested. The families are asked.</source>
            <translation>Requested. The families are asked.</translation>
        </message>
        <message>
            <source>First day</source>
            <translation>First day</translation>
        </message>
        <message>
            <source>Last day</source>
            <translation>Last day</translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n day</numerusform>
                <numerusform>%n days</numerusform>
            </translation>
        </message>
        <message>
            <source>First name of who comes</source>
            <translation>First name of who comes</translation>
        </message>
        <message>
            <source>Your first name</source>
            <translation>Your first name</translation>
        </message>
        <message>
            <source>Their e-mail</source>
            <translation>Their e-mail</translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>E-mail</translation>
        </message>
        <message>
            <source>Persons</source>
            <translation>Persons</translation>
        </message>
        <message>
            <source>Belongs to</source>
            <translation>Belongs to</translation>
        </message>
        <message>
            <source>Message to the families</source>
            <translation>Message to the families</translation>
        </message>
        <message numerus="yes">
            <source>This is a long stay: %n day(s).</source>
            <translation>
                <numerusform>This is a long stay: %n day.</numerusform>
                <numerusform>This is a long stay: %n days.</numerusform>
            </translation>
        </message>
        <message>
            <source>Yes, so many days are meant</source>
            <translation>Yes, so many days are meant</translation>
        </message>
        <message>
            <source>A day like 12.11.2027.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This day is past.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a first day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not before the first day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a last day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>At most %1 characters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You may leave this empty.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RequestRow</name>
        <message>
            <source>asked %1</source>
            <translation>asked %1</translation>
        </message>
    </context>
    <context>
        <name>RequestsPage</name>
        <message>
            <source>Requests</source>
            <translation>Requests</translation>
        </message>
        <message numerus="yes">
            <source>%n request(s) wait for you.</source>
            <translation>
                <numerusform>One request waits for you.</numerusform>
                <numerusform>%n requests wait for you.</numerusform>
            </translation>
        </message>
        <message>
            <source>Shown requests</source>
            <translation>Shown requests</translation>
        </message>
        <message>
            <source>Open · %1</source>
            <translation>Open · %1</translation>
        </message>
        <message>
            <source>History</source>
            <translation>History</translation>
        </message>
        <message>
            <source>The requests could not be loaded</source>
            <translation>The requests could not be loaded</translation>
        </message>
        <message>
            <source>No request waits for you</source>
            <translation>No request waits for you</translation>
        </message>
        <message>
            <source>New requests come here and to your inbox.</source>
            <translation>New requests come here and to your inbox.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Try now</translation>
        </message>
        <message>
            <source>move</source>
            <translation>move</translation>
        </message>
        <message>
            <source>details</source>
            <translation>details</translation>
        </message>
        <message>
            <source>Search requests</source>
            <translation>Search requests</translation>
        </message>
        <message>
            <source>No match for “%1”</source>
            <translation>No match for “%1”</translation>
        </message>
        <message>
            <source>You decide for no family yet</source>
            <translation>You decide for no family yet</translation>
        </message>
        <message>
            <source>Nothing was decided yet</source>
            <translation>Nothing was decided yet</translation>
        </message>
        <message>
            <source>The server does not answer.</source>
            <translation>The server does not answer.</translation>
        </message>
        <message numerus="yes">
            <source>%n request(s) are hidden.</source>
            <translation>
                <numerusform>One request is hidden.</numerusform>
                <numerusform>%n requests are hidden.</numerusform>
            </translation>
        </message>
        <message>
            <source>Requests go to the accounts that decide for a family. An administrator can add yours.</source>
            <translation>Requests go to the accounts that decide for a family. An administrator can add yours.</translation>
        </message>
        <message>
            <source>Clear filter</source>
            <translation>Clear filter</translation>
        </message>
        <message>
            <source>To the accounts</source>
            <translation>To the accounts</translation>
        </message>
        <message>
            <source>Requests go to the accounts that decide for a family. Choose yours at your account: “Rights …”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Archive</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search by first name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody stayed here yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every stay comes here, also those that were denied, canceled or are over.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RightsDialog</name>
        <message>
            <source>Rights of %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save rights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>May</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another administrator can take the administration from you.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>answer questions of programs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>administer Portier</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Decides for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Requests for the house go to everybody who decides for a family.</source>
            <translation type="unfinished">Requests for the house go to everybody who decides for a family.</translation>
        </message>
        <message>
            <source>There is no house yet.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RotateDialog</name>
        <message>
            <source>New secret for “%1”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make new secret</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You see the new secret once, after this. Put it where the old one is used.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The old one works</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no longer, from now on</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>for %n day(s) more</source>
            <translation>
                <numerusform>for one day more</numerusform>
                <numerusform>for %n days more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RuntimeSection</name>
        <message>
            <source>Save setting</source>
            <translation>Save setting</translation>
        </message>
        <message>
            <source>Somebody changed the settings meanwhile. Save once more if yours shall count.</source>
            <translation>Somebody changed the settings meanwhile. Save once more if yours shall count.</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Value</translation>
        </message>
        <message>
            <source>Allowed: %1. Without a change: %2.</source>
            <translation>Allowed: %1. Without a change: %2.</translation>
        </message>
        <message>
            <source>No setting can be changed here</source>
            <translation>No setting can be changed here</translation>
        </message>
        <message>
            <source>Fixed by the operator</source>
            <translation>Fixed by the operator</translation>
        </message>
        <message>
            <source>Changed here</source>
            <translation>Changed here</translation>
        </message>
        <message>
            <source>Change …</source>
            <translation>Change …</translation>
        </message>
        <message>
            <source>Take back</source>
            <translation>Take back</translation>
        </message>
    </context>
    <context>
        <name>SchedulePage</name>
        <message>
            <source>skipped</source>
            <translation>skipped</translation>
        </message>
        <message>
            <source>missed</source>
            <translation>missed</translation>
        </message>
        <message>
            <source>nothing was due</source>
            <translation>nothing was due</translation>
        </message>
        <message>
            <source>Check times</source>
            <translation>Check times</translation>
        </message>
        <message>
            <source>Next check: %1.</source>
            <translation>Next check: %1.</translation>
        </message>
        <message>
            <source>How often</source>
            <translation>How often</translation>
        </message>
        <message>
            <source>every day</source>
            <translation>every day</translation>
        </message>
        <message>
            <source>every three days</source>
            <translation>every three days</translation>
        </message>
        <message>
            <source>every week</source>
            <translation>every week</translation>
        </message>
        <message>
            <source>At what time</source>
            <translation>At what time</translation>
        </message>
        <message>
            <source>For example 06:30</source>
            <translation>For example 06:30</translation>
        </message>
        <message>
            <source>Time zone</source>
            <translation>Time zone</translation>
        </message>
        <message>
            <source>When clocks skip that time</source>
            <translation>When clocks skip that time</translation>
        </message>
        <message>
            <source>check right after</source>
            <translation>check right after</translation>
        </message>
        <message>
            <source>skip that day</source>
            <translation>skip that day</translation>
        </message>
        <message>
            <source>Next checks</source>
            <translation>Next checks</translation>
        </message>
        <message>
            <source>clocks change</source>
            <translation>clocks change</translation>
        </message>
        <message>
            <source>Past checks</source>
            <translation>Past checks</translation>
        </message>
        <message>
            <source>checked</source>
            <translation>checked</translation>
        </message>
        <message>
            <source>checked late</source>
            <translation>checked late</translation>
        </message>
        <message>
            <source>running</source>
            <translation>running</translation>
        </message>
        <message>
            <source>The check times could not be loaded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server does not answer.</source>
            <translation type="unfinished">The server does not answer.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation type="unfinished">Try now</translation>
        </message>
        <message numerus="yes">
            <source>%n trip(s)</source>
            <translation>
                <numerusform>one trip</numerusform>
                <numerusform>%n trips</numerusform>
            </translation>
        </message>
        <message>
            <source>City or area, for example Berlin</source>
            <translation>City or area, for example Berlin</translation>
        </message>
        <message>
            <source>Trips that are still far away are checked less often: %1.</source>
            <translation>Trips that are still far away are checked less often: %1.</translation>
        </message>
        <message numerus="yes">
            <source>%1 every %n day(s)</source>
            <translation>
                <numerusform>%1 every day</numerusform>
                <numerusform>%1 every %n days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SchedulesSection</name>
        <message>
            <source>Nothing runs by itself</source>
            <translation>Nothing runs by itself</translation>
        </message>
        <message>
            <source>next %1</source>
            <translation>next %1</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>Error</translation>
        </message>
        <message>
            <source>Run now</source>
            <translation>Run now</translation>
        </message>
        <message>
            <source>done</source>
            <translation>done</translation>
        </message>
        <message>
            <source>done late</source>
            <translation>done late</translation>
        </message>
        <message>
            <source>running</source>
            <translation>running</translation>
        </message>
        <message>
            <source>skipped</source>
            <translation>skipped</translation>
        </message>
        <message>
            <source>missed</source>
            <translation>missed</translation>
        </message>
        <message>
            <source>Runs …</source>
            <translation>Runs …</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Next</translation>
        </message>
        <message>
            <source>Last</source>
            <translation>Last</translation>
        </message>
        <message>
            <source>It has not run yet.</source>
            <translation>It has not run yet.</translation>
        </message>
        <message>
            <source>last %1: %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>has not run yet</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ServerRow</name>
        <message>
            <source>Answers · Portier %1</source>
            <translation>Answers · Portier %1</translation>
        </message>
        <message>
            <source>Something else answers there</source>
            <translation>Something else answers there</translation>
        </message>
        <message>
            <source>Does not answer</source>
            <translation>Does not answer</translation>
        </message>
        <message>
            <source>Asking …</source>
            <translation>Asking …</translation>
        </message>
        <message>
            <source>Signed in as %1</source>
            <translation>Signed in as %1</translation>
        </message>
        <message>
            <source>Forget %1</source>
            <translation>Forget %1</translation>
        </message>
    </context>
    <context>
        <name>SettingsArea</name>
        <message>
            <source>Settings</source>
            <translation>Settings</translation>
        </message>
        <message>
            <source>Light colours</source>
            <translation>Light colours</translation>
        </message>
        <message>
            <source>Dark colours</source>
            <translation>Dark colours</translation>
        </message>
        <message>
            <source>Sign out</source>
            <translation>Sign out</translation>
        </message>
        <message>
            <source>Another Portier …</source>
            <translation>Another Portier …</translation>
        </message>
        <message>
            <source>Reload the settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Quiet hours and notifications</source>
            <translation>Quiet hours and notifications</translation>
        </message>
        <message>
            <source>Name and password</source>
            <translation>Name and password</translation>
        </message>
        <message>
            <source>Phone number</source>
            <translation>Phone number</translation>
        </message>
        <message>
            <source>Where I am signed in</source>
            <translation>Where I am signed in</translation>
        </message>
    </context>
    <context>
        <name>SettingsPage</name>
        <message>
            <source>Settings</source>
            <translation>Settings</translation>
        </message>
        <message>
            <source>This Portier runs on this computer.</source>
            <translation>This Portier runs on this computer.</translation>
        </message>
        <message>
            <source>%1 on %2</source>
            <translation>%1 on %2</translation>
        </message>
        <message>
            <source>Another Portier …</source>
            <translation>Another Portier …</translation>
        </message>
        <message>
            <source>Sign out</source>
            <translation>Sign out</translation>
        </message>
        <message>
            <source>This computer has no keyring. Portier keeps your session in a file that only you can read.</source>
            <translation>This computer has no keyring. Portier keeps your session in a file that only you can read.</translation>
        </message>
        <message>
            <source>Look</source>
            <translation>Look</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Language</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>Colours</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>As the system</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Light</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dark</translation>
        </message>
        <message>
            <source>Size of texts</source>
            <translation>Size of texts</translation>
        </message>
        <message>
            <source>High contrast</source>
            <translation>High contrast</translation>
        </message>
        <message>
            <source>Less movement</source>
            <translation>Less movement</translation>
        </message>
        <message>
            <source>Single letters as shortcuts</source>
            <translation>Single letters as shortcuts</translation>
        </message>
        <message>
            <source>Account</source>
            <translation>Account</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>Your name</translation>
        </message>
        <message>
            <source>Save name</source>
            <translation>Save name</translation>
        </message>
        <message>
            <source>Saved.</source>
            <translation>Saved.</translation>
        </message>
        <message>
            <source>Signed in on</source>
            <translation>Signed in on</translation>
        </message>
        <message>
            <source>used %1</source>
            <translation>used %1</translation>
        </message>
        <message>
            <source>This one</source>
            <translation>This one</translation>
        </message>
        <message>
            <source>Sign out %1</source>
            <translation>Sign out %1</translation>
        </message>
        <message>
            <source>Portier %1</source>
            <translation>Portier %1</translation>
        </message>
        <message>
            <source>Stay in the tray when the window is closed</source>
            <translation>Stay in the tray when the window is closed</translation>
        </message>
        <message>
            <source>Say how others shall call you.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not while offline</source>
            <translation type="unfinished">Not while offline</translation>
        </message>
        <message>
            <source>Set password …</source>
            <translation>Set password …</translation>
        </message>
        <message>
            <source>Change password …</source>
            <translation>Change password …</translation>
        </message>
    </context>
    <context>
        <name>ShortcutSheet</name>
        <message>
            <source>Shortcuts</source>
            <translation>Shortcuts</translation>
        </message>
        <message>
            <source>Search or run a command</source>
            <translation>Search or run a command</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Settings</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Quit</translation>
        </message>
        <message>
            <source>Undo, while the message shows</source>
            <translation>Undo, while the message shows</translation>
        </message>
        <message>
            <source>Everywhere</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next and previous pane</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lists</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next and previous row, as the arrows do</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open</source>
            <translation type="unfinished">Open</translation>
        </message>
        <message>
            <source>Menu of the row</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back, close; keeps what was typed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forms</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send, save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In a day: one day later or earlier</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Calendar</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Month before, next month</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Price chart</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Price before, next price</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As a table, as a chart</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SourceCard</name>
        <message>
            <source>on hold until %1</source>
            <translation>on hold until %1</translation>
        </message>
        <message>
            <source>does not answer, next try %1</source>
            <translation>does not answer, next try %1</translation>
        </message>
        <message>
            <source>answered %1</source>
            <translation>answered %1</translation>
        </message>
        <message>
            <source>not asked yet</source>
            <translation>not asked yet</translation>
        </message>
        <message numerus="yes">
            <source>%n offer(s)</source>
            <translation>
                <numerusform>%n offer</numerusform>
                <numerusform>%n offers</numerusform>
            </translation>
        </message>
        <message>
            <source>Demo</source>
            <translation>Demo</translation>
        </message>
        <message>
            <source>Not set up</source>
            <translation>Not set up</translation>
        </message>
        <message>
            <source>On hold</source>
            <translation>On hold</translation>
        </message>
        <message>
            <source>Serves</source>
            <translation>Serves</translation>
        </message>
        <message>
            <source>Stands by</source>
            <translation>Stands by</translation>
        </message>
        <message>
            <source>%1 of %2 calls used</source>
            <translation>%1 of %2 calls used</translation>
        </message>
        <message>
            <source>%1 of %2 calls of the last 30 days were answered from what was known.</source>
            <translation>%1 of %2 calls of the last 30 days were answered from what was known.</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>Test</translation>
        </message>
        <message>
            <source>Test %1</source>
            <translation>Test %1</translation>
        </message>
        <message>
            <source>Not while offline</source>
            <translation>Not while offline</translation>
        </message>
        <message>
            <source>Lift hold</source>
            <translation>Lift hold</translation>
        </message>
        <message>
            <source>Lift hold of %1</source>
            <translation>Lift hold of %1</translation>
        </message>
    </context>
    <context>
        <name>SourcesSection</name>
        <message>
            <source>Flights</source>
            <translation>Flights</translation>
        </message>
        <message>
            <source>Hotels</source>
            <translation>Hotels</translation>
        </message>
        <message>
            <source>The list could not be loaded</source>
            <translation>The list could not be loaded</translation>
        </message>
        <message>
            <source>No price source yet</source>
            <translation>No price source yet</translation>
        </message>
        <message>
            <source>The operator sets them up.</source>
            <translation>The operator sets them up.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Try now</translation>
        </message>
        <message>
            <source>%1: who is asked first</source>
            <translation>%1: who is asked first</translation>
        </message>
        <message>
            <source>Ask %1 earlier</source>
            <translation>Ask %1 earlier</translation>
        </message>
    </context>
    <context>
        <name>StateView</name>
        <message>
            <source>Loading …</source>
            <translation>Loading …</translation>
        </message>
        <message>
            <source>This takes longer than usual …</source>
            <translation>This takes longer than usual …</translation>
        </message>
        <message>
            <source>Copy details</source>
            <translation>Copy details</translation>
        </message>
        <message>
            <source>Portier keeps trying.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SumCard</name>
        <message>
            <source>Flight</source>
            <translation>Flight</translation>
        </message>
        <message>
            <source>%1 · %2</source>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>not found</source>
            <translation>not found</translation>
        </message>
        <message>
            <source>Hotel</source>
            <translation>Hotel</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>Total</translation>
        </message>
        <message>
            <source>%1 less than before</source>
            <translation>%1 less than before</translation>
        </message>
        <message>
            <source>%1 more than before</source>
            <translation>%1 more than before</translation>
        </message>
        <message>
            <source>No price alert</source>
            <translation>No price alert</translation>
        </message>
        <message>
            <source>Below your limit</source>
            <translation>Below your limit</translation>
        </message>
        <message>
            <source>Price alert is on</source>
            <translation>Price alert is on</translation>
        </message>
        <message>
            <source>Portier tells you nothing about this trip.</source>
            <translation>Portier tells you nothing about this trip.</translation>
        </message>
        <message>
            <source>Next alert at %1 or less.</source>
            <translation>Next alert at %1 or less.</translation>
        </message>
        <message>
            <source>From %1 your limit starts anew.</source>
            <translation>From %1 your limit starts anew.</translation>
        </message>
        <message>
            <source>Change price alert …</source>
            <translation>Change price alert …</translation>
        </message>
        <message>
            <source>Set price alert …</source>
            <translation>Set price alert …</translation>
        </message>
    </context>
    <context>
        <name>SuppressionsSection</name>
        <message>
            <source>Mails came back</source>
            <translation>Mails came back</translation>
        </message>
        <message>
            <source>Reported as spam</source>
            <translation>Reported as spam</translation>
        </message>
        <message>
            <source>Opted out</source>
            <translation>Opted out</translation>
        </message>
        <message>
            <source>No address is blocked</source>
            <translation>No address is blocked</translation>
        </message>
        <message>
            <source>Addresses whose mails come back are kept here and get nothing until you release them.</source>
            <translation>Addresses whose mails come back are kept here and get nothing until you release them.</translation>
        </message>
        <message>
            <source>unknown address</source>
            <translation>unknown address</translation>
        </message>
        <message>
            <source>Release</source>
            <translation>Release</translation>
        </message>
    </context>
    <context>
        <name>Swatch</name>
        <message>
            <source>Colour %1</source>
            <translation>Colour %1</translation>
        </message>
    </context>
    <context>
        <name>TimesDialog</name>
        <message>
            <source>A time like 22:00.</source>
            <translation>A time like 22:00.</translation>
        </message>
        <message>
            <source>When you are told</source>
            <translation>When you are told</translation>
        </message>
        <message>
            <source>Save times</source>
            <translation>Save times</translation>
        </message>
        <message>
            <source>In quiet hours news of your trips wait until they end. Requests and answers still come. Times are those of %1.</source>
            <translation>In quiet hours news of your trips wait until they end. Requests and answers still come. Times are those of %1.</translation>
        </message>
        <message>
            <source>Quiet from</source>
            <translation>Quiet from</translation>
        </message>
        <message>
            <source>For example 22:00, empty: never</source>
            <translation>For example 22:00, empty: never</translation>
        </message>
        <message>
            <source>Say when they begin.</source>
            <translation>Say when they begin.</translation>
        </message>
        <message>
            <source>Quiet until</source>
            <translation>Quiet until</translation>
        </message>
        <message>
            <source>For example 07:00</source>
            <translation>For example 07:00</translation>
        </message>
        <message>
            <source>Say when they end.</source>
            <translation>Say when they end.</translation>
        </message>
        <message>
            <source>Mails about trips come</source>
            <translation>Mails about trips come</translation>
        </message>
        <message>
            <source>at once</source>
            <translation>at once</translation>
        </message>
        <message>
            <source>together every day</source>
            <translation>together every day</translation>
        </message>
        <message>
            <source>together on Sundays</source>
            <translation>together on Sundays</translation>
        </message>
        <message>
            <source>Together at</source>
            <translation>Together at</translation>
        </message>
        <message>
            <source>Say at what time.</source>
            <translation>Say at what time.</translation>
        </message>
        <message>
            <source>Weekly overview on</source>
            <translation>Weekly overview on</translation>
        </message>
        <message>
            <source>Weekly overview at</source>
            <translation>Weekly overview at</translation>
        </message>
    </context>
    <context>
        <name>Toasts</name>
        <message>
            <source>Undo</source>
            <translation>Undo</translation>
        </message>
    </context>
    <context>
        <name>TripActions</name>
        <message>
            <source>There is no trip to check.</source>
            <translation>There is no trip to check.</translation>
        </message>
        <message numerus="yes">
            <source>%n trip(s) checked.</source>
            <translation>
                <numerusform>%n trip checked.</numerusform>
                <numerusform>%n trips checked.</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 of %2 trips checked, %3 not.</source>
            <translation>%1 of %2 trips checked, %3 not.</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Show</translation>
        </message>
        <message>
            <source>%1 trips imported, %2 skipped, %3 rows are not readable: %4</source>
            <translation>%1 trips imported, %2 skipped, %3 rows are not readable: %4</translation>
        </message>
        <message>
            <source>%1 trips imported, %2 skipped.</source>
            <translation>%1 trips imported, %2 skipped.</translation>
        </message>
        <message>
            <source>Saved.</source>
            <translation>Saved.</translation>
        </message>
        <message>
            <source>The file could not be saved.</source>
            <translation>The file could not be saved.</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>Paused</translation>
        </message>
        <message>
            <source>Expired</source>
            <translation>Expired</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>Error</translation>
        </message>
        <message>
            <source>Flight missing</source>
            <translation>Flight missing</translation>
        </message>
        <message>
            <source>Hotel missing</source>
            <translation>Hotel missing</translation>
        </message>
        <message>
            <source>Active</source>
            <translation>Active</translation>
        </message>
        <message>
            <source>“%1” is deleted in %2 s.</source>
            <translation>“%1” is deleted in %2 s.</translation>
        </message>
        <message>
            <source>No checks left. Again in %1.</source>
            <translation type="unfinished">No checks left. Again in %1.</translation>
        </message>
        <message>
            <source>again in %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 left until %2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%1 left</source>
            <translation type="unfinished">%1 left</translation>
        </message>
        <message>
            <source>The newest check found no price for it.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TripDetailPage</name>
        <message>
            <source>Export trip</source>
            <translation>Export trip</translation>
        </message>
        <message>
            <source>Trips (*.csv *.json)</source>
            <translation>Trips (*.csv *.json)</translation>
        </message>
        <message numerus="yes">
            <source>%n night(s)</source>
            <translation>
                <numerusform>%n night</numerusform>
                <numerusform>%n nights</numerusform>
            </translation>
        </message>
        <message>
            <source>one way</source>
            <translation>one way</translation>
        </message>
        <message numerus="yes">
            <source>%n adult(s)</source>
            <translation>
                <numerusform>%n adult</numerusform>
                <numerusform>%n adults</numerusform>
            </translation>
        </message>
        <message>
            <source>Checking …</source>
            <translation>Checking …</translation>
        </message>
        <message>
            <source>Demo</source>
            <translation>Demo</translation>
        </message>
        <message>
            <source>Check now</source>
            <translation>Check now</translation>
        </message>
        <message>
            <source>Not while offline</source>
            <translation>Not while offline</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pause</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Resume</translation>
        </message>
        <message>
            <source>The trip is over</source>
            <translation>The trip is over</translation>
        </message>
        <message>
            <source>Edit trip</source>
            <translation>Edit trip</translation>
        </message>
        <message>
            <source>More for this trip</source>
            <translation>More for this trip</translation>
        </message>
        <message>
            <source>Price alert …</source>
            <translation>Price alert …</translation>
        </message>
        <message>
            <source>Export …</source>
            <translation>Export …</translation>
        </message>
        <message>
            <source>This trip is gone</source>
            <translation>This trip is gone</translation>
        </message>
        <message>
            <source>The trip could not be loaded</source>
            <translation>The trip could not be loaded</translation>
        </message>
        <message>
            <source>Somebody deleted it.</source>
            <translation>Somebody deleted it.</translation>
        </message>
        <message>
            <source>The server does not answer.</source>
            <translation>The server does not answer.</translation>
        </message>
        <message>
            <source>To the trips</source>
            <translation>To the trips</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Try now</translation>
        </message>
        <message>
            <source>Next check on %1.</source>
            <translation>Next check on %1.</translation>
        </message>
        <message numerus="yes">
            <source>This trip is checked every %n day(s) while it is far away.</source>
            <translation>
                <numerusform>This trip is checked every day while it is far away.</numerusform>
                <numerusform>This trip is checked every %n days while it is far away.</numerusform>
            </translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Delete</translation>
        </message>
    </context>
    <context>
        <name>TripForecast</name>
        <message>
            <source>What this costs</source>
            <translation>What this costs</translation>
        </message>
        <message>
            <source>%1: %2 calls more each month, %3 of %4 used.</source>
            <translation>%1: %2 calls more each month, %3 of %4 used.</translation>
        </message>
        <message>
            <source>%1: %2 calls more each month.</source>
            <translation>%1: %2 calls more each month.</translation>
        </message>
        <message>
            <source>Used up on %1 at this pace.</source>
            <translation>Used up on %1 at this pace.</translation>
        </message>
    </context>
    <context>
        <name>TripFormAlert</name>
        <message>
            <source>Price alert</source>
            <translation type="unfinished">Price alert</translation>
        </message>
        <message>
            <source>Kind of alert</source>
            <translation type="unfinished">Kind of alert</translation>
        </message>
        <message>
            <source>None</source>
            <translation type="unfinished">None</translation>
        </message>
        <message>
            <source>Below a limit</source>
            <translation type="unfinished">Below a limit</translation>
        </message>
        <message>
            <source>At every drop</source>
            <translation type="unfinished">At every drop</translation>
        </message>
        <message>
            <source>Limit in %1</source>
            <translation type="unfinished">Limit in %1</translation>
        </message>
        <message>
            <source>Of which price</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the whole trip</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the flight</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the hotel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Alert is on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tell me by e-mail</source>
            <translation type="unfinished">Tell me by e-mail</translation>
        </message>
        <message>
            <source>Tell me on this desktop</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TripFormFlight</name>
        <message>
            <source>Flight</source>
            <translation type="unfinished">Flight</translation>
        </message>
        <message>
            <source>From</source>
            <translation type="unfinished">From</translation>
        </message>
        <message>
            <source>To</source>
            <translation type="unfinished">To</translation>
        </message>
        <message>
            <source>Take airports that Portier does not know</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Class</source>
            <translation type="unfinished">Class</translation>
        </message>
        <message>
            <source>Economy</source>
            <translation type="unfinished">Economy</translation>
        </message>
        <message>
            <source>Premium economy</source>
            <translation type="unfinished">Premium economy</translation>
        </message>
        <message>
            <source>Business</source>
            <translation type="unfinished">Business</translation>
        </message>
        <message>
            <source>First</source>
            <translation type="unfinished">First</translation>
        </message>
        <message>
            <source>Stops</source>
            <translation type="unfinished">Stops</translation>
        </message>
        <message>
            <source>any number</source>
            <translation type="unfinished">any number</translation>
        </message>
        <message>
            <source>direct only</source>
            <translation type="unfinished">direct only</translation>
        </message>
        <message>
            <source>at most one</source>
            <translation type="unfinished">at most one</translation>
        </message>
        <message>
            <source>at most two</source>
            <translation type="unfinished">at most two</translation>
        </message>
        <message>
            <source>at most three</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Airlines</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Codes, for example LH, TP. Empty: every airline.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These airlines fly</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>at least one segment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>every segment</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TripFormHotel</name>
        <message>
            <source>Hotel</source>
            <translation type="unfinished">Hotel</translation>
        </message>
        <message>
            <source>City</source>
            <translation type="unfinished">City</translation>
        </message>
        <message>
            <source>Country</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two letters, for example PT. Not needed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First night</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Empty: the first day of the trip</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave the hotel on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Empty: the last day of the trip</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rooms</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>as needed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Adults in each room</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Portier looks for %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stars</source>
            <translation type="unfinished">Stars</translation>
        </message>
        <message>
            <source>any number</source>
            <translation type="unfinished">any number</translation>
        </message>
        <message>
            <source>at least %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which room</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the cheapest</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>one that I like</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Words in the name of the room</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For example suite, double. One is enough.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>View</source>
            <translation type="unfinished">View</translation>
        </message>
        <message>
            <source>For example ocean, garden. One is enough.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TripFormPage</name>
        <message>
            <source>“%1” is created. Portier looks for prices right now.</source>
            <translation>“%1” is created. Portier looks for prices right now.</translation>
        </message>
        <message>
            <source>Saved.</source>
            <translation>Saved.</translation>
        </message>
        <message>
            <source>New trip</source>
            <translation>New trip</translation>
        </message>
        <message>
            <source>Edit trip</source>
            <translation>Edit trip</translation>
        </message>
        <message>
            <source>Tell Portier where and when.</source>
            <translation>Tell Portier where and when.</translation>
        </message>
        <message>
            <source>Prices found so far are for another search. Saving begins a new price series.</source>
            <translation>Prices found so far are for another search. Saving begins a new price series.</translation>
        </message>
        <message>
            <source>Trip</source>
            <translation>Trip</translation>
        </message>
        <message>
            <source>Name of the trip</source>
            <translation>Name of the trip</translation>
        </message>
        <message>
            <source>Kind of trip</source>
            <translation>Kind of trip</translation>
        </message>
        <message>
            <source>There and back</source>
            <translation>There and back</translation>
        </message>
        <message>
            <source>One way</source>
            <translation>One way</translation>
        </message>
        <message>
            <source>Flights</source>
            <translation>Flights</translation>
        </message>
        <message>
            <source>Hotels</source>
            <translation>Hotels</translation>
        </message>
        <message>
            <source>First day</source>
            <translation>First day</translation>
        </message>
        <message>
            <source>Last day</source>
            <translation>Last day</translation>
        </message>
        <message>
            <source>Adults</source>
            <translation>Adults</translation>
        </message>
        <message>
            <source>Currency</source>
            <translation>Currency</translation>
        </message>
        <message>
            <source>Reminder</source>
            <translation>Reminder</translation>
        </message>
        <message>
            <source>Create trip</source>
            <translation>Create trip</translation>
        </message>
        <message>
            <source>Save trip</source>
            <translation>Save trip</translation>
        </message>
        <message>
            <source>Not while offline</source>
            <translation>Not while offline</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>%1 (copy)</source>
            <translation>%1 (copy)</translation>
        </message>
        <message>
            <source>This is what you typed before.</source>
            <translation>This is what you typed before.</translation>
        </message>
        <message>
            <source>Start anew</source>
            <translation>Start anew</translation>
        </message>
        <message>
            <source>Days before the trip</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Up to three, for example 3, 14. Empty: no reminder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sample data</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Begin with made-up past prices</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TripRow</name>
        <message>
            <source>Check now</source>
            <translation>Check now</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pause</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Resume</translation>
        </message>
        <message>
            <source>Edit …</source>
            <translation>Edit …</translation>
        </message>
        <message>
            <source>Export …</source>
            <translation>Export …</translation>
        </message>
        <message>
            <source>any drop</source>
            <translation>any drop</translation>
        </message>
        <message>
            <source>Checking …</source>
            <translation>Checking …</translation>
        </message>
        <message>
            <source>not yet</source>
            <translation>not yet</translation>
        </message>
        <message>
            <source>More for %1</source>
            <translation>More for %1</translation>
        </message>
        <message>
            <source>Duplicate …</source>
            <translation>Duplicate …</translation>
        </message>
        <message numerus="yes">
            <source>%n night(s)</source>
            <translation>
                <numerusform>%n night</numerusform>
                <numerusform>%n nights</numerusform>
            </translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Delete</translation>
        </message>
        <message>
            <source>next %1</source>
            <translation type="unfinished">next %1</translation>
        </message>
        <message>
            <source>flight %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hotel %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>limit %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TripsArea</name>
        <message>
            <source>Trips</source>
            <translation>Trips</translation>
        </message>
        <message>
            <source>New trip</source>
            <translation>New trip</translation>
        </message>
        <message>
            <source>Check all trips</source>
            <translation>Check all trips</translation>
        </message>
        <message>
            <source>Edit check times</source>
            <translation>Edit check times</translation>
        </message>
        <message>
            <source>Filter list</source>
            <translation>Filter list</translation>
        </message>
        <message>
            <source>Check this trip</source>
            <translation>Check this trip</translation>
        </message>
        <message>
            <source>Edit this trip</source>
            <translation>Edit this trip</translation>
        </message>
        <message>
            <source>Pause or resume this trip</source>
            <translation>Pause or resume this trip</translation>
        </message>
        <message>
            <source>Delete this trip</source>
            <translation>Delete this trip</translation>
        </message>
    </context>
    <context>
        <name>TripsTable</name>
        <message>
            <source>%1 of %2 checked</source>
            <translation>%1 of %2 checked</translation>
        </message>
        <message numerus="yes">
            <source>%n trip(s)</source>
            <translation>
                <numerusform>%n trip</numerusform>
                <numerusform>%n trips</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1, %n below your limit.</source>
            <translation>
                <numerusform>%1, one below your limit.</numerusform>
                <numerusform>%1, %n below your limit.</numerusform>
            </translation>
        </message>
        <message>
            <source>%1, none below your limit.</source>
            <translation>%1, none below your limit.</translation>
        </message>
        <message>
            <source>Import trips</source>
            <translation>Import trips</translation>
        </message>
        <message>
            <source>Trips (*.csv *.json)</source>
            <translation>Trips (*.csv *.json)</translation>
        </message>
        <message>
            <source>Export trips</source>
            <translation>Export trips</translation>
        </message>
        <message>
            <source>%1, sorted down</source>
            <translation>%1, sorted down</translation>
        </message>
        <message>
            <source>%1, sorted up</source>
            <translation>%1, sorted up</translation>
        </message>
        <message>
            <source>Trips</source>
            <translation>Trips</translation>
        </message>
        <message>
            <source>Check all</source>
            <translation>Check all</translation>
        </message>
        <message>
            <source>There is no trip to check.</source>
            <translation>There is no trip to check.</translation>
        </message>
        <message>
            <source>Not while offline</source>
            <translation>Not while offline</translation>
        </message>
        <message>
            <source>More for trips</source>
            <translation>More for trips</translation>
        </message>
        <message>
            <source>Import …</source>
            <translation>Import …</translation>
        </message>
        <message>
            <source>Export all …</source>
            <translation>Export all …</translation>
        </message>
        <message>
            <source>Edit check times</source>
            <translation>Edit check times</translation>
        </message>
        <message>
            <source>New trip</source>
            <translation>New trip</translation>
        </message>
        <message>
            <source>Search trips</source>
            <translation>Search trips</translation>
        </message>
        <message>
            <source>Active</source>
            <translation>Active</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>Paused</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>Error</translation>
        </message>
        <message>
            <source>Status: all</source>
            <translation>Status: all</translation>
        </message>
        <message>
            <source>Status: %1</source>
            <translation>Status: %1</translation>
        </message>
        <message>
            <source>All</source>
            <translation>All</translation>
        </message>
        <message>
            <source>The list could not be loaded at %1. %2</source>
            <translation>The list could not be loaded at %1. %2</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Try now</translation>
        </message>
        <message>
            <source>No match for “%1”</source>
            <translation>No match for “%1”</translation>
        </message>
        <message>
            <source>The trips could not be loaded</source>
            <translation>The trips could not be loaded</translation>
        </message>
        <message>
            <source>No trips yet</source>
            <translation>No trips yet</translation>
        </message>
        <message numerus="yes">
            <source>%n trip(s) are hidden.</source>
            <translation>
                <numerusform>%n trip is hidden.</numerusform>
                <numerusform>%n trips are hidden.</numerusform>
            </translation>
        </message>
        <message>
            <source>The server has not answered since %1.</source>
            <translation>The server has not answered since %1.</translation>
        </message>
        <message>
            <source>Tell Portier where and when. It notes the price every day. You can also drop a CSV file here.</source>
            <translation>Tell Portier where and when. It notes the price every day. You can also drop a CSV file here.</translation>
        </message>
        <message>
            <source>Clear filter</source>
            <translation>Clear filter</translation>
        </message>
        <message>
            <source>Trip</source>
            <translation>Trip</translation>
        </message>
        <message>
            <source>Flight</source>
            <translation>Flight</translation>
        </message>
        <message>
            <source>Hotel</source>
            <translation>Hotel</translation>
        </message>
        <message>
            <source>Total</source>
            <translation>Total</translation>
        </message>
        <message>
            <source>Limit</source>
            <translation>Limit</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Checked</source>
            <translation>Checked</translation>
        </message>
        <message>
            <source>Expired %1</source>
            <translation>Expired %1</translation>
        </message>
        <message>
            <source>These prices are simulated: no real price source is set up yet.</source>
            <translation>These prices are simulated: no real price source is set up yet.</translation>
        </message>
        <message>
            <source>Next check %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>First day</source>
            <translation type="unfinished">First day</translation>
        </message>
        <message>
            <source>Next check</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sort: %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No real price source is set up yet: prices will be simulated.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Expired trips</source>
            <translation>Expired trips</translation>
        </message>
    </context>
    <context>
        <name>WorkWords</name>
        <message>
            <source>Remove expired sign-ins</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove what was kept long enough</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remind of old keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Report of the day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>End trips that are over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check prices</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remind before departure</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Weekly overview of prices</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send digests</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>End requests nobody decided</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove old stays</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remind families of open requests</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check a price</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Confirm a price</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check all trips of somebody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Deliver a message</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send a digest</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try a channel again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export of somebody's data</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Erasure of somebody's data</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mail links again</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>YearGrid</name>
        <message>
            <source>Months of %1</source>
            <translation>Months of %1</translation>
        </message>
        <message>
            <source>free</source>
            <translation>free</translation>
        </message>
        <message numerus="yes">
            <source>%n stay(s)</source>
            <translation>
                <numerusform>%n stay</numerusform>
                <numerusform>%n stays</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>portier::app::DBusNotifier</name>
        <message>
            <source>Open</source>
            <translation>Open</translation>
        </message>
    </context>
    <context>
        <name>portier::app::Format</name>
        <message>
            <source>just now</source>
            <translation>just now</translation>
        </message>
        <message numerus="yes">
            <source>%n min ago</source>
            <translation>
                <numerusform>%n min ago</numerusform>
                <numerusform>%n min ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n h ago</source>
            <translation>
                <numerusform>%n h ago</numerusform>
                <numerusform>%n h ago</numerusform>
            </translation>
        </message>
        <message>
            <source>yesterday, %1</source>
            <translation>yesterday, %1</translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) ago</source>
            <translation>
                <numerusform>%n day ago</numerusform>
                <numerusform>%n days ago</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n day</numerusform>
                <numerusform>%n days</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 min</translation>
        </message>
        <message>
            <source>%1 h</source>
            <translation>%1 h</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 h %2 min</translation>
        </message>
        <message>
            <source>Ctrl</source>
            <comment>key cap</comment>
            <translation>Ctrl</translation>
        </message>
        <message>
            <source>Shift</source>
            <comment>key cap</comment>
            <translation>Shift</translation>
        </message>
        <message>
            <source>Del</source>
            <comment>key cap</comment>
            <translation>Del</translation>
        </message>
        <message>
            <source>Enter</source>
            <comment>key cap</comment>
            <translation>Enter</translation>
        </message>
        <message>
            <source>PgUp</source>
            <comment>key cap</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>PgDown</source>
            <comment>key cap</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Menu</source>
            <comment>key cap</comment>
            <translation type="unfinished" />
        </message>
        <message>
            <source>today, %1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>tomorrow, %1</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>portier::app::LocalTransport</name>
        <message>
            <source>On this computer</source>
            <translation>On this computer</translation>
        </message>
    </context>
    <context>
        <name>portier::app::Session</name>
        <message>
            <source>Your session has ended. Please sign in again.</source>
            <translation>Your session has ended. Please sign in again.</translation>
        </message>
        <message>
            <source>This is not an address. Example: portier.example</source>
            <translation>This is not an address. Example: portier.example</translation>
        </message>
        <message>
            <source>Something else answers at this address, not a Portier.</source>
            <translation>Something else answers at this address, not a Portier.</translation>
        </message>
        <message>
            <source>%1 does not answer.</source>
            <translation>%1 does not answer.</translation>
        </message>
        <message>
            <source>This computer lets no page come back to Portier. Sign in with your password.</source>
            <translation>This computer lets no page come back to Portier. Sign in with your password.</translation>
        </message>
        <message>
            <source>The browser did not come back within five minutes.</source>
            <translation>The browser did not come back within five minutes.</translation>
        </message>
    </context>
    <context>
        <name>portier::app::Tray</name>
        <message>
            <source>Open Portier</source>
            <translation>Open Portier</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Quit</translation>
        </message>
        <message>
            <source>Inbox · %1</source>
            <translation>Inbox · %1</translation>
        </message>
        <message>
            <source>Inbox</source>
            <translation>Inbox</translation>
        </message>
        <message numerus="yes">
            <source>%n thing(s) are waiting for you</source>
            <translation>
                <numerusform>%n thing is waiting for you</numerusform>
                <numerusform>%n things are waiting for you</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>portier::app::TripForm</name>
        <message>
            <source>Give the trip a name.</source>
            <translation>Give the trip a name.</translation>
        </message>
        <message>
            <source>At most %1 characters (%2/%1).</source>
            <translation>At most %1 characters (%2/%1).</translation>
        </message>
        <message>
            <source>Choose flights, hotels or both.</source>
            <translation>Choose flights, hotels or both.</translation>
        </message>
        <message>
            <source>Choose an airport, for example LIS.</source>
            <translation>Choose an airport, for example LIS.</translation>
        </message>
        <message>
            <source>Choose another airport than the one you start from.</source>
            <translation>Choose another airport than the one you start from.</translation>
        </message>
        <message>
            <source>Choose a day.</source>
            <translation>Choose a day.</translation>
        </message>
        <message>
            <source>Must be after %1.</source>
            <translation>Must be after %1.</translation>
        </message>
        <message>
            <source>From 1 to %1 adults.</source>
            <translation>From 1 to %1 adults.</translation>
        </message>
        <message>
            <source>Say in which city.</source>
            <translation>Say in which city.</translation>
        </message>
        <message>
            <source>Enter an amount, for example 900.</source>
            <translation>Enter an amount, for example 900.</translation>
        </message>
        <message>
            <source>The server does not answer. Nothing is lost; try again.</source>
            <translation>The server does not answer. Nothing is lost; try again.</translation>
        </message>
        <message>
            <source>Somebody changed this trip meanwhile. Look it over and save once more.</source>
            <translation>Somebody changed this trip meanwhile. Look it over and save once more.</translation>
        </message>
        <message numerus="yes">
            <source>%n room(s)</source>
            <translation>
                <numerusform>%n room</numerusform>
                <numerusform>%n rooms</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n adult(s) in each</source>
            <translation>
                <numerusform>%n adult in each</numerusform>
                <numerusform>%n adults in each</numerusform>
            </translation>
        </message>
        <message>
            <source>Only letters, digits and signs on one line.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This day is over.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>At most %n day(s) ahead.</source>
            <translation>
                <numerusform>At most %n day ahead.</numerusform>
                <numerusform>At most %n days ahead.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>At most %n airline(s).</source>
            <translation>
                <numerusform>At most %n airline.</numerusform>
                <numerusform>At most %n airlines.</numerusform>
            </translation>
        </message>
        <message>
            <source>“%1” is no code of an airline. It has two signs, for example LH.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two letters, for example PT.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Too few rooms for %n adult(s).</source>
            <translation>
                <numerusform>Too few rooms for %n adult.</numerusform>
                <numerusform>Too few rooms for %n adults.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>At most %n word(s).</source>
            <translation>
                <numerusform>At most %n word.</numerusform>
                <numerusform>At most %n words.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>At most %n character(s) each.</source>
            <translation>
                <numerusform>At most %n character each.</numerusform>
                <numerusform>At most %n characters each.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>On the first day or at most %n day(s) later.</source>
            <translation>
                <numerusform>On the first day or at most %n day later.</numerusform>
                <numerusform>On the first day or at most %n days later.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>At most %n night(s).</source>
            <translation>
                <numerusform>At most %n night.</numerusform>
                <numerusform>At most %n nights.</numerusform>
            </translation>
        </message>
        <message>
            <source>At most %1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Different days from 1 to %1, for example 3, 14.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>At most %n day(s).</source>
            <translation>
                <numerusform>At most %n day.</numerusform>
                <numerusform>At most %n days.</numerusform>
            </translation>
        </message>
        <message>
            <source>That was too often. Again in %1; nothing is lost.</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>
