### Texts of two-step verification: pages, refusals, emails, events.

## Why something wasn’t done.

refusal-code-missing = Enter a code.
refusal-code-wrong = This code is wrong or too old. Enter the one that the app shows now.
refusal-code-used = This code has already been used. Wait up to 30 seconds for the next one.
# $hours (Number) - until codes are accepted again
second-step-paused = { $hours ->
    [one] There were too many wrong codes today. Codes aren’t accepted for about { $hours } hour. Browsers where you’ve signed in before are counted separately: try one of them.
   *[other] There were too many wrong codes today. Codes aren’t accepted for about { $hours } hours. Browsers where you’ve signed in before are counted separately: try one of them.
}
too-many-codes = There were five wrong codes. Start over with your password.
sign-in-over = This sign-in took too long or has ended. Start over with your password.
factor-proof-due = Enter a code or use a passkey first. Then you can change this.
factor-already = This authenticator app is already connected.
# $most (Number) - how many there can be
too-many-factors = { $most ->
    [one] An account can have { $most } authenticator app, passkey or phone. Remove it before you add another one.
   *[other] An account can have up to { $most } authenticator apps, passkeys and phones. Remove one before you add another one.
}
offer-over = This QR code has expired. Scan the new one.
# $hours (Number) - until it can be asked for again
removals-too-often = { $hours ->
    [one] This was requested too often. Try again in about { $hours } hour.
   *[other] This was requested too often. Try again in about { $hours } hours.
}
two-step-is-off = Two-step verification is off, so there’s nothing to remove.
removal-without-address = Your login isn’t an email address, so nobody could be warned. Sign in with a recovery code, or ask support.

## The second step of a sign-in.

or = or
code = Code
code-title = Enter your code
code-lede = Open your authenticator app and enter the six digits it shows for this portal.
code-hint = Without the app, use one of your recovery codes.
code-trust = Trust this browser for 30 days
code-trust-hint = Then we won’t ask for a code here. Don’t check this on a shared computer.
code-none = No working code?
code-next = Each code works once. Wait up to 30 seconds for the next one.
code-clock = Set the clock of your phone to automatic: codes depend on the time.
code-other-app = Use another authenticator app if you’ve connected one.
code-recovery = Use one of your recovery codes: enter it in the same field.
start-over = Start over
lost-way = Lost your authenticator app and your recovery codes?
lost-link = Turn off two-step verification

## When everything is lost.

lost-title = Turn off two-step verification
lost-lede = Use this if you’ve lost all your authenticator apps, phones, passkeys and recovery codes.
lost-how = How it works
lost-wait = Two-step verification is turned off after 72 hours. Until then, it stays on.
lost-told = We email you now and on each of the following days.
lost-stop = You can stop it with the link in these emails.
lost-end = Signing in with a code stops it too.
lost-button = Turn off after 72 hours
lost-back = Back
lost-asked = Requested. We’ve sent you an email.
# $due (String) - date and time
lost-waits = Two-step verification will be turned off on { $due }. Then you can sign in with your password alone.
lost-found = If you find your authenticator app or a recovery code, sign in with it. That stops this.
keep-title = Keep two-step verification?
keep-lede = Press the button to keep two-step verification on.
keep-button = Keep two-step verification
kept-title = Two-step verification stays on
kept-text = Two-step verification stays on. If it wasn’t you who wanted to turn it off, set a new password now.
kept-nothing-title = Nothing to stop
kept-nothing = There’s no request to turn off two-step verification any more: it was stopped, or it has been carried out.

## The link in the email about the first factor.

undo-factor-title = Turn off two-step verification and sign everyone out?
undo-factor-lede = Use this if it wasn’t you who turned on two-step verification. Someone else then knows your password.
undo-factor-factors = All authenticator apps, phones, passkeys and recovery codes are removed. Two-step verification is off.
undo-factor-services = Sign-in services that were connected since two-step verification was turned on, or within 72 hours before that, are disconnected.
undo-factor-address = If the address of the account was changed since then, the earlier one is restored.
undo-factor-button = This wasn’t me
undo-factor-done = Two-step verification is off, and all sessions have ended. Now choose a new password.
dead-undo-factor = It may have been used already, two-step verification may have been set up anew since then, or more than 7 days have passed. You can set a new password by email. If the address of the account was changed as well, use the link in the email about that first.

