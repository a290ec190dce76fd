### Texts of the staff console.

## Navigation and common words

nav-members = Team
nav-api-keys = API keys
nav-audit = Audit log
nav-jobs = Jobs
nav-profile = My profile
all = All
cancel = Cancel
save = Save
saved = Saved.
email = E-mail address
name = Name
password = Password
new-password = New password
current-password = Current password
code = Code
language = Language
zone = Time zone
zone-vendors = As set for this portal
state = Status
since = Added
expires = Valid until
made = Created
history = History
or = or

## Signing in

sign-in = Sign in
sign-in-title = Staff sign-in
sign-in-lede = Customers sign in on the portal’s own page.
code-title = Enter your code
code-lede = Open your authenticator app and type the six digits it shows for this portal.
code-hint = Without the app, use one of your recovery codes.
code-submit = Continue
start-over = Start over
to-sign-in = To the sign-in page
signed-out = You are signed out.

## Second factor

setup-title = Set up your authenticator app
setup-lede = Staff sign in with a second factor. Scan the picture with an authenticator app, then type the code that it shows.
setup-qr = Key for the app
setup-code-hint = Six digits; they change every 30 seconds.
setup-submit = Confirm and sign in
presence-title = Enter an administrator’s code
presence-lede = To connect an authenticator app, you need a code from an administrator. Ask for it in person or by phone. It works once, within an hour.
presence-hint = Did you set your password by a mailed link less than an hour ago? Sign in with that browser: there you need no code.
codes-title = Recovery codes
codes-lede = Each code takes the place of your authenticator app once. Keep them where only you can reach them, such as in a password manager or printed in a safe.
codes-once = These codes are shown only now. Codes that you had before no longer work.
codes-kept = I have kept them
# $count (Number) - codes left
codes-left = { $count ->
    [one] You have { $count } unused code.
   *[other] You have { $count } unused codes.
}
codes-renew = Make new codes
step-up-title = Is it you?
step-up-lede = What comes next is sensitive. Please prove once more that it is you; this holds for ten minutes.
step-up-code-hint = From your authenticator app, or a recovery code.
step-up-submit = Confirm

## Setting a password by a mailed link

set-password-title = Set your password
# $name (String) - the member's name
set-password-lede = Hello { $name }, choose the password with which you will sign in.
set-password-submit = Set password
set-password-done = Your password is set. Please sign in.
link-closed-title = This link no longer works

## Overview

overview-title = Overview
# $name (String) - the member's name
overview-lede = Signed in as { $name }.
tile-waiting = Jobs waiting
tile-dead = Failed jobs
tile-oldest = Oldest job is late by
# $minutes (Number) - whole minutes
minutes = { NUMBER($minutes) } min
places = Where to go

## Members

