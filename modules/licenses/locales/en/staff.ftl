### Staff's pages, mails and refusals of licensing.

## Navigation and words of staff's pages

nav-licenses = Licenses
nav-orders = Orders
any = Any
cancel = Cancel
choose = Choose…
created = Created
refresh = Refresh
note = Internal note
status = Status
from-day = From
until-day = Until

## Catalog (LIC-1)

product = Product
revocation-list = Revocation list
revocation-list-none = Ready within two minutes
revocation-list-facts = { $count ->
    [0] No. { $number } of { $date }: no device
    [one] No. { $number } of { $date }: { $count } device
   *[other] No. { $number } of { $date }: { $count } devices
}
edition = Edition
term = Term
platform = Platform

## Orders and issuing (LIC-3)

orders-lede = See who bought what and where, and issue codes.
orders-none = No orders yet
orders-none-text = Record the first order; codes are issued under it.
order = Order
# $number (String) - the order number
order-title = Order { $number }
order-number = Order number
order-number-hint = As the shop or partner writes it. Leave empty, and we’ll make one.
order-new = New order
order-create = Record order
order-licenses = Licenses
order-issue-later = Issue codes later
order-created = Order recorded. You can issue codes now.
order-no-licenses = No licenses yet. Issue codes above.
order-licenses-coming = The codes are being made. The licenses appear here when they’re ready.
source = Sales channel
source-shop = Shop
source-partner = Partner
source-staff = Team member
partner = Partner
partner-hint = Shown to the customer as the seller.
buyer-email = Buyer’s email
buyer-email-hint = Codes are emailed there, and appear in the buyer’s account if they have one.
buyer-lang = Language of the emails
issue = Issue codes
issue-now = Issue
issue-no-product = Nothing can be issued yet: the catalog needs a product with an edition and a term.
term-of-another-product = This term belongs to another product. Choose one of the same product as above.
# $count (Number) - codes
issued-now = { $count ->
    [one] Code issued.
   *[other] { $count } codes issued.
}
# $count (Number) - codes
# $number (String) - the same, grouped
issue-started = { $count ->
    [one] { $number } code is being made.
   *[other] { $number } codes are being made. You can leave this page.
}
product-and-edition = Product and edition
kind = Kind
kind-commercial = Commercial
kind-trial = Trial
kind-subscription = Subscription
kind-nfr = Not for resale
quantity = Number of codes
# $few (String) - made at once
# $most (String) - the most of a batch
quantity-hint = Up to { $few } are ready at once and emailed to the buyer; up to { $most } are made in the background.
activate-by = Activate by
activate-by-hint = The last day on which the code can be activated for the first time.
batch = Product
batches = Batches
batches-none = No codes issued yet.
batch-failed = Failed
codes-made = Codes
# $done (String) - how many exist
# $total (String) - how many will be
codes-made-of = { $done } of { $total }
download-csv = Download CSV

## Sellers (LIC-35)

nav-sellers = Sellers
sellers-lede = Shops and partners. Customers see the seller of a license, and how to reach it.
sellers-none = No sellers yet
sellers-none-text = Add the shops and partners that sell your products. Orders name them, so customers know whom to ask.
seller = Seller
seller-none = Not on the list
seller-hint = The customer sees the name, website, email, phone and hours.
seller-search = Name or identifier
seller-sells = Selling
seller-archived = No longer sells
seller-show-all = Show those that no longer sell
seller-name = Name
seller-code = Identifier
seller-code-hint = The word by which programs name this seller, for example example-shop.
seller-site = Website
seller-email = Email
seller-phone = Phone
seller-hours = Hours
seller-hours-hint = When somebody answers, with the time zone: Mon–Fri 9:00–17:00 (Berlin).
seller-ways-hint = Give at least one of website, email and phone.
seller-country = Country
seller-country-none = Not specified
seller-new = New seller
seller-add = Add seller
seller-added = Seller added.
seller-edit = Edit seller
seller-save = Save
seller-saved = Seller saved.
seller-archive = No longer sells
seller-archive-hint = Earlier orders keep this seller; new orders can’t name it.
seller-told = What customers see
order-seller-edit = Change seller
order-seller-title = Seller of the order
order-seller-saved = Seller saved. Customers see it on their license pages.
refusal-seller-unknown = There’s no such seller.

## Licenses (LIC-17)