## Two-step verification in the account.

two-step = Two-step verification
two-step-add = Add authenticator app
two-step-off = Off. When it’s on, signing in takes your password and a passkey or a code from your phone, so your password alone is of no use to others.
two-step-on = On. Signing in takes a passkey or a code besides your password.
factor-app = Authenticator app
factor-added-on = Added
factor-used-on = Last used
factor-remove = Remove
factor-name = Name
factor-name-hint = To tell several apps apart, such as “Work phone”.
factor-removed = Removed.
factor-last-removed = Removed. Two-step verification is off.
factor-last-removed-codes = Removed. Two-step verification is off. Your recovery codes stay: with the answer to your secret question, each sets a new password.
# $due (String) - date and time
removal-notice = It will be turned off on { $due }. If you didn’t request this, keep it and change your password.
app-title = Add authenticator app
app-lede = Scan the QR code with your authenticator app, then enter the 6-digit code. If two-step verification is off, adding the app turns it on and ends all your other sessions.
app-qr = Key for the app
app-code-hint = Six digits that change every 30 seconds.
app-button = Add
app-done = Authenticator app added.
codes-title = Recovery codes
codes-lede = Each code replaces your authenticator app once. Keep them where only you can reach them, such as in a password manager or printed in a safe.
codes-once = These codes are shown only now. Earlier codes no longer work.
codes-kept = I’ve saved these codes
codes-print = Print
# $count (Number) - codes left
codes-left = { $count ->
    [0] You have no unused recovery codes. Create new ones.
    [one] You have { $count } unused recovery code.
   *[other] You have { $count } unused recovery codes.
}
codes-renew = Create new recovery codes
codes-renew-text = Your earlier codes will no longer work.
step-up-code = Enter a code or use a passkey. You can then change how you sign in for 10 minutes.
step-up-either = Enter a code or your password, or use a passkey. You can then change sensitive settings for 10 minutes.
# $until (String) - a day
browsers-trusted = Trusted until { $until }
browsers-distrust = Stop trusting
browsers-distrusted = This browser will be asked for a code again.

## Staff console.

staff-two-step-on = On
staff-two-step-off = Off
staff-removal = Two-step verification is turned off on
staff-help = Sign-in
staff-sign-out = Sign out everywhere
staff-sign-out-text = Ends all sessions of this customer and forgets all browsers, trusted ones too. Use it if someone else may be in the account. The customer gets an email.
staff-signed-out = The customer is signed out everywhere and gets an email.
staff-remove-factors = Turn off two-step verification after 72 hours
staff-remove-factors-text = For a customer who lost the authenticator app, the recovery codes and the password. Make sure that the request really comes from them. They get an email on each of the three days and can stop it.
# $due (String) - date and time
staff-removal-begun = Two-step verification will be turned off on { $due }. The customer gets an email.

## Emails.

