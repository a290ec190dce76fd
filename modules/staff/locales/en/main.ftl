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
email = Email address
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
expires = Expires
made = Created
history = History
or = or

## Signing in

sign-in = Sign in
sign-in-title = Staff sign-in
sign-in-lede = Customers sign in on the portal’s own page.
code-title = Enter your code
code-lede = Open your authenticator app and enter the six digits it shows for this portal.
code-hint = Without the app, use one of your recovery codes.
code-submit = Continue
start-over = Start over
to-sign-in = To the sign-in page
signed-out = You’re signed out.

## Second factor

setup-title = Set up your authenticator app
setup-lede = Scan the QR code with your authenticator app, then enter the 6-digit code.
setup-qr = Key for the app
setup-code-hint = Six digits that change every 30 seconds.
setup-submit = Confirm and sign in
presence-title = Enter an administrator’s code
presence-lede = To connect an authenticator app, you need a code from an administrator. Ask for it in person or by phone. It works once, within an hour.
presence-hint = Did you set your password with a link from an email less than an hour ago? Sign in with that browser: there you need no code.
codes-title = Recovery codes
codes-lede = Each code replaces your authenticator app once. Keep them where only you can reach them, such as in a password manager or printed in a safe.
codes-once = These codes are shown only now. Earlier codes no longer work.
codes-kept = I’ve saved these codes
# $count (Number) - codes left
codes-left = { $count ->
    [one] You have { $count } unused code.
   *[other] You have { $count } unused codes.
}
codes-renew = Create new codes
step-up-title = Confirm it’s you
step-up-lede = We won’t ask again for 10 minutes.
step-up-factor = Enter a code or use a passkey. For 10 minutes, you can then change ways to sign in, your own and those of team members. If you have neither, ask an administrator to reset your two-step verification.
step-up-code-hint = From your authenticator app, or a recovery code.
step-up-submit = Confirm

## Setting a password by a mailed link

set-password-title = Set your password
# $name (String) - the member's name
set-password-lede = Hello { $name }, choose a password to sign in with.
set-password-submit = Set password
set-password-done = Your password is set. Sign in.
link-closed-title = This link no longer works

## Overview

tile-waiting = Jobs waiting
tile-dead = Failed jobs
tile-oldest = Oldest job’s delay
# $minutes (Number) - whole minutes
minutes = { NUMBER($minutes) } min

## Members

members-title = Team
members-lede = People who can use this console, and their roles.
members-none = No matching team members
members-none-text = Change the filters, or invite a team member.
invite = Invite
invite-title = Invite a team member
invite-lede = We’ll email a link for setting a password. It works for 7 days.
# $email (String) - the address
invited = Invitation sent to { $email }.
language-of-mails = Language of emails and pages
role = Role
roles = Roles
role-support = Support
role-support-hint = Answers customers and sees their licenses.
role-lab = Lab
role-lab-hint = Analyzes files and links.
role-licensing = Licensing
role-licensing-hint = Manages the catalog, issues and blocks licenses.
role-privacy = Privacy
role-privacy-hint = Answers privacy requests and reads the whole audit log.
role-marketing = Marketing
role-marketing-hint = Newsletters and forms.
role-administrator = Administrator
role-administrator-hint = Everything, including this list of team members.
state-active = Active
state-invited = Invited
state-no-second-factor = No two-step verification yet
state-disabled = Disabled
state-enabled = Can sign in
name-and-roles = Name and roles
recovery-codes-left = Recovery codes left
his-actions = What they did
access = Access
send-link = Send link
send-link-text = Email a new link for setting the password. An earlier link stops working.
link-sent = Link sent.
reset = Reset two-step verification
reset-text = For a team member who lost the authenticator app and the recovery codes. Make sure that the request really comes from them: you get a code to hand over. All their sessions end.
reset-done = Two-step verification reset
presence-make = Create code
presence-make-text = This team member has no authenticator app yet. To connect one, they need the link of the invitation, within an hour, or a code that you hand over.
presence-made-title = Code to hand over
presence-made-lede = Give it in person or by phone, never by email. They’re asked for it at the next sign-in, after the password. It works once, within an hour.
presence-made-once = The code is shown only now. An earlier one no longer works.
presence-made-done = I’ve handed it over
disable = Disable access
disable-text = Ends all their sessions at once. The name stays in the audit log.
# $count (Number) - keys
disable-keys = { $count ->
    [one] This team member created { $count } API key that still works. It is revoked together with the access:
   *[other] This team member created { $count } API keys that still work. They are revoked together with the access:
}
disable-keep-keys = Keep the API keys this team member created
disable-keep-keys-hint = Only if they have no copy of them.
disabled-done = Access disabled.
enable = Restore access
enable-text = This team member can’t sign in at present.
enabled-done = Access restored.

## Profile

profile-title = My profile
preferences = Language and time
change-password = Change password
change-password-text = Your other sessions end, and we’ll email you about the change.
password-changed = Password changed.
sessions-title = Where you’re signed in
session-where = Network and browser
session-began = Signed in
session-seen = Last active
session-this = This session
session-end = Sign out
session-ended = Session ended.
sessions-end-others = Sign out everywhere else
sessions-ended = You’re signed out everywhere else.