members-title = Team
members-lede = Who may use this console, and for what.
members-none = Nobody matches
members-none-text = Change the filters, or invite a colleague.
invite = Invite
invite-title = Invite a colleague
invite-lede = We mail a link for setting a password. It works for 7 days.
# $email (String) - the address
invited = Invitation sent to { $email }.
language-of-mails = Language of mails and pages
role = Role
roles = Roles
role-support = Support
role-support-hint = Answers customers and sees their licenses.
role-lab = Lab
role-lab-hint = Analyzes files and links.
role-licensing = Licensing
role-licensing-hint = Keeps the catalog, issues and blocks licenses.
role-privacy = Privacy
role-privacy-hint = Answers privacy requests and reads the whole audit log.
role-marketing = Marketing
role-marketing-hint = Newsletters and forms.
role-administrator = Administrator
role-administrator-hint = Everything, including this list of staff.
state-active = Active
state-invited = Invited
state-no-second-factor = No second factor yet
state-disabled = Disabled
state-enabled = Can sign in
name-and-roles = Name and roles
recovery-codes-left = Recovery codes left
his-actions = What this person did
access = Access
send-link = Send link
send-link-text = Mail a new link for setting the password, in place of an earlier one.
link-sent = The link is on its way.
reset = Reset second factor
reset-text = For a colleague who lost the authenticator app and the recovery codes. Make sure that the request really comes from them: you get a code to hand over. All sessions end.
reset-done = The second factor is reset
presence-make = Make a code
presence-make-text = This person has no authenticator app yet. Connecting one takes the link of the invitation, within an hour, or a code that you hand over.
presence-made-title = A code to hand over
presence-made-lede = Give it in person or by phone, never by email. It is asked for at the next sign-in, after the password. It works once, within an hour.
presence-made-once = The code is shown only now. An earlier one no longer works.
presence-made-done = I have handed it over
disable = Disable
disable-text = Ends every session at once. The name stays in the audit log.
# $count (Number) - keys
disable-keys = { $count ->
    [one] This person made { $count } API key that still works. It is revoked with the access:
   *[other] This person made { $count } API keys that still work. They are revoked with the access:
}
disable-keep-keys = Keep the API keys this person made
disable-keep-keys-hint = Only if this person has no copy of them.
disabled-done = Access is taken away.
enable = Enable
enable-text = This person cannot sign in at present.
enabled-done = Access is given back.

## Profile

profile-title = My profile
preferences = Language and time
change-password = Change password
change-password-text = Your other sessions end, and we tell you by mail.
password-changed = Your password is changed.
sessions-title = Where you are signed in
session-where = Network and browser
session-began = Since
session-seen = Last seen
session-this = This session
session-end = Sign out
session-ended = That session is ended.
sessions-end-others = Sign out everywhere else
sessions-ended = You are signed out everywhere else.

## API keys

keys-title = API keys
keys-lede = With a key, one of your programs does what its scopes allow.
keys-none = No API keys
keys-none-text = Create one for each program that uses the API, so that you can revoke them one by one.
keys-usable = In use
keys-with-revoked = With revoked ones
key-make = Create key
key-new-title = Create an API key
key-name-hint = What is it for? The audit log shows this name.
scopes = Scopes
key-last-day = Last day
key-last-day-hint = Empty: it works until you revoke it.
last-used = Last used
key-active = Active
key-expired = Expired
key-revoked = Revoked
key-begins = Begins with
key-made-title = Your new API key
key-made-once = Copy the key now: it is not shown again, and nobody can look it up.
key-use = How a program uses it
key-kept = I have kept it
key-revoke-title = Revoke this key
key-revoke-text = The program that uses this key is refused from then on. This cannot be undone.
key-revoke-tick = Yes, revoke this key
key-revoke = Revoke key
key-revoked-done = The key is revoked.

## Audit log

audit-title = Audit log
audit-lede = Who did what, when, and from where. Nothing in it can be changed.
audit-lede-own = What you did, when, and from where.
audit-kind = Action
audit-member = Colleague
audit-only-this = Only this record
audit-from = From
audit-until = Until
audit-when = When
audit-who = Who
audit-what = Action
audit-word = Word in the log
audit-details = Details
audit-about = Record
audit-where = From where
audit-none = No entries
audit-none-text = Nothing matches these filters. Widen the dates, or leave a field empty.

## Jobs

