### Texts of accounts: pages, refusals, mails.

## What can be wrong with a form.

refusal-email-taken = There’s already an account with this address.
refusal-login-wrong = This isn’t the email address of this account.
refusal-passwords-differ = The two passwords don’t match. Type the new password again.
refusal-current-missing = Enter your current password.
refusal-current-wrong = This isn’t your current password.
refusal-country-missing = Choose your country.
refusal-country-unknown = Choose a country from the list.
refusal-region-missing = Enter your region: state, prefecture, province or similar.
refusal-lang-unknown = Choose a language from the list.
refusal-zone-unknown = Choose a time zone from the list.
refusal-phone-invalid = Enter the phone number in digits, such as +81 3 1234 5678.
# $most (Number) - the most characters
refusal-too-long = { $most ->
    [one] This is too long. Use at most { $most } character.
   *[other] This is too long. Use at most { $most } characters.
}
# $character (String) - the code point, such as U+200B
refusal-unprintable = This text has a character that we can’t store: { $character }. It’s invisible or changes the order in which the text is read. Delete it and the characters next to it, then type that part again.
refusal-not-ticked = Check the box to confirm that you want this. Nothing was deleted.
wrong-credentials = Wrong email address or password. If you’ve just registered, open the link in our email first.
# $seconds (Number) - how long to wait
slowed = { $seconds ->
    [one] There were several wrong passwords. Try again in { $seconds } second.
   *[other] There were several wrong passwords. Try again in { $seconds } seconds.
}
link-unknown = This link was already used, was replaced by a newer email, or wasn’t copied completely.
link-used = This link has already been used.
link-expired = This link has expired.
not-found = We couldn’t find that. It may have been removed in the meantime.
owns-company = You own a company, so your account can’t be deleted. Ask support to make somebody else the owner, or delete the company first.
not-allowed = You don’t have the right to do this.

## Words of several pages.

email = Email address
password = Password
password-new = New password
password-again = Password again
password-new-again = New password again
password-current = Current password
sign-in = Sign in
sign-in-title = Sign in
register = Create account
register-title = Create an account
save = Save
cancel = Cancel
continue = Continue
account = Account

## Sign-in.

sign-in-kept = Keep me signed in on this device
sign-in-kept-hint = Don’t check this on a shared computer.
sign-in-forgot = Forgot your password?
sign-in-company = Sign in through your company
# $domain (String) - the domain of an address
sign-in-company-of = Sign in through { $domain }
sign-in-new = New here?
sign-in-ended = Your session has ended. Sign in again.
signed-out = You’re signed out.

## Registration.

register-lede = Manage your licenses and devices in one place. We’ll send you an email to confirm your address.
register-known = Already have an account?
sent-title = Check your email
# $email (String) - the address
sent-to = We’ve sent an email to { $email }. Open the link in it within 5 days to confirm your address.
sent-plain = We’ve sent you an email. Open the link in it within 5 days to confirm your address.
sent-nothing = No email yet?
sent-delay = It can take a few minutes to arrive.
sent-spam = Check your spam or junk folder.
sent-typing = Check the address for typos. If there’s one, register again.
# $sender (String) - our sender address
sent-allow = Add { $sender } to your safe senders.
sent-again-button = Send email again
sent-again-done = The email is on its way. We send one every 10 minutes at most: if you asked sooner, use the one you already have.
sent-register-again = Register again

## Confirmation.

confirm-title = Confirm your address
# $email (String) - the address
confirm-text = Press the button to confirm that { $email } is your address.
# $email (String) - the address
confirm-here = Tell us where you are and confirm that { $email } is your address. You’ll then be signed in.
confirm-button = Confirm
confirm-done = Your address is confirmed.
confirm-elsewhere = The address is confirmed. You’re signed in with another account here: sign out to use the new one.
confirm-choose = Your address is confirmed. Now choose a password: the one from your registration only counts in the browser where you typed it.
confirm-used-title = Your address is confirmed
confirm-used = Your address is already confirmed. Sign in with your password.
dead-title = This link doesn’t work
dead-confirm = If you’ve already confirmed your address, sign in. If not, register again. Registrations that aren’t confirmed within 5 days are deleted.
dead-password = If you still need to set a password, ask for a new link.
dead-again = Request new link

## Forgotten password.

forgot-title = Forgot your password?
forgot-lede = Enter the email address of your account. We’ll send you a link to set a new password.
forgot-button = Send link
forgot-sent = If there’s an account with the address you entered, an email with a link will arrive within a few minutes.
forgot-typing = Check the address for typos. If there’s one, ask again.
forgot-limit = Use the newest email. We send one every 10 minutes at most, so it may have arrived before you asked.
set-title = Set your password
# $email (String) - the address
set-lede = For the account { $email }. All sessions of this account will end.
set-button = Set password
set-done = Your password is set, and all earlier sessions of your account have ended.
set-elsewhere = The password is set. You’re signed in with another account here: sign out to use the one with the new password.
set-already = A password has already been set with this link. Sign in with it.

## Being left alone.

