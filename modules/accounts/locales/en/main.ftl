### Texts of accounts: pages, refusals, mails.

## What can be wrong with a form.

refusal-email-taken = There is already an account with this address.
refusal-login-wrong = This is not the email address of this account.
refusal-passwords-differ = The two passwords are not the same. Type the new password again.
refusal-current-missing = Enter your current password.
refusal-current-wrong = This is not your current password.
refusal-country-missing = Choose your country.
refusal-country-unknown = Choose a country from the list.
refusal-region-missing = Enter your region: state, prefecture, province or similar.
refusal-lang-unknown = Choose a language from the list.
refusal-zone-unknown = Choose a time zone from the list.
refusal-phone-invalid = Enter a phone number with digits, such as +81 3 1234 5678.
# $most (Number) - the most characters
refusal-too-long = { $most ->
    [one] This is too long: at most { $most } character fits.
   *[other] This is too long: at most { $most } characters fit.
}
# $character (String) - the code point, such as U+200B
refusal-unprintable = This text has a character that we cannot store: { $character }. It is invisible or changes the order in which the text is read. Delete it and what stands next to it, then type that part again.
refusal-not-ticked = Tick the box to confirm that you want this. Nothing was deleted.
wrong-credentials = The email address and password do not match an account that can sign in. If you have just registered, open the link in our email first.
# $seconds (Number) - how long to wait
slowed = { $seconds ->
    [one] There were several wrong passwords. Please try again in { $seconds } second.
   *[other] There were several wrong passwords. Please try again in { $seconds } seconds.
}
link-unknown = This link was already used, was replaced by a newer email, or was not copied completely.
link-used = This link has been used already.
link-expired = This link is too old.
not-found = We could not find that. It may have been removed in the meantime.
not-allowed = You do not have the right to do this.

## Words of several pages.

email = Email address
password = Password
password-new = New password
password-again = Password again
password-new-again = New password again
password-current = Current password
sign-in = Sign in
register = Create an account
save = Save
cancel = Cancel
continue = Continue
account = Account

## Sign-in.

sign-in-kept = Keep me signed in on this device
sign-in-kept-hint = Do not tick this on a shared computer.
sign-in-forgot = Forgot your password?
sign-in-new = New here?
sign-in-ended = Your session has ended. Please sign in again.
signed-out = You are signed out.

## Registration.

register-lede = You need an account to manage your licenses and devices. We will send you an email to confirm your address.
register-known = Already have an account?
sent-title = Check your email
# $email (String) - the address
sent-to = We have sent an email to { $email }. Open the link in it within 5 days to confirm your address.
sent-plain = We have sent you an email. Open the link in it within 5 days to confirm your address.
sent-nothing = No email yet?
sent-delay = It can take a few minutes to arrive.
sent-spam = Check your spam or junk folder.
sent-typing = Check the address for typing errors; if there is one, register again.
# $sender (String) - our sender address
sent-allow = Add { $sender } to your safe senders.
sent-again-button = Send the email again
sent-again-done = The email is on its way. We send one every 10 minutes at most: if you asked sooner, use the one that you have.
sent-register-again = Register again

## Confirmation.

confirm-title = Confirm your address
# $email (String) - the address
confirm-text = Press the button to confirm that { $email } is your address. After that you can sign in.
confirm-button = Confirm
confirm-done = Your address is confirmed. Sign in with your password.
confirm-choose = Your address is confirmed. Now choose your password: the one from the registration counts only in the browser where it was typed.
confirm-used-title = Your address is confirmed
confirm-used = Your address is confirmed already. Sign in with your password.
dead-title = This link does not work
dead-confirm = If you have confirmed your address already, sign in. If not, register again: an address that is not confirmed within 5 days is free again.
dead-password = If you still need to set a password, ask for a new link.
dead-again = Request a new link

## Forgotten password.

forgot-title = Forgot your password?
forgot-lede = Enter the email address of your account. We will send you a link to set a new password.
forgot-button = Send the link
forgot-sent = If there is an account with the address that you entered, an email with a link is in its mailbox within a few minutes.
forgot-limit = Use the newest one. We send one every 10 minutes at most, so it may have come before you asked.
set-title = Set your password
# $email (String) - the address
set-lede = For the account { $email }. All sessions of this account will end.
set-button = Set password
set-done = Your password is set. Sign in with your new password.
set-already = A password was set with this link already. Sign in with it.

