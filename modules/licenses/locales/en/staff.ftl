### Staff's pages, mails and refusals of licensing.

## Navigation and words of staff's pages

nav-licenses = Licenses
nav-orders = Orders
nav-catalog = Catalog
add = Add
any = Any
cancel = Cancel
choose = Choose …
created = Created
edit = Edit
save = Save
saved = Saved.
remove = Remove
removed = Removed.
refresh = Refresh
yes = Yes
no = No
name = Name
note = Internal note
status = Status
from-day = From
until-day = Until
code-word = Code word
code-word-hint = Lower-case Latin letters, digits and hyphens, such as home-security. Products and the API use it.

## Catalog (LIC-1)

catalog-lede = What you sell: products with their editions, features, terms and applications.
catalog-none = No products yet
catalog-none-text = Create the first product; licenses are issued for its editions.
product = Product
product-name = Product name
product-search = Name or code word
product-show-all = All, archived too
product-in-sale = On sale
product-archived = Archived
product-new = New product
product-create = Create product
product-created = The product was created. Add editions and terms next.
product-edit = Edit product
product-archive = Archive
product-restore = Put back on sale
product-archived-now = The product is no longer on sale. Its licenses go on working.
product-restored-now = The product is on sale again.
product-description = Description
lease-days = Lease in days
lease-days-hint = How long a device keeps running without asking again, 1 to 90.
transfer-allowance = Freed seats that may count
transfer-allowance-hint = A freed seat counts for 30 days, or as long as a lease runs: seats in use and counting ones together are never more than the license's seats and this number. Leave empty to allow as many as the license has seats, at least 2.
transfer-allowance-usual = As many as seats, at least 2
trial-days = Trial in days
trial-days-hint = Leave empty when there is no trial.
regions = Countries
regions-hint = Two-letter codes such as JP, DE, RU. Leave empty to sell everywhere.
everywhere = Everywhere
statement-required = A legal text must be accepted first
statement-required-hint = The customer agrees to it before the first activation.
key-file-only = Only a key file after a top-up
key-file-only-hint = After seats were added, the product accepts only a key file made from the new code.
revocation-list = Revocation list
revocation-list-none = Made within two minutes
revocation-list-facts = { $count ->
    [0] No. { $number } of { $date }: no device
    [one] No. { $number } of { $date }: { $count } device
   *[other] No. { $number } of { $date }: { $count } devices
}
edition = Edition
editions = Editions
edition-add = Add edition
editions-none = No editions yet. A product needs one before codes can be issued.
comparison = Comparison of editions
feature = Feature
features = Features
feature-add = Add feature
features-none = No features yet. They show what the editions differ in.
included = Included
# $language (String) - the language's name in itself
label-in = Name ({ $language })
label-hint = One language is enough: its name is shown to readers of the others, too.
position = Position
position-hint = 1 comes first.
term = Term
terms = Terms
term-add = Add term
terms-none = No terms yet. A product needs one before codes can be issued.
term-length = Length
# $day (String) - the last day
term-until = until { $day }
# $count (Number) - years
term-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
# $count (Number) - months
term-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
# $count (Number) - days
term-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
term-no-end = no end
starts = When does it run?
starts-activation = From the first activation
starts-activation-hint = For the months or days below; with neither, it has no end.
starts-fixed = Until a fixed date
starts-fixed-hint = However late it is activated.
months = Months
months-hint = Calendar months: 12 is a year.
days = Days
fixed-until = Last day
application = Application
applications = Applications
application-add = Add application
applications-none = No applications yet. They tell customers what a license activates and where to get it.
platform = Platform
platform-web = Web
platform-other = Other
download = Download
download-url = Download address
version = Version
versions = Versions
version-add = Add version
version-number = Version number
versions-none = No released versions yet.
released-at = Released on

## Orders and issuing (LIC-3)