jobs-title = Jobs
jobs-lede = Work that follows a change: mails, batches, sweeps. It runs by itself.
jobs-none = Nothing waits
jobs-none-text = All work is done.
job-kind = Kind
job-due = Due
job-tries = Tries
# $tries (Number) - tries so far
# $most (Number) - tries at the most
job-tries-of = { NUMBER($tries) } of { NUMBER($most) }
job-state = Status
job-error = Last error
job-running = Running
job-trying-again = Will be tried again
job-waiting = Waiting
job-id = Job
job-queued = Queued
job-given-up = Given up
job-payload = Contents
schedules-title = Schedules
schedule = Schedule
schedule-next = Next run
schedule-last = Last run
dead-title = Failed jobs
dead-lede = Jobs that were given up after many tries. Remove the cause, then run them again.
dead-none = No failed jobs
dead-none-text = Everything that was queued was done, or still waits for its turn.
run-again = Run again
run-again-done = The job runs again.
run-all-title = Run all again
run-all-text = Every failed job, of every kind, is tried again from the beginning.
# $kind (String) - the kind of jobs
run-all-text-kind = Every failed job of the kind { $kind } is tried again from the beginning.
run-all-tick = Yes, run them all again
run-all = Run all again
# $count (Number) - jobs
run-all-done = { $count ->
    [one] { $count } job runs again.
   *[other] { $count } jobs run again.
}
discard-title = Discard this job
discard-text = What this job was to do is never done: a mail is not sent, a batch stays unfinished. This cannot be undone.
discard-tick = Yes, discard this job
discard = Discard
discarded = The job is discarded.

## Refusals

refusal-sign-in-wrong = Address or password is wrong, or this person may not sign in.
# $seconds (Number) - how long to wait
refusal-throttled = { $seconds ->
    [one] Too many wrong passwords. Please wait { $seconds } second.
   *[other] Too many wrong passwords. Please wait { $seconds } seconds.
}
refusal-sign-in-expired = The sign-in took too long. Please start over.
refusal-code-wrong = This code is wrong or too old. Type the one that the app shows now.
refusal-code-used = This code was used already. Wait up to 30 seconds for the next one.
refusal-too-many-codes = Five wrong codes. Please start over with your password.
# $hours (Number) - hours left
refusal-paused = { $hours ->
    [one] Too many wrong codes today: codes are not accepted for about { $hours } hour. An administrator can help.
   *[other] Too many wrong codes today: codes are not accepted for about { $hours } hours. An administrator can help.
}
refusal-proof-missing = Type a code or your password.
refusal-proof-wrong = The password is wrong.
refusal-session-ended = Five wrong proofs ended your session. Sign in again.
refusal-presence-wrong = This code is wrong or too old. Ask an administrator for a new one.
refusal-link-used = The link was used already: your password is set. Sign in with it.
refusal-link-expired = The link was replaced by a newer one, or is older than 7 days. An administrator can send you a new one.
refusal-email-taken = A colleague with this address exists already.
refusal-name-missing = Enter a name.
refusal-name-invalid = The name can have at most 100 characters.
# $character (String) - the code point, such as U+200B
refusal-name-unprintable = The name has a character that we cannot store: { $character }. It is invisible or changes the order in which the text is read. Delete it and what stands next to it, then type that part again.
refusal-roles-missing = Choose at least one role.
refusal-role-unknown = One of the roles does not exist. Choose from the list.
refusal-lang-unknown = Choose a language from the list.
refusal-zone-unknown = Choose a time zone from the list.
refusal-current-wrong = This is not your current password.
refusal-member-not-found = There is no such colleague.
refusal-yourself = You cannot take your own access or your own administrator role away. Another administrator can.
refusal-last-administrator = This is the last administrator. Make somebody else an administrator first.
refusal-not-invited = This person’s access is disabled. Enable it first.
refusal-row-refused = This colleague’s record was changed outside Gatehouse, so it is not trusted. The operator can recreate it with “gatehouse staff repair”.
refusal-not-waiting = This person has an authenticator app, or their access is disabled. Reload the page.
refusal-key-name-missing = Give the key a name.
refusal-scopes-missing = Choose at least one scope.
refusal-scope-unknown = One of the scopes does not exist. Choose from the list.
refusal-expiry-invalid = Enter a day such as 2027-11-21.
refusal-expiry-out-of-range = The last day must be today or later, and within ten years.
refusal-key-not-found = There is no such key.
refusal-key-revoked = This key was revoked already.
refusal-dead-letter-gone = This job is no longer among the failed ones: a colleague was faster.
refusal-not-confirmed = Tick the box to confirm.

## Mails