mail-security-button = Review security
mail-not-you = If it wasn’t you, change your password now and sign out everywhere else.
mail-undo-factor-yours = If it was you, there’s nothing to do.
mail-undo-factor-other = If it wasn’t you, someone knows your password. Press the button: everything that was set up for two-step verification is removed, everyone is signed out, and you choose a new password.
mail-undo-factor-term = The link works for 7 days, as long as this two-step verification is on. It’s the only way to undo this at once, so keep this email to yourself.
mail-undone-title = Two-step verification was turned off and everyone was signed out
# $when (String) - date and time
# $device (String) - device and network
mail-undone-lead = The link in our email about two-step verification was used on { $when }, from { $device }. All authenticator apps, phones, passkeys and recovery codes are removed, all sessions have ended, and the earlier password no longer works.
mail-undone-next = If you haven’t chosen a new password yet, do it now. Then sign in and set up two-step verification again.
mail-factor-added-title = An authenticator app was added
# $name (String) - what its owner calls it
# $when (String) - date and time
# $device (String) - device and network
mail-factor-added-lead = The authenticator app “{ $name }” was added to your account on { $when }, from { $device }.
mail-factor-first = Two-step verification is on: from now on, signing in takes a code besides your password. All other sessions have ended.
mail-factor-removed-title = An authenticator app was removed
# $name (String) - what its owner calls it
# $when (String) - date and time
# $device (String) - device and network
mail-factor-removed-lead = The authenticator app “{ $name }” was removed from your account on { $when }, from { $device }.
mail-factor-last = Two-step verification is off: your password is enough to sign in.
mail-codes-title = New recovery codes were created
# $when (String) - date and time
# $device (String) - device and network
mail-codes-lead = New recovery codes were created for your account on { $when }, from { $device }. The earlier ones no longer work.
mail-code-used-title = A recovery code was used
# $when (String) - date and time
# $device (String) - device and network
mail-code-used-lead = A recovery code was used for your account on { $when }, from { $device }.
mail-paused-title = Your two-step verification is paused
# $device (String) - device and network
mail-paused-lead = Your password and then 20 wrong codes were entered within a day, last from { $device }. Codes aren’t accepted there for the next 24 hours. Whoever did this may know your password.
mail-paused-ways = You can still sign in from browsers where you’ve signed in before: their codes are counted separately.
mail-paused-other = If it was you and you’ve lost your authenticator app and your recovery codes, sign in with your password and choose to turn off two-step verification. If it wasn’t you, set a new password now.
mail-removal-title = Two-step verification will be turned off
# $asked (String) - date and time
mail-removal-by-you = Someone with your password, most likely you, said on { $asked } that all authenticator apps, passkeys and recovery codes of your account are lost.
# $asked (String) - date and time
mail-removal-by-support = Our support requested this for you on { $asked }, because all authenticator apps, passkeys and recovery codes of your account are lost.
# $due (String) - date and time
mail-removal-due = Two-step verification will be turned off on { $due }. Then your password is enough to sign in.
mail-removal-yours = If that’s what you want, there’s nothing to do.
mail-removal-other = If it wasn’t you, keep two-step verification and set a new password. Signing in with a code stops this too.
mail-stopped-title = Two-step verification stays on
# $when (String) - date and time
# $device (String) - device and network
mail-stopped-lead = The request to turn off two-step verification was stopped on { $when }, from { $device }.
mail-stopped-after = If you’ve really lost your authenticator app and your recovery codes, request it again when you sign in.
mail-removed-title = Two-step verification is off
mail-removed-lead = Two-step verification of your account was turned off, 72 hours after this was requested. Your password is enough to sign in.
mail-removed-next = Sign in and set it up again with your new phone.
mail-signed-out-title = You’re signed out everywhere
# $when (String) - date and time
mail-signed-out-lead = Our support signed you out everywhere on { $when }. All sessions of your account have ended, and no browser is trusted any more.
mail-signed-out-next = Your password and your licenses haven’t changed. Devices in use keep working.
# $link (String) - the address of the form
mail-signed-out-other = If you didn’t ask for this, contact us: { $link }

job-factor-removals = Send emails about two-step verification that is turned off, and turn it off

# Events of the audit log, one sentence for every reader.
event-account-password-passed = Password entered, code still missing
event-account-code-failed = Wrong code of two-step verification
event-account-second-step-paused = Two-step verification paused after wrong codes
event-account-proved-by-code = Identity confirmed with a code
event-account-factor-added = Authenticator app added
event-account-factor-removed = Authenticator app removed
event-account-recovery-codes-renewed = New recovery codes created
event-account-recovery-code-used = Recovery code used
event-account-browser-trusted = Browser trusted for 30 days
event-account-browser-distrusted = Browser no longer trusted
event-account-removal-asked = Turning off two-step verification requested
event-account-removal-stopped = Request to turn off two-step verification stopped
event-account-removal-done = Two-step verification turned off after the waiting time
event-account-first-factor-undone = Two-step verification undone by the link in the email, signed out everywhere
event-account-signed-out-everywhere = Signed out everywhere by support

audit-detail-factor = By
audit-factor-app = authenticator app
audit-factor-recovery-code = recovery code