orders-lede = Who bought what, where. Codes are issued under an order.
orders-none = No orders yet
orders-none-text = Record the first order; codes are issued under it.
order = Order
# $number (String) - the order number
order-title = Order { $number }
order-number = Order number
order-number-hint = As the shop or partner writes it. Leave empty to have one made.
order-new = New order
order-create = Record order
order-created = The order was recorded. You can issue codes now.
order-no-licenses = No licenses yet. Issue codes above.
order-licenses-coming = The codes are being made. The licenses appear here when they are ready.
source = Sold by
source-shop = Shop
source-partner = Partner
source-staff = Staff
partner = Partner
partner-hint = Shown to the customer as the seller.
buyer-email = Buyer's email
buyer-email-hint = Codes are emailed there, and appear in the buyer's account if there is one.
buyer-lang = Language of the emails
issue = Issue codes
issue-now = Issue
issue-no-product = Nothing can be issued yet: the catalog needs a product with an edition and a term.
term-of-another-product = This term belongs to another product. Choose one of the same product as above.
# $count (Number) - codes
issued-now = { $count ->
    [one] The code was issued.
   *[other] { $count } codes were issued.
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
quantity = How many codes
# $few (String) - made at once
# $most (String) - the most of a batch
quantity-hint = Up to { $few } are ready at once and emailed to the buyer; up to { $most } are made in the background.
activate-by = Activate by
activate-by-hint = The last day on which the code can be activated for the first time.
batch = What
batches = Batches
batches-none = No codes were issued yet.
batch-failed = Failed
codes-made = Codes
# $done (String) - how many exist
# $total (String) - how many will be
codes-made-of = { $done } of { $total }
download-csv = Download CSV

## Licenses (LIC-17)

licenses-lede = Find a license, see its devices and history, block or unblock it.
licenses-all = All licenses of this order
licenses-none = No licenses found
licenses-none-text = Licenses appear here once codes are issued under an order.
licenses-not-found-text = Check what you typed, or reset the filters.
license-search = Search
license-search-hint = Code or its last five characters, license number, or email
license-search-unreadable = This is neither an activation code, nor its last five characters, nor a license number of ten digits, nor an email address. If it is a code, one of its characters is mistyped.
license-number = License number
code-ending = Code ends in
# $number (String) - the license number
license-title = License { $number }
code = Activation code
seats = Seats
seat = Seat
seat-taken = In use
transfers = Seats freed lately
transfers-hint = They count toward the transfer limit.
lift-transfer-limit = Lift the transfer limit
transfer-limit-lifted = Done. The seats freed so far no longer count; other devices can be activated again.
transfer-limit-not-reached = No freed seat counts against the limit.
seat-freed = Freed
ends = Ends
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
last-seen = Last seen
deactivate = Free the seat
deactivate-title = Free a device's seat
# $device (String) - the device's name
deactivate-explained = “{ $device }” loses its seat, and another device can take it. The device itself stops at the end of its lease at the latest.
deactivate-tick = The owner asked for this
deactivated = The seat is free.
confirm-missing = Please tick the box first.
resend-code = Email the code again
# $count (Number) - mails
code-resent = { $count ->
    [one] The code was emailed to its owner.
   *[other] The code was emailed to its { $count } owners.
}
history = History
history-issued = Issued

## Blocking (LIC-20)

block = Block
block-title = Block license
block-explained = Devices stop at their next lease. Everyone who has the license gets an email with the reason and what to do.
block-reason = Reason
block-reason-payment-dispute = Payment dispute
block-reason-over-use = Over-use
block-reason-compromised = Compromised
block-reason-replaced = Replaced
block-why-payment-dispute = The payment for this license was reversed or is disputed.
block-why-over-use = The license was used on more devices than it has seats.
block-why-compromised = The activation code became known to strangers.
block-why-replaced = Another license has replaced this one.
block-todo-payment-dispute = Please settle the payment with the shop or partner you bought from. The license then works again.
block-todo-over-use = Please deactivate devices you no longer use, or buy more seats, and tell us.
block-todo-compromised = Please contact us: you will get a new code at no charge.
block-todo-replaced = Please activate your devices with the new code.
block-from = Block from
block-from-hint = Leave empty to block at once.
block-note = Words to the customer
block-note-hint = Appears in the email and on the customer's license page.
block-now = Block license
block-done = Done. Those who have the license are told by email.
block-done-untold = Done. Nobody's address is known for this license, so nobody was told.
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
unblock-done = Done. Those who have the license are told by email.

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
    [one] Enter it in the product to activate it. Treat it like a password: whoever has the code can use the license.
   *[other] Enter one in the product to activate it. Treat them like passwords: whoever has a code can use the license.
}
mail-codes-open = Open your licenses
mail-codes-add = Add the license to an account
mail-codes-in-account = The license is in your account already: you can find the code there whenever you need it.
mail-codes-keep = Keep this email, or add the license to an account: then you can always look the code up.
# $number (String) - the order number
mail-codes-reason = You are receiving this email because this address was given with order { $number }.

## Mails: blocking (LIC-20)

# $product (String) - the product's name
mail-blocked-title = Your license for { $product } is blocked
# $product (String) - the product's name
# $number (String) - the license number
mail-blocked-lead = License { $number } for { $product } can no longer be used.
# $product (String) - the product's name
mail-block-planned-title = Your license for { $product } will be blocked
# $product (String) - the product's name
# $number (String) - the license number
# $day (String) - when
mail-block-planned-lead = License { $number } for { $product } can no longer be used from { $day } on.
# $product (String) - the product's name
mail-unblocked-title = Your license for { $product } works again
# $product (String) - the product's name
# $number (String) - the license number
mail-unblocked-lead = License { $number } for { $product } is no longer blocked.
mail-unblocked-after = You do not need to do anything: devices that were activated continue by themselves. If one has stopped, activate it again with the same code.
# $note (String) - the clerk's words
mail-block-note = Our licensing team writes: { $note }
mail-block-devices = Devices in use will stop when they next check the license, or when their current period without a check ends.
mail-block-object = If you think this is a mistake, reply to this email and say why; a person will look at it.
# $help (String) - the vendor's help address
mail-block-object-at = If you think this is a mistake, tell us why at { $help }; a person will look at it.
mail-block-open = See the license
# $number (String) - the license number
mail-block-reason = You are receiving this email because license { $number } is yours.

