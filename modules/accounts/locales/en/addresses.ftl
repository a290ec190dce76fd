### Texts of a change of address: pages, refusals, emails, events.

## Why something wasn’t done.

refusal-email-same = This is already the address of your account.
no-address-change = There’s no change of address waiting for confirmation any more.
address-taken = This address belongs to another account by now, so nothing was changed.
address-elsewhere = To use the new address, press the button where you’re signed in to the account. Nothing was changed.

## In the account.

email-title = Change email address
# $email (String) - the address of the account
email-lede = You sign in with { $email } now.
email-new = New email address
email-button = Send link
email-change = Change
email-how = How it works
email-how-link = We email a link to the new address. Nothing changes until you open it and press the button.
email-how-old = We also email your old address. Your password, sessions and licenses stay as they are.
email-how-undo = From the old address, the change can be undone for 72 hours. Nobody else can use it for 30 days.
email-waits-title = Waiting for confirmation
# $email (String) - the new address
# $until (String) - date and time
email-waits = We’ve sent an email to { $email }. Open the link in it by { $until } to change your address.
email-typing = Check the address for typos. If there’s one, enter it again below.
email-cancel = Cancel change
email-cancelled = Your address stays as it is.

## The link in the email to the new address.

new-address-title = Confirm your new address
# $email (String) - the new address
new-address-lede = Press the button to sign in with { $email } from now on.
new-address-elsewhere-title = Sign in to confirm
new-address-elsewhere = To use this address for your account, sign in to the account first, with the address it has now. Then press the button. If you didn’t ask for this, there’s nothing to do.
new-address-elsewhere-other = Another account is signed in here. Open the link in a browser where you’re signed in to the account whose address you’re changing. If you didn’t ask for this, there’s nothing to do.
new-address-done-title = Address changed
# $email (String) - the new address
new-address-done = From now on, sign in with { $email }. Your password is the same.
new-address-on = To your account
dead-address = If you still want to change your address, sign in and ask for a new link in your profile.

## The link in the email to the old address.

undo-address-title = Undo the change of address?
undo-address-lede = Use this if it wasn’t you who changed the address of your account.
undo-address-then = What happens then
# $email (String) - the old address
undo-address-back = You sign in with { $email } again.
undo-address-sessions = All sessions end, and no browser is trusted any more.
undo-address-password = The current password no longer works. You choose a new one on the next page.
undo-address-services = Sign-in services that were connected after the change, or within 72 hours before it, are disconnected.
undo-address-factors = Two-step verification that was turned on after the change is turned off.
undo-address-button = Undo and sign out everywhere
undo-address-done = The address is restored, and all sessions have ended. Now choose a new password.
dead-undo = The change may have been undone already, or more than 72 hours have passed. If it was undone, you can set a new password by email.

## Emails.

mail-change-address-title = Confirm your new email address
# $brand (String) - the vendor’s portal
mail-change-address-lead = Someone, most likely you, wants to sign in to an account at { $brand } with this address from now on.
mail-change-address-term = The link works for 24 hours.
mail-change-address-other = If it wasn’t you, don’t press the button: without it, nothing changes.
# $brand (String) - the vendor’s portal
mail-change-address-reason = You’re receiving this email because this address was entered as the new one of an account at { $brand }.
mail-address-wanted-title = Someone entered your address for another account
# $brand (String) - the vendor’s portal
mail-address-wanted-lead = Someone with another account at { $brand } wanted to change its address to yours. That isn’t possible while this address has an account of its own.
mail-address-wanted-yours = If it was you and both accounts are yours, delete one of them first, or use another address.
mail-address-reserved-title = This address can’t be used yet
# $brand (String) - the vendor’s portal
mail-address-reserved-lead = Someone, most likely you, entered this address at { $brand }. Until recently it was the address of an account that has another one now. Nobody can use it for 30 days after such a change.
# $until (String) - date and time
mail-address-reserved-until = From { $until }, it can be used again. If it was your account, sign in with its new address.
# $brand (String) - the vendor’s portal
mail-address-reserved-reason = You’re receiving this email because this address was entered in a form of { $brand }.
mail-address-changed-title = The address of your account was changed
# $when (String) - date and time
# $device (String) - device and network
mail-address-changed-lead = Since { $when }, your account no longer uses this address, so it no longer signs in. The change was confirmed from { $device }.
mail-address-changed-yours = If that’s what you wanted, there’s nothing to do.
mail-address-changed-other = If it wasn’t you, undo it now. This address is restored, everyone is signed out, and you choose a new password.
mail-address-changed-term = The link works for 72 hours.

# Events of the audit log, one sentence for every reader.
event-account-address-change-asked = Change of email address requested
event-account-address-change-cancelled = Change of email address canceled
event-account-address-changed = Email address changed
event-account-address-restored = Change of email address undone, signed out everywhere

## The export of a person's data.

data-former-addresses = Former addresses
data-address-changed = Changed
data-address-undone = Change undone
address-of-company = Your address can’t be changed here, because you’re a user of a company. The company’s pages explain how you get another one.