pause-title = Too many emails?
pause-text = For 24 hours, we won’t email you when someone else enters your address in our forms for a new account or a forgotten password.
pause-own = You can still ask for a link yourself, from browsers and networks where you’ve signed in before. Other emails aren’t affected.
pause-button = Stop for 24 hours
# $until (String) - date and time
pause-until = Until { $until }, only you can ask for a link, from browsers and networks where you’ve signed in before. If you need one elsewhere, resume these emails.
pause-end-button = Resume emails
pause-done = Emails stopped. For 24 hours, other people’s requests won’t send you any.
pause-ended = Emails resumed.

## First entry, and proving it again.

welcome-title = Welcome
welcome-lede = Tell us where you are, so that we can help you in your language and show times in your time zone.
welcome-without = Would you rather not say? You can sign out, or delete the account you just made.
welcome-about = More about you (optional)
welcome-sign-out = Sign out
country = Country or territory
country-choose = Choose…
region = Region
region-hint = State, prefecture, province or similar.
language = Language
language-hint = For pages and emails.
zone = Time zone
step-up-title = Confirm it’s you
step-up-lede = Enter your password again. You can then change sensitive settings for 10 minutes.

## Profile.

profile-title = Profile
profile-about = About you
profile-sign-in = Sign-in address
name = Name
first-name = First name
last-name = Last name
first-reading = First name in kana
last-reading = Last name in kana
company = Company
phone = Phone
address = Postal address
profile-place = Region and language
profile-saved = Profile saved.

notify-title = Notifications
notify-legend = Email me
notify-hint = Everything is off until you turn it on. Security notices are always sent.
notify-saved = Notification settings saved.
stop-title = Turn off these emails
stop-lede = You can turn off this kind of email here, without signing in.
# $kind (String) - goes on from “Email me”
stop-kind = You asked us to email you { $kind }.
stop-button = Turn off
stop-done = Emails of this kind are off
stop-done-lede = You won’t get emails of this kind any more. Security notices are always sent.
stop-all = All notifications

## Security.

security-title = Security
security-lede = Your password, two-step verification, where you’re signed in, and what happened lately.
# $day (String) - the day
security-password-set = Set on { $day }.
security-password-none = You have no password yet.
security-all-sessions = All sessions and known browsers
# $count (Number) - how many browsers
security-browsers = Known browsers: { $count }. A sign-in from any other one sends you an email.

## Password.

change-title = Change password
change-button = Change password
change-lede = All your other sessions will end, and we’ll email you about the change.
change-done = Password changed. All other sessions have ended.

## Sessions.

sessions-title = Where you’re signed in
sessions-lede = If you don’t recognize a session, end it and change your password.
sessions-device = Device
sessions-network = Network
sessions-since = Signed in
sessions-seen = Last active
sessions-search = Device or network
sessions-from = Active since
sessions-this = This session
sessions-end = Sign out
sessions-end-others = Sign out everywhere else
sessions-ended = Session ended.
browsers-title = Known browsers
browsers-lede = You’ve signed in from these browsers before, so we don’t email you about sign-ins from them. Remove the ones you don’t recognize.
browsers-first = First sign-in
browsers-last = Last sign-in
browsers-this = This browser
browsers-forget = Remove
browsers-forgotten = Browser removed. Its sessions have ended.
# $count (Number) - how many ended
sessions-others-ended = { $count ->
    [0] There were no other sessions.
    [one] { $count } other session has ended.
   *[other] { $count } other sessions have ended.
}
device-unknown = Unknown device

## Activity.

activity-title = Activity
activity-lede = Sign-ins and changes in your account.
activity-what = What
activity-who = Who
activity-when = When
activity-group = Show
activity-all = Everything
activity-account = Account and sign-in
activity-other = Other change
activity-from = From
activity-until = Until
activity-recent = Recent activity
activity-all-button = All activity
activity-none = No activity yet
activity-none-text = Sign-ins and changes will appear here. To see more, choose Everything.

## Deletion.

delete-title = Delete account
delete-panel = Permanently delete your account and all its data.
delete-text = Your account, your profile, your sessions and the list of your licenses will be deleted at once. Devices in use will keep working until their license expires. This can’t be undone.
delete-tick = I understand that this is permanent and that all my data will be deleted
delete-button = Delete account
deleted-title = Your account is deleted
deleted-text = Your account and all its data have been deleted. We’ve sent you one last email to confirm this. Thanks for having been with us.
deleted-start = Back to the start

## Staff console.

staff-title = Customers
staff-lede = Find an account by its full email address. Every search is recorded in the audit log.
staff-none = No account with this address
staff-none-text = Check the address. Registrations that aren’t confirmed are deleted after 5 days.
staff-start = Search for a customer
staff-start-text = Enter the full address, exactly as the customer wrote it.
staff-state-active = Active
staff-state-pending = Not confirmed
staff-created = Registered
staff-reading = Name in kana
staff-confirmed = Confirmed
staff-sessions = Active sessions

## Mails.

