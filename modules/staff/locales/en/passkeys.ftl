### Texts of passkeys and security keys of the team.

refusal-passkey-missing = Your browser sent no passkey. Passkeys need JavaScript and a browser that supports them.
refusal-passkey-over = This took too long, or was done before. Try again.
refusal-passkey-wrong = This passkey doesn’t work here. It may have been removed. Use another way.
refusal-passkey-not-verified = Your device or security key didn’t check that it’s you. Use its fingerprint sensor, face recognition or PIN, or another way.
refusal-passkey-copied = This passkey wasn’t accepted because there may be a copy of it. Use another way, then remove it.
refusal-passkey-already = This passkey has already been added.
# $most (Number) - how many there can be
refusal-too-many-passkeys = { $most ->
    [one] You can have { $most } passkey. Remove it before you add another one.
   *[other] You can have up to { $most } passkeys. Remove one before you add another one.
}

passkey = Passkey
passkeys = Passkeys
passkeys-text = A passkey signs you in with the fingerprint, face or PIN of your device, or with a security key that has one of them. Your password and authenticator app still work.
passkey-sign-in = Sign in with a passkey
passkey-use = Use a passkey
passkey-add = Add passkey
passkey-create = Create passkey
passkey-added = Passkey added.
passkey-name = Name
passkey-name-hint = To tell several passkeys apart, such as “Work laptop”.
passkey-since = Added
passkey-used = Last used
passkey-remove = Remove
passkey-removed = Passkey removed.

mail-passkey-added-title = A passkey was added
# $name (String) - what its owner calls it
mail-passkey-added-lead = The passkey “{ $name }” was added to your access to the staff console. It signs in without your password.
mail-passkey-removed-title = A passkey was removed
# $name (String) - what its owner calls it
mail-passkey-removed-lead = The passkey “{ $name }” was removed from your access to the staff console.
mail-passkey-copied-title = A passkey may have been copied
# $name (String) - what its owner calls it
mail-passkey-copied-lead = The passkey “{ $name }” wasn’t accepted: its counter shows that there may be a copy of it. Sign in another way, remove it and create a new one.

event-staff-passkey-added = Passkey added
event-staff-passkey-removed = Passkey removed
event-staff-passkey-failed = Passkey not accepted
event-staff-passkey-copied = Passkey not accepted because there may be a copy of it

audit-factor-passkey = passkey