licenses-lede = Find a license, see its devices and history, block or unblock it.
licenses-all = All licenses of this order
licenses-none = No licenses found
licenses-none-text = Licenses appear here once codes are issued under an order.
licenses-not-found-text = Check what you typed, or reset the filters.
license-search = Search
license-search-hint = Code or its last five characters, license number, or email
license-search-unreadable = This is neither an activation code, nor its last five characters, nor a license number of ten digits, nor an email address. If it’s a code, one of its characters is mistyped.
license-number = License number
code-ending = Code ends in
# $number (String) - the license number
license-title = License { $number }
code = Activation code
seats = Seats
seat = Seat
seat-taken = In use
transfers = Recent transfers
transfers-hint = They count toward the transfer limit.
lift-transfer-limit = Lift the transfer limit
transfer-limit-lifted = Transfer limit lifted. Earlier transfers no longer count; other devices can be activated again.
transfer-limit-not-reached = No transfer counts toward the limit.
seat-freed = Freed
ends = Expires
issued-at = Issued
first-activated = First activated
holders = In accounts
holders-none = Nobody has added this license to an account yet.
account = Account
account-erased = Erased account
added-at = Added
device = Device
devices = Devices
devices-none = Not activated on any device yet.
devices-more = Show more devices
device-unnamed = Unnamed device
activated-at = Activated
last-seen = Last active
deactivate = Deactivate
deactivate-title = Deactivate this device?
# $device (String) - the device's name
deactivate-explained = “{ $device }” frees its seat, and another device can take it. The app on it stops at the end of its offline period at the latest.
deactivate-tick = The owner asked for this
deactivated = Device deactivated. Its seat is free.
confirm-missing = Check the box first.
resend-code = Email code again
# $count (Number) - mails
code-resent = { $count ->
    [one] Code emailed to its owner.
   *[other] Code emailed to its { $count } owners.
}
history = History
history-issued = Issued
history-none = No events yet.

## Blocking (LIC-20)

block = Block
block-title = Block license
block-explained = The product stops on each device the next time it checks the license. Everyone who has the license gets an email with the reason and what to do.
block-reason = Reason
block-reason-payment-dispute = Payment dispute
block-reason-over-use = Over-use
block-reason-compromised = Compromised
block-reason-replaced = Replaced
block-why-payment-dispute = The payment for this license was reversed or is disputed.
block-why-over-use = The license was used on more devices than it has seats.
block-why-compromised = The activation code has become known to others.
block-why-replaced = Another license has replaced this one.
block-todo-payment-dispute = Settle the payment with the shop or partner you bought from. The license then works again.
block-todo-over-use = Deactivate devices you no longer use, or buy more seats, and tell us.
block-todo-compromised = Contact us: you’ll get a new code at no charge.
block-todo-replaced = Activate your devices with the new code.
block-from = Block from
block-from-hint = Leave empty to block at once.
block-note = Message to the customer
block-note-hint = Appears in the email and on the customer’s license page.
block-now = Block license
block-done = License blocked.
block-planned-done = Block planned.
block-told = We’ve emailed everyone who has it.
block-untold = No email address is on file, so nobody was notified.
# $from (String) - when
# $reason (String) - the reason's name
blocked-since = Blocked since { $from }: { $reason }
# $from (String) - when
# $reason (String) - the reason's name
block-planned-for = Will be blocked from { $from }: { $reason }
unblock = Unblock
unblock-title = Unblock license
unblock-explained = The license works again. Everyone who has it gets an email.
unblock-now = Unblock license
unblock-planned = Cancel planned block
unblock-planned-title = Cancel the planned block
unblock-planned-explained = The license stays in use. Everyone who has it gets an email.
unblock-done = License unblocked.
unblock-planned-done = Planned block canceled.

## Mails: codes (LIC-3)

# $product (String) - the product's name
# $count (Number) - codes
mail-codes-title = { $count ->
    [one] Your activation code for { $product }
   *[other] Your activation codes for { $product }
}
# $product (String) - the product's name
# $count (Number) - codes
mail-codes-lead = { $count ->
    [one] Thank you for choosing { $product }. Here is your activation code.
   *[other] Thank you for choosing { $product }. Here are your activation codes.
}
# $count (Number) - codes
mail-codes-body = { $count ->
    [one] Enter it in the product to activate it. Treat it like a password: anyone who has the code can use the license.
   *[other] Enter one in the product to activate it. Treat them like passwords: anyone who has a code can use the license.
}
mail-codes-open = Open your licenses
mail-codes-add = Create an account
mail-codes-in-account = The license is already in your account: you can find the code there whenever you need it.
mail-codes-keep = Create an account with this address, and the license is added to it automatically: you can look up the code there whenever you need it. If your account has another address, add the code there.
# $number (String) - the order number
mail-codes-reason = You’re receiving this email because this address was given with order { $number }.