mail-confirm-title = Confirm your email address
# $brand (String) - the vendor's name
mail-confirm-lead = Someone, most likely you, registered at { $brand } with this address.
mail-confirm-button = Confirm my address
mail-confirm-term = The link works for 5 days. After that, the registration is deleted.
mail-confirm-elsewhere = Open the link in the browser where you registered. In any other browser, you choose your password again.
mail-confirm-other = If it wasn’t you, do nothing: without confirmation, the address isn’t used.
# $brand (String) - the vendor's name
mail-confirm-reason = You’re receiving this email because this address was entered in the registration form of { $brand }.
mail-known-title = You already have an account
# $brand (String) - the vendor's name
mail-known-lead = Someone, most likely you, tried to register at { $brand } with this address. You already have an account: just sign in.
# $link (String) - an address of the portal
mail-known-forgot = If you’ve forgotten your password, set a new one here: { $link }
mail-known-other = If it wasn’t you, do nothing. Nothing was changed.
mail-set-title = Set the password of your account
# $brand (String) - the vendor's name
mail-set-lead = There’s an account for you at { $brand }. Set a password to use it.
mail-set-button = Set password
mail-set-term = The link works for 7 days. After that you can ask for a new one on the sign-in page.
# $brand (String) - the vendor's name
mail-set-reason = You’re receiving this email because an account was created for this address at { $brand }.
mail-recover-title = Set a new password
# $brand (String) - the vendor's name
mail-recover-lead = Someone, most likely you, asked for a new password for your account at { $brand }.
mail-recover-button = Set new password
# $minutes (Number) - how long the link works
mail-recover-term = { $minutes ->
    [one] The link works once, for { $minutes } minute.
   *[other] The link works once, for { $minutes } minutes.
}
# $device (String) - device and network
mail-recover-from = The request came from: { $device }.
mail-recover-other = If it wasn’t you, do nothing: your password stays as it is.
# $brand (String) - the vendor's name
mail-recover-reason = You’re receiving this email because someone asked for a new password for your account at { $brand }.
mail-changed-title = Your password was changed
# $when (String) - date and time
# $device (String) - device and network
mail-changed-lead = The password of your account was changed on { $when }, from { $device }.
mail-changed-ended = All other sessions have ended.
mail-changed-button = Set new password
mail-changed-other = If it was you, there’s nothing to do. If it wasn’t, set a new password now.
mail-device-title = Sign-in from a new device
# $when (String) - date and time
# $device (String) - device and network
mail-device-lead = Someone signed in to your account on { $when }, from { $device }.
mail-device-you = If it was you, there’s nothing to do.
mail-device-button = Review sessions
mail-device-other = If it wasn’t you, end that session and change your password.
mail-devices-title = Sign-ins from new devices
# $count (Number) - how many sign-ins
mail-devices-lead = { $count ->
    [one] Since our last email, someone signed in to your account from { $count } new device:
   *[other] Since our last email, someone signed in to your account from { $count } new devices:
}
mail-deleted-title = Your account is deleted
# $brand (String) - the vendor's name
mail-deleted-lead = Your account at { $brand } and all its data have been deleted, as you asked.
mail-deleted-after = This is the last email from us about this account. You can register again at any time.
# $brand (String) - the vendor's name
mail-deleted-reason = You’re receiving this email because you deleted your account at { $brand }.

job-new-devices = Send emails about new devices
job-forget-key = Destroy the keys of deleted accounts

# Events of the audit log, one sentence for every reader.
event-account-registered = Account registered
event-account-registered-again = Someone tried to register this address again
event-account-created = Account created
event-account-imported = Account imported from another portal
event-account-export-requested = Data export requested
event-account-export-made = Data export ready
event-account-export-downloaded = Data export downloaded
event-account-link-sent-again = Confirmation email sent again
event-account-confirmed = Address confirmed
event-account-signed-in = Signed in
event-account-signed-out = Signed out
event-account-sign-in-failed = Sign-in with a wrong password
event-account-sign-in-unconfirmed = Sign-in before the address was confirmed
event-account-sign-ins-unknown = Sign-ins with unregistered addresses within one hour
event-account-proof-failed = Wrong password when confirming a change
event-account-proved = Identity confirmed with the password
event-account-recovery-requested = Link for a new password requested
event-account-password-set = Password set
event-account-password-changed = Password changed
event-account-notifications-changed = Notification settings changed
event-account-profile-changed = Profile changed
event-account-session-ended = Session ended
event-account-browser-forgotten = Known browser removed
event-account-sessions-ended = All other sessions ended
event-account-viewed = Account viewed
event-account-searched = Account looked up by address
event-account-note-added = Internal note added
event-account-note-removed = Internal note removed
event-account-deleted = Account deleted
event-account-unconfirmed-erased = Unconfirmed registration deleted

come-sign-in-first = This address has an account. Sign in to it, and go on from there.
come-reserved = This address belonged to somebody else until lately, and can’t be used yet. Use another address, or ask support.

link-question = No password yet?
link-way = Email me a link
link-title = Sign in by a link
link-lede = We’ll email you a link to set a password. Then you go on where you were.
link-button = Email me a link