# $brand (String) - the vendor's name
mail-invitation-title = You are invited to the staff console of { $brand }
# $name (String) - the member's name
# $brand (String) - the vendor's name
mail-invitation-lead = Hello { $name }, you can now work in the staff console of { $brand }.
# $brand (String) - the vendor's name
mail-link-title = Set a new password for { $brand }
# $name (String) - the member's name
# $brand (String) - the vendor's name
mail-link-lead = Hello { $name }, an administrator sent you this link to set a new password for the staff console of { $brand }.
mail-invitation-body = Choose a password by this link. You also need an authenticator app on your phone.
mail-invitation-button = Set password
mail-invitation-after = The link works once, within 7 days.
# $brand (String) - the vendor's name
mail-reason-administrator = You get this mail because an administrator of { $brand } entered your address.
# $when (String) - date and time
# $network (String) - an IP address or network
mail-circumstances = { $when }, from the network { $network }.
# $when (String) - date and time
mail-circumstances-time = { $when }.
mail-not-you = If this was not you, tell an administrator at once.
mail-paused-title = Your second factor is paused
mail-paused-lead = Your password and then 20 wrong codes were entered within a day. Codes are not accepted for the next 24 hours. Whoever did this may know your password.
mail-network-title = Sign-in from a new network
mail-network-lead = Somebody signed in to the staff console with your password and second factor, from a network you had not used before.
mail-network-button = Look at my sessions
mail-password-title = Your password was changed
mail-password-lead = The password of your access to the staff console was changed, and other sessions were ended.
mail-codes-title = New recovery codes were made
mail-codes-lead = New recovery codes were made for your access to the staff console. The earlier ones no longer work.
mail-reset-title = Your second factor was reset
mail-reset-lead = An administrator reset your authenticator app and your recovery codes. You connect a new app at your next sign-in, with a code that the administrator gives you.
mail-connected-title = An authenticator app was connected
mail-connected-lead = An authenticator app was connected to your access to the staff console. From now on, its codes sign in together with your password.

# Events of the audit log, one sentence for every reader.
event-staff-invited = Colleague invited
event-staff-changed = Name or roles of a colleague changed
event-staff-disabled = Access of a colleague disabled
event-staff-enabled = Access of a colleague given back
event-staff-second-factor-reset = Second factor of a colleague reset
event-staff-second-factor-set-up = Second factor set up
event-staff-second-factor-paused = Second factor paused after wrong codes
event-staff-link-sent = Link for a new password mailed
event-staff-preferences-changed = Language or time zone changed
event-staff-password-set = Password set by a mailed link
event-staff-password-changed = Password changed
event-staff-recovery-codes-renewed = New recovery codes made
event-staff-password-passed = Right password at the sign-in
event-staff-signed-in = Signed in
event-staff-sign-ins-unknown = Staff sign-ins with unregistered addresses in one hour
event-staff-sign-in-failed = Sign-in with a wrong password
event-staff-code-failed = Wrong code of the second factor
event-staff-presence-code-made = Code for connecting an authenticator app made
event-staff-presence-code-given = Administrator’s code for an authenticator app used
event-staff-proof-failed = Wrong proof of identity
event-staff-stepped-up = Identity confirmed again
event-staff-signed-out = Signed out
event-staff-session-ended = Own session ended
event-staff-sessions-ended = All other own sessions ended
event-staff-refused-row = Access refused: the record was changed outside Gatehouse
event-staff-repaired = Colleague’s access recreated by the operator
event-staff-rights-stated = Colleague’s access recorded during a Gatehouse update
event-api-key-refused-row = API key refused: the record was changed outside Gatehouse
event-api-key-created = API key created
event-api-key-revoked = API key revoked
event-dead-letter-run-again = Failed job run again
event-dead-letter-all-run-again = Failed jobs run again together
event-dead-letter-discarded = Failed job discarded
event-audit-viewed = Audit log of a record viewed