## API keys

keys-title = API keys
keys-lede = Keys let your other systems use the API within the scopes you choose.
key-docs = API documentation
api-step-key = Get a key
api-step-key-text = An administrator makes it in the staff console, with the scopes orders:read and orders:write. It is shown once. The commands below take it from the variable GATEHOUSE_KEY.
keys-none = No API keys yet
keys-none-text = Create one for each system that uses the API, so that you can revoke them one by one.
keys-usable = In use
keys-with-revoked = Including revoked
key-make = Create key
key-new-title = New API key
key-name-hint = What is it for? The audit log shows this name.
scopes = Scopes
key-last-day = Last day
key-last-day-hint = Leave empty if the key shouldn’t expire.
last-used = Last used
key-active = Active
key-expired = Expired
key-revoked = Revoked
key-begins = Begins with
key-made-title = Your new API key
key-made-once = Copy the key now: it won’t be shown again, and nobody can look it up.
key-use = How to use it
key-kept = I’ve saved this key
key-revoke-title = Revoke this key?
key-revoke-text = From then on, the system that uses this key gets no access. This can’t be undone.
key-revoke-tick = I understand that this key stops working
key-revoke = Revoke key
key-revoked-done = Key revoked.

## Audit log

audit-title = Audit log
audit-lede = Who did what, when, and from where. Entries can’t be changed.
audit-lede-own = What you did, when, and from where.
audit-kind = Action
audit-member = Team member
audit-only-this = History
audit-from = From
audit-until = Until
audit-when = When
audit-who = Who
audit-what = Action
audit-word = Event name
audit-details = Details
audit-about = Record
audit-where = IP address
audit-none = No matching entries
audit-none-text = Widen the dates, or leave a field empty.

## Jobs

jobs-title = Jobs
jobs-lede = Background work such as emails and batches.
jobs-none = No jobs waiting
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
job-trying-again = Waiting to retry
job-waiting = Waiting
job-id = Job
job-queued = Queued
job-given-up = Failed
job-payload = Contents
schedules-title = Schedules
schedule = Schedule
schedule-next = Next run
schedule-last = Last run
dead-title = Failed jobs
dead-lede = These jobs failed repeatedly. Fix the cause, then retry.
dead-none = No failed jobs
dead-none-text = Every job is done or still waiting for its turn.
run-again = Retry
run-again-done = The job runs again.
run-all-title = Retry all failed jobs
run-all-text = Every failed job, of every kind, starts again from the beginning.
# $kind (String) - the kind of jobs
run-all-text-kind = Every failed job of the kind { $kind } starts again from the beginning.
run-all-tick = I understand that they’ll all run again
run-all = Retry all
# $count (Number) - jobs
run-all-done = { $count ->
    [one] { $count } job runs again.
   *[other] { $count } jobs run again.
}
discard-title = Discard this job?
discard-text = This job will never run: an email isn’t sent, or a batch stays unfinished. This can’t be undone.
discard-tick = I understand that this job will never run
discard = Discard job
discarded = Job discarded.

## Refusals

refusal-sign-in-wrong = Wrong email address or password, or this person may not sign in.
# $seconds (Number) - how long to wait
refusal-throttled = { $seconds ->
    [one] Too many wrong passwords. Wait { $seconds } second.
   *[other] Too many wrong passwords. Wait { $seconds } seconds.
}
refusal-sign-in-expired = The sign-in took too long. Start over.
refusal-code-wrong = This code is wrong or too old. Enter the one that the app shows now.
refusal-code-used = This code has already been used. Wait up to 30 seconds for the next one.
refusal-too-many-codes = Five wrong codes. Start over with your password.
# $hours (Number) - hours left
refusal-paused = { $hours ->
    [one] Too many wrong codes today: codes aren’t accepted for about { $hours } hour. An administrator can help.
   *[other] Too many wrong codes today: codes aren’t accepted for about { $hours } hours. An administrator can help.
}
refusal-proof-missing = Enter a code or your password.
refusal-code-missing = Enter a code from your authenticator app, or a recovery code.
refusal-factor-due = Enter a code or use a passkey first. Then you can make this change.
refusal-proof-wrong = The password is wrong.
refusal-session-ended = Five wrong attempts ended your session. Sign in again.
refusal-presence-wrong = This code is wrong or too old. Ask an administrator for a new one.
refusal-link-used = This link has already been used: your password is set. Sign in with it.
refusal-link-expired = The link was replaced by a newer one, or is older than 7 days. An administrator can send you a new one.
refusal-email-taken = There’s already a team member with this address.
refusal-name-missing = Enter a name.
refusal-name-invalid = The name can have at most 100 characters.
# $character (String) - the code point, such as U+200B
refusal-name-unprintable = The name has a character that we can’t store: { $character }. It’s invisible or changes the order in which the text is read. Delete it and the characters next to it, then type that part again.
refusal-roles-missing = Choose at least one role.
refusal-role-unknown = One of the roles doesn’t exist. Choose from the list.
refusal-lang-unknown = Choose a language from the list.
refusal-zone-unknown = Choose a time zone from the list.
refusal-current-wrong = This isn’t your current password.
refusal-member-not-found = There’s no such team member.
refusal-yourself = You can’t take away your own access or your own administrator role. Another administrator can.
refusal-last-administrator = This is the last administrator. Make someone else an administrator first.
refusal-not-invited = This team member’s access is disabled. Restore it first.
refusal-row-refused = This team member’s record was changed outside Gatehouse, so it isn’t trusted. The operator can recreate it with “gatehouse staff repair”.
refusal-not-waiting = This team member has an authenticator app, or their access is disabled. Reload the page.
refusal-key-name-missing = Enter a name for the key.
refusal-scopes-missing = Choose at least one scope.
refusal-scope-unknown = One of the scopes doesn’t exist. Choose from the list.
refusal-expiry-invalid = Enter a day such as 2027-11-21.
refusal-expiry-out-of-range = The last day must be today or later, and within ten years.
refusal-key-not-found = There’s no such key.
refusal-key-revoked = This key has already been revoked.
refusal-dead-letter-gone = This job is no longer among the failed ones: someone else has already handled it.
refusal-not-confirmed = Check the box to confirm.

