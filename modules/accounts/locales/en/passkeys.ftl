### Texts of passkeys and security keys: pages, refusals, emails, events.

## Why something wasn’t done.

refusal-passkey-missing = Your browser sent no passkey. Passkeys need JavaScript and a browser that supports them.
refusal-passkey-over = This took too long, or was done before. Try again.
refusal-passkey-wrong = This passkey doesn’t work here. It may have been removed. Use another way.
refusal-passkey-not-verified = Your device or security key didn’t check that it’s you. Use its fingerprint sensor, face recognition or PIN, or another way.
refusal-passkey-copied = This passkey wasn’t accepted because there may be a copy of it. Use another way, then remove it.
passkey-already = This passkey has already been added.

## Pages.

passkey = Passkey
passkey-sign-in = Sign in with a passkey
passkey-use = Use a passkey
passkey-or-code-lede = Enter a code from your authenticator app, or use your passkey or security key.
passkey-add = Add passkey
passkey-create = Create passkey
passkey-added = Passkey added.
passkey-lede = With a passkey you sign in by the fingerprint, face or PIN of your device, or with a security key. If two-step verification is off, adding one turns it on and ends all your other sessions.
passkey-name-hint = To tell several passkeys apart, such as “Work laptop”.
factor-kind = Kind
factor-rename = Rename
factor-renamed = Name changed.

## Emails.

mail-passkey-added-title = A passkey was added
# $name (String) - what its owner calls it
# $when (String) - date and time
# $device (String) - device and network
mail-passkey-added-lead = The passkey “{ $name }” was added to your account on { $when }, from { $device }.
mail-passkey-opens = It signs in to your account without your password.
mail-passkey-first = Two-step verification is on: your password alone is no longer enough to sign in. All other sessions have ended.
mail-passkey-not-you = If it wasn’t you, remove this passkey, change your password now and sign out everywhere else.
mail-passkey-removed-title = A passkey was removed
# $name (String) - what its owner calls it
# $when (String) - date and time
# $device (String) - device and network
mail-passkey-removed-lead = The passkey “{ $name }” was removed from your account on { $when }, from { $device }.
mail-passkey-copied-title = A passkey may have been copied
# $name (String) - what its owner calls it
# $when (String) - date and time
# $device (String) - device and network
mail-passkey-copied-lead = The passkey “{ $name }” was used on { $when }, from { $device }, and wasn’t accepted: its counter shows that there may be a copy of it.
mail-passkey-copied-next = Sign in another way, remove this passkey and create a new one.

# Events of the audit log, one sentence for every reader.
event-account-factor-renamed = Authenticator app or passkey renamed
event-account-passkey-added = Passkey added
event-account-passkey-removed = Passkey removed
event-account-passkey-failed = Passkey not accepted
event-account-passkey-copied = Passkey not accepted because there may be a copy of it
event-account-proved-by-passkey = Identity confirmed with a passkey

audit-factor-passkey = passkey