## Being left alone.

pause-title = Too many emails?
pause-text = For 24 hours, we send you no email when someone else enters your address in our forms for a new account or a forgotten password.
pause-own = You can still ask for a link yourself, from browsers and networks where you have signed in before. Other emails are not affected.
pause-button = Stop them for 24 hours
# $until (String) - date and time
pause-until = Until { $until }, only you can ask for a link, from browsers and networks where you have signed in before. If you need one elsewhere, let the emails through again.
pause-end-button = Let the emails through again
pause-done = For 24 hours, other people’s requests send you no email.
pause-ended = The emails come through again.

## First entry, and proving it again.

welcome-title = Welcome
welcome-lede = Please tell us where you are, so that we can help you in your language and show times in your time zone.
country = Country or territory
country-choose = Choose …
region = Region
region-hint = State, prefecture, province or similar.
language = Language
language-hint = For pages and emails.
zone = Time zone
step-up-title = Please confirm that it is you
step-up-lede = Enter your password again. For the next 10 minutes you can then change sensitive settings.

## Profile.

profile-title = Profile
# $email (String) - the address
profile-lede = Signed in as { $email }.
profile-about = About you
name = Name
company = Company
phone = Phone
address = Postal address
profile-place = Place and language
profile-saved = Your profile is saved.

notify-title = Notifications
notify-legend = Email me
notify-hint = Everything is off until you tick it. Security notices are always sent.
notify-saved = Your choice of notifications is saved.

## Password.

change-title = Change password
change-lede = All your other sessions will end, and we will tell you by email.
change-done = Your password is changed. All other sessions have ended.

## Sessions.

sessions-title = Devices and sessions
sessions-lede = Everywhere you are signed in. If you do not recognize a session, end it and change your password.
sessions-device = Device
sessions-network = Network
sessions-since = Signed in
sessions-seen = Last used
sessions-search = Device or network
sessions-from = Used since
sessions-this = This session
sessions-end = Sign out
sessions-end-others = Sign out everywhere else
sessions-ended = The session has ended.
browsers-title = Known browsers
browsers-lede = You have signed in from these before, so a sign-in from them causes no email to you. Forget the ones you do not recognize.
browsers-first = First sign-in
browsers-last = Last sign-in
browsers-this = This browser
browsers-forget = Forget
browsers-forgotten = The browser is forgotten, and its sessions have ended.
# $count (Number) - how many ended
sessions-others-ended = { $count ->
    [0] There were no other sessions.
    [one] { $count } other session has ended.
   *[other] { $count } other sessions have ended.
}
device-unknown = Unknown device

## Activity.

activity-title = Activity
activity-lede = Everything that was done in your account and by whom.
activity-what = What
activity-who = Who
activity-when = When
activity-group = Show
activity-all = Everything
activity-account = Account and sign-in
activity-other = Other change
activity-from = From
activity-until = Until
activity-none = Nothing here yet
activity-none-text = Sign-ins and changes will be listed here. Show everything to see more.

## Deletion.

delete-title = Delete account
delete-panel = You can delete your account with everything in it, at once and for good.
delete-text = Your account, your profile, your sessions and the list of your licenses will be deleted at once. Devices in use will keep working until their license ends. This cannot be undone.
delete-tick = I understand that this is permanent and that all my data will be deleted.
delete-button = Delete my account
deleted-title = Your account is deleted
deleted-text = Your account and all its data have been deleted. We have sent you one last email to confirm this. Thank you for having been our customer.

## Staff console.

staff-title = Customers
staff-lede = Find an account by its whole email address. Every look is recorded.
staff-none = No account with this address
staff-none-text = Check the address. Registrations that were never confirmed are deleted after 5 days.
staff-start = Search for a customer
staff-start-text = Enter the whole address, exactly as the customer wrote it.
staff-state-active = Active
staff-state-pending = Not confirmed
staff-created = Registered
staff-confirmed = Confirmed
staff-sessions = Live sessions

## Mails.