## Mails: blocking (LIC-20)

# $product (String) - the product's name
mail-blocked-title = Your license for { $product } is blocked
# $product (String) - the product's name
# $number (String) - the license number
mail-blocked-lead = License { $number } for { $product } can no longer be used.
# $product (String) - the product's name
# $day (String) - when
mail-block-planned-title = Your license for { $product } will be blocked on { $day }
# $product (String) - the product's name
# $number (String) - the license number
# $day (String) - when
mail-block-planned-lead = License { $number } for { $product } will stop working on { $day }.
# $product (String) - the product's name
mail-unblocked-title = Your license for { $product } works again
# $product (String) - the product's name
# $number (String) - the license number
mail-unblocked-lead = License { $number } for { $product } is no longer blocked.
mail-unblocked-after = You don’t need to do anything: activated devices go on working by themselves. If one has stopped, activate it again with the same code.
# $note (String) - the clerk's words
mail-block-note = Our licensing team writes: { $note }
# $days (Number) - how long a device works offline
mail-block-devices = { $days ->
    [one] Devices in use will stop when they next check the license, or after { $days } day offline at the latest.
   *[other] Devices in use will stop when they next check the license, or after { $days } days offline at the latest.
}
mail-block-object = If you think this is a mistake, reply to this email and say why; a team member will look at it.
# $help (String) - the vendor's help address
mail-block-object-at = If you think this is a mistake, tell us why at { $help }; a team member will look at it.
mail-block-open = Open license
# $number (String) - the license number
mail-block-reason = You’re receiving this email because license { $number } is yours.

## Refusals

refusal-changed-meanwhile = Someone else has changed this in the meantime. Open it again, look at the changes, and repeat yours.
refusal-order-number-taken = Another order has this number.
refusal-order-unknown = There’s no such order.
refusal-license-unknown = There’s no such license.
refusal-already-blocked = The license is already blocked, or a block is planned.
refusal-not-blocked = The license isn’t blocked.
refusal-resend-blocked = The license is blocked, so its code doesn’t work. It can be emailed again once the license is unblocked.
refusal-nobody-to-mail = No email address is on file for this license.
refusal-resend-too-often = The code was emailed several times just now. Try again in an hour.
refusal-batch-unknown = There’s no such batch.
refusal-batch-not-done = The codes of this batch are still being made.

## What can be wrong with a field

wrong-in-url = A code or an email address must not be in a URL. Send it in the body of POST /api/v1/licenses/search.

## What API keys can be allowed to do (ALL-7)
scope-orders-read = Read orders
scope-orders-write = Record orders and issue codes
scope-sellers-write = Add and change sellers
scope-licenses-read = Read licenses
scope-licenses-write = Block and unblock licenses

## Mail: a device took a seat (ACC-16)
notify-device-activated = when a new device activates one of my licenses
mail-device-title = { $product } activated on a new device
mail-device-lead = “{ $device }” activated { $product } (license { $number }) on { $when }.
# $link (String) - the address of the form
mail-device-not-you = If you don’t recognize this device, deactivate it on the license page and contact us: { $link }
mail-device-open = Open license
mail-device-reason = You’re receiving this email because you turned on notifications about devices in your profile. You can turn them off there.

job-issue-batch = Issue a batch of codes
job-block-due = Put planned blocks into force
job-revocation-lists = Sign the revocation lists
job-statuses = Update license statuses
job-all-statuses = Check the status of every license

# Events of the audit log, one sentence for every reader.
event-license-issued = Codes issued
event-license-batch-done = Batch of codes finished
event-license-codes-exported = Codes downloaded
event-license-added = License added to an account
event-license-attached = License added: bought with the address of the account
event-license-removed = License removed from an account
event-license-agreement-accepted = License agreement accepted
event-license-activated = License activated on a device
event-license-deactivated = Device deactivated
event-license-device-renamed = Device renamed
event-license-device-changed = Device recognized after parts were exchanged
event-license-blocked = License blocked
event-license-block-planned = License block planned
event-license-unblocked = License unblocked
event-license-transfers-lifted = Transfer limit lifted
event-license-code-resent = Activation code emailed again
event-license-code-shown = Activation code viewed
event-license-viewed = License viewed
event-license-searched = Licenses searched
event-revocation-list-published = Revocation list published
event-order-created = Order recorded
event-order-seller-named = Seller of an order named
event-seller-added = Seller added
event-seller-changed = Seller changed
event-order-viewed = Order viewed
event-signing-key-made = Signing key made