## Refusals

refusal-catalog-unknown = There is no such entry in the catalog.
refusal-changed-meanwhile = Somebody else changed this meanwhile. Open it again, look at the changes, and repeat yours.
refusal-catalog-in-use = It cannot be removed: codes were issued with it. Archive the product to stop selling it.
refusal-catalog-batch-running = A batch of codes is being made with this term. Change it when the batch is done.
refusal-order-number-taken = Another order has this number.
refusal-order-unknown = There is no such order.
refusal-license-unknown = There is no such license.
refusal-already-blocked = The license is blocked already, or a block is planned.
refusal-not-blocked = The license is not blocked.
refusal-resend-blocked = The license is blocked, so its code does not work. It can be emailed again once the license is unblocked.
refusal-nobody-to-mail = No email address is known for this license.
refusal-resend-too-often = The code was emailed several times just now. Try again in an hour.
refusal-batch-unknown = There is no such batch.
refusal-batch-not-done = The codes of this batch are still being made.

## What can be wrong with a field

wrong-required = Please fill this in.
# $most (Number) - the most characters
wrong-too-long = Please use at most { $most } characters.
# $character (String) - the code point, such as U+200B
wrong-unprintable = This contains a character that cannot be stored: { $character }. It is invisible or changes the order in which the text is read.
wrong-slug = Use only lower-case Latin letters, digits and single hyphens between them.
# $least (Number) - the least
# $most (Number) - the most
wrong-number = Enter a whole number from { $least } to { $most }.
wrong-day = Enter a day such as 2026-11-21.
wrong-year = The year has to be between 2000 and 2199.
wrong-past = This day has passed.
wrong-address = Enter a web address that starts with https:// or http://.
wrong-choice = Choose one of the offered values.
# $code (String) - what was typed
wrong-country = “{ $code }” is not a two-letter country code.
# $tag (String) - what was sent
wrong-language = “{ $tag }” is not a language tag in its usual form, such as en, pt-BR or zh-Hant.
# $most (Number) - the most
wrong-too-many-languages = Please name it in at most { $most } languages.
wrong-taken = Another entry has this already.
wrong-shipped = Copies of the product that were shipped carry this: it cannot be changed any more.
wrong-two-lengths = Give only one: months, days, or a last day.
wrong-unknown = There is nothing of this name on sale.
wrong-in-url = A code or an email address must not stand in a URL. Send it in the body of POST /api/v1/licenses/search.

## What API keys can be allowed to do (ALL-7)
scope-catalog-read = Read the catalog
scope-catalog-write = Change the catalog
scope-orders-read = Read orders
scope-orders-write = Enter orders and issue codes
scope-licenses-read = Read licenses
scope-licenses-write = Block and unblock licenses

## Mail: a device took a seat (ACC-16)
notify-device-activated = when a device starts to use one of my licenses
mail-device-title = A device started to use { $product }
mail-device-lead = “{ $device }” activated { $product } (license { $number }) on { $when }.
mail-device-not-you = If you do not know this device, free its seat on the license's page and contact us.
mail-device-open = Open the license
mail-device-reason = You are receiving this email because you switched on notifications about devices in your profile. You can switch them off there.

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
event-license-removed = License removed from an account
event-license-activated = License activated on a device
event-license-deactivated = Device deactivated and its seat freed
event-license-device-changed = Device recognized after parts were exchanged
event-license-blocked = License blocked
event-license-block-planned = License block planned
event-license-unblocked = License unblocked
event-license-transfers-lifted = Limit on moving the license lifted
event-license-code-resent = Activation code emailed again
event-license-code-shown = Activation code shown
event-license-viewed = License viewed
event-license-searched = Licenses searched
event-revocation-list-published = Revocation list published
event-order-created = Order entered
event-order-viewed = Order viewed
event-product-created = Product added
event-product-changed = Product changed
event-product-archived = Product taken out of sale
event-product-restored = Product put back on sale
event-edition-created = Edition added
event-edition-changed = Edition changed
event-edition-removed = Edition removed
event-feature-created = Feature added
event-feature-changed = Feature changed
event-feature-removed = Feature removed
event-version-added = Version added
event-version-removed = Version removed
event-application-created = Application added
event-application-changed = Application changed
event-application-removed = Application removed
event-term-created = Term added
event-term-changed = Term changed
event-term-removed = Term removed
event-signing-key-made = Signing key made
