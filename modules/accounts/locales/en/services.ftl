### Texts of signing in with accounts elsewhere: pages, refusals, emails, events.

## Why something wasn’t done.

proof-due = Confirm your identity first. Then you can change this.
service-over = This took too long or was started in another browser. Start over.
service-taken = This account is already connected to another account here.
# $most (Number) - how many there can be
too-many-services = { $most ->
    [one] An account can have { $most } sign-in service. Disconnect it before you connect another one.
   *[other] An account can have up to { $most } sign-in services. Disconnect one before you connect another one.
}
service-address-known = There’s already an account with this email address. Confirm that it’s yours.
service-address-reserved = This email address can’t be used yet: until recently it was the address of an account that has another one now. If it was your account, sign in with its new address.
last-way-in = This is your only way to sign in. Set a password first.
service-other = That account isn’t connected to this one. Choose the account that you sign in with here.
service-two-step = Your account has two-step verification. Sign in with your password and a code or passkey first, then connect the service under Sign-in services.

## At sign-in.

# $service (String) - what the service is called, such as Google
service-button = Continue with { $service }
# $service (String) - what the service is called
service-failed-title = Signing in with { $service } didn’t work
# $service (String) - what the service is called
service-declined = You canceled at { $service }. Nothing was changed.
# $service (String) - what the service is called
service-away = { $service } isn’t answering right now. Try again in a few minutes, or sign in with your email address and password.
# $service (String) - what the service is called
service-wrong = The answer from { $service } couldn’t be accepted. Try again, or sign in with your email address and password.
service-back = Back
service-new-title = Create an account?
# $service (String) - what the service is called
# $email (String) - the address
service-new = { $service } confirmed your email address { $email }. There’s no account with it here yet.
service-new-button = Create account
service-new-other = Already have an account with another email address?
service-registered = Your account has been created.
# $service (String) - what the service is called
service-known-title = Connect { $service } to your account
# $service (String) - what the service is called
# $email (String) - the address
service-known = There’s already an account with your email address { $email }. Enter its password once. From then on, you can sign in with { $service }.
service-known-button = Connect and sign in
service-mail-button = Send me a link
service-prove-title = Confirm your email address
# $service (String) - what the service is called
# $email (String) - the address
service-prove = To sign in with { $service }, confirm that { $email } is your email address. We’ll send you a link.
# $email (String) - the address
service-mailed = We’ve sent a link to { $email }. Open it in this browser.
service-no-address-title = Your email address is missing
# $service (String) - what the service is called
service-no-address = { $service } didn’t tell us your email address. Create an account with your email address, or sign in. You can then connect { $service } in your account.
# $email (String) - the address
attach-link-text = Confirm that { $email } is your email address.
attach-link-done = Your email address is confirmed, and your sign-in service is connected.
attach-elsewhere-title = Open the link in the other browser
attach-elsewhere = To connect the sign-in service, open the link in the browser where you started. Nothing was changed. If you didn’t start this, do nothing.
dead-attach = Sign in with the service again to get a new link.

## In the account.

services-title = Sign-in services
services-lede = Accounts with other services that you can sign in with here.
services-attached = Connected
services-none = No service is connected.
service = Service
# $service (String) - what the service is called
service-attach = Connect { $service }
# $service (String) - what the service is called
# $who (String) - the address that the service has
service-attach-text = You can then sign in here with { $service } as { $who }. Connect it only if that’s your own account.
service-attach-button = Connect
# $service (String) - what the service is called
service-attached = You can now sign in with { $service }.
service-detach = Disconnect
service-detached = Service disconnected.
service-set-password = Set password
service-password-lede = You’ll then be able to sign in with your email address and this password, too.
service-password-set = Password set.
service-delete = To delete your account, you need its password, and it has none yet. Set one first.
step-up-service = Your account has no password. Sign in with a connected service again. You can then change sensitive settings for 10 minutes.
step-up-mailed = Set a password by email

## Emails.

# $service (String) - what the service is called
mail-service-attached-title = { $service } was connected
# $service (String) - what the service is called
# $when (String) - date and time
# $device (String) - device and network
mail-service-attached-lead = { $service } was connected to your account on { $when }, from { $device }. You can sign in with it from now on.
# $service (String) - what the service is called
mail-service-detached-title = { $service } was disconnected
# $service (String) - what the service is called
# $when (String) - date and time
# $device (String) - device and network
mail-service-detached-lead = { $service } was disconnected from your account on { $when }, from { $device }. It no longer opens your account.
mail-service-not-you = If it wasn’t you, check your sign-in services, change your password and sign out everywhere else.
# $service (String) - what the service is called
mail-attach-title = Sign in with { $service }
# $service (String) - what the service is called
# $brand (String) - the vendor’s name
mail-attach-lead = Someone, most likely you, wants to sign in to { $brand } with { $service } and this email address. Confirm that it’s yours.
mail-attach-here = Open the link in the browser where you started.
mail-attach-button = Confirm email address
# $service (String) - what the service is called
mail-attach-other = If it wasn’t you, do nothing: without the link, { $service } isn’t connected.
# $service (String) - what the service is called
# $brand (String) - the vendor’s name
mail-attach-reason = You’re receiving this email because this address was used to sign in to { $brand } with { $service }.

# Events of the audit log, one sentence for every reader.
event-account-service-passed = Identified by a sign-in service, code still missing
event-account-service-attached = Sign-in service connected
event-account-service-detached = Sign-in service disconnected
event-account-proved-by-service = Identity confirmed by a sign-in service

audit-detail-service = Service