mail-confirm-title = Confirm your email address
# $brand (String) - the vendor's name
mail-confirm-lead = Someone, most likely you, has registered at { $brand } with this address.
mail-confirm-button = Confirm my address
mail-confirm-term = The link works for 5 days. After that the registration is deleted.
mail-confirm-elsewhere = Open the link in the browser where you registered. In any other browser you choose your password once more.
mail-confirm-other = If it was not you, do nothing: without confirmation the address is not used.
# $brand (String) - the vendor's name
mail-confirm-reason = You are receiving this email because this address was entered in the registration form of { $brand }.
mail-known-title = You already have an account
# $brand (String) - the vendor's name
mail-known-lead = Someone, most likely you, has tried to register at { $brand } with this address. You already have an account: just sign in.
# $link (String) - an address of the portal
mail-known-forgot = If you have forgotten your password, set a new one here: { $link }
mail-known-other = If it was not you, do nothing. Nothing was changed.
mail-set-title = Set the password of your account
# $brand (String) - the vendor's name
mail-set-lead = There is an account for you at { $brand }. Set a password to use it.
mail-set-button = Set my password
mail-set-term = The link works for 7 days. After that you can ask for a new one on the sign-in page.
# $brand (String) - the vendor's name
mail-set-reason = You are receiving this email because an account was made for this address at { $brand }.
mail-recover-title = Set a new password
# $brand (String) - the vendor's name
mail-recover-lead = Someone, most likely you, has asked for a new password for your account at { $brand }.
mail-recover-button = Set a new password
# $minutes (Number) - how long the link works
mail-recover-term = The link works for { $minutes } minutes and only once.
# $device (String) - device and network
mail-recover-from = The request came from: { $device }.
mail-recover-other = If it was not you, do nothing: your password stays as it is.
# $brand (String) - the vendor's name
mail-recover-reason = You are receiving this email because someone asked for a new password for your account at { $brand }.
mail-changed-title = Your password was changed
# $when (String) - date and time
# $device (String) - device and network
mail-changed-lead = The password of your account was changed on { $when }, from { $device }.
mail-changed-ended = All other sessions have ended.
mail-changed-button = Not you? Set a new password
mail-changed-other = If it was you, there is nothing to do.
mail-device-title = Sign-in from a new device
# $when (String) - date and time
# $device (String) - device and network
mail-device-lead = Someone signed in to your account on { $when }, from { $device }.
mail-device-you = If it was you, there is nothing to do.
mail-device-button = Review my sessions
mail-device-other = If it was not you, end that session and change your password.
mail-devices-title = Sign-ins from new devices
# $count (Number) - how many sign-ins
mail-devices-lead = { $count ->
    [one] Since our last email, someone signed in to your account from { $count } new device:
   *[other] Since our last email, someone signed in to your account from { $count } new devices:
}
mail-deleted-title = Your account is deleted
# $brand (String) - the vendor's name
mail-deleted-lead = Your account at { $brand } and all its data have been deleted, as you asked.
mail-deleted-after = This is the last email from us about it. You can register again at any time.
# $brand (String) - the vendor's name
mail-deleted-reason = You are receiving this email because you deleted your account at { $brand }.

job-new-devices = Send emails about new devices
job-forget-key = Destroy the keys of deleted accounts

# Events of the audit log, one sentence for every reader.
event-account-registered = Account registered
event-account-registered-again = Someone tried to register this address again
event-account-created = Account created
event-account-link-sent-again = Confirmation email sent again
event-account-confirmed = Address confirmed
event-account-signed-in = Signed in
event-account-signed-out = Signed out
event-account-sign-in-failed = Sign-in with a wrong password
event-account-sign-ins-unknown = Sign-ins with unregistered addresses in one hour
event-account-proof-failed = Wrong password when confirming a change
event-account-proved = Identity confirmed with the password
event-account-recovery-requested = Link for a new password requested
event-account-password-set = Password set with an emailed link
event-account-password-changed = Password changed
event-account-notifications-changed = Notifications changed
event-account-profile-changed = Profile changed
event-account-session-ended = Session ended
event-account-browser-forgotten = Known browser forgotten
event-account-sessions-ended = All other sessions ended
event-account-viewed = Account viewed
event-account-searched = Account searched for by its address
event-account-deleted = Account deleted
event-account-unconfirmed-erased = Unconfirmed registration erased