## Mails

# $brand (String) - the vendor's name
mail-invitation-title = Invitation to the staff console of { $brand }
# $name (String) - the member's name
# $brand (String) - the vendor's name
mail-invitation-lead = Hello { $name }, you can now work in the staff console of { $brand }.
# $brand (String) - the vendor's name
mail-link-title = Set a new password for { $brand }
# $name (String) - the member's name
# $brand (String) - the vendor's name
mail-link-lead = Hello { $name }, an administrator sent you this link to set a new password for the staff console of { $brand }.
mail-invitation-body = Use this link to set your password. You also need an authenticator app on your phone.
mail-invitation-button = Set password
mail-invitation-after = The link works once, within 7 days.
# $brand (String) - the vendor's name
mail-reason-administrator = You’re receiving this email because an administrator of { $brand } entered your address.
# $when (String) - date and time
# $network (String) - an IP address or network
mail-circumstances = { $when }, from the network { $network }.
# $when (String) - date and time
mail-circumstances-time = { $when }.
mail-not-you = If this wasn’t you, tell an administrator at once.
mail-paused-title = Your two-step verification is paused
mail-paused-lead = Your password and then 20 wrong codes were entered within a day. Codes aren’t accepted for the next 24 hours. Whoever did this may know your password.
mail-network-title = Sign-in from a new network
mail-network-lead = Someone signed in to the staff console with your password and two-step verification, from a network you hadn’t used before.
mail-network-button = Review sessions
mail-password-title = Your password was changed
mail-password-lead = The password of your access to the staff console was changed. All other sessions have ended.
mail-codes-title = New recovery codes were created
mail-codes-lead = New recovery codes were created for your access to the staff console. The earlier ones no longer work.
mail-reset-title = Your two-step verification was reset
mail-reset-lead = An administrator reset your authenticator app and your recovery codes. You connect a new app at your next sign-in, with a code that the administrator gives you.
mail-connected-title = An authenticator app was connected
mail-connected-lead = An authenticator app was connected to your access to the staff console. From now on, its codes sign in together with your password.

# Events of the audit log, one sentence for every reader.
event-staff-invited = Team member invited
event-staff-changed = Name or roles of a team member changed
event-staff-disabled = Access of a team member disabled
event-staff-enabled = Access of a team member restored
event-staff-second-factor-reset = Two-step verification of a team member reset
event-staff-second-factor-set-up = Two-step verification set up
event-staff-second-factor-paused = Two-step verification paused after wrong codes
event-staff-link-sent = Link for a new password emailed
event-staff-preferences-changed = Language or time zone changed
event-staff-password-set = Password set with a link from an email
event-staff-password-changed = Password changed
event-staff-recovery-codes-renewed = New recovery codes created
event-staff-password-passed = Correct password at sign-in
event-staff-signed-in = Signed in
event-staff-sign-ins-unknown = Staff sign-ins with unregistered addresses within one hour
event-staff-sign-in-failed = Sign-in with a wrong password
event-staff-code-failed = Wrong code of two-step verification
event-staff-presence-code-made = Code for connecting an authenticator app created
event-staff-presence-code-given = Administrator’s code for an authenticator app used
event-staff-proof-failed = Wrong proof of identity
event-staff-stepped-up = Identity confirmed again
event-staff-signed-out = Signed out
event-staff-session-ended = Own session ended
event-staff-sessions-ended = All other own sessions ended
event-staff-refused-row = Access refused: the record was changed outside Gatehouse
event-staff-repaired = Team member’s access recreated by the operator
event-staff-rights-stated = Team member’s access recorded during a Gatehouse update
event-api-key-refused-row = API key refused: the record was changed outside Gatehouse
event-api-key-created = API key created
event-api-key-revoked = API key revoked
event-dead-letter-run-again = Failed job retried
event-dead-letter-all-run-again = All failed jobs retried
event-dead-letter-discarded = Failed job discarded
event-audit-viewed = Audit log of a record viewed
