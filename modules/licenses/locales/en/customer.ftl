### The customer's license pages (LIC-5, LIC-6, LIC-7, LIC-13).

customer-title = Your licenses
customer-lede = See which devices use them and when they expire.
customer-add = Add license
customer-search = Search
customer-search-hint = License number, product, or the last five characters of a code
customer-product = Product
customer-any-product = All products
customer-status = Status
customer-any-status = Any status
customer-sort = Sort by
customer-sort-ends = Expiring soonest
customer-sort-ends-latest = Expiring latest
customer-sort-product = Product
customer-sort-added = Recently added
customer-column-code = Code
customer-column-number = License number
customer-column-activated = Activated
customer-column-seats = Seats
customer-column-ends = Expires
customer-column-added = Added
customer-not-yet = Not yet
customer-ends-open = Starts at activation
customer-no-end = Never
# $count (Number) - how many licenses
customer-ending-soon = { $count ->
    [one] { $count } license expires within 30 days.
   *[other] { $count } licenses expire within 30 days.
}
customer-ending-show = Show those expiring soonest
customer-empty-title = No licenses yet
customer-empty-text = Enter the activation code from your order confirmation, box or card. The license will appear here, with its devices and the day it expires.
customer-nothing-title = No matching licenses
customer-nothing-text = Try fewer words, or reset the filters.
customer-reset = Reset filters

customer-add-lede = Enter the activation code from your order confirmation, box or card.
customer-add-code = Activation code
customer-add-code-hint = 20 letters and digits. Case, hyphens and spaces don’t matter.
customer-add-button = Add license
customer-cancel = Cancel
# $product (String) - the product's name
customer-added = { $product } was added to your account.
# $count (Number) - how many licenses
customer-found = { $count ->
    [one] We found { $count } license bought with this address and added it to your account.
   *[other] We found { $count } licenses bought with this address and added them to your account.
}
customer-add-already-here = This license is already in your account.
customer-add-open = Open license
# $seats (Number) - how many
customer-add-too-many-accounts = { $seats ->
    [one] This license is for one device and is already in another account.
   *[other] This license is for { $seats } devices and is already in { $seats } accounts.
}
customer-add-not-an-account = Sign in as a customer to add a license.
customer-add-next-blocked = Ask the shop or the person you got the code from.
customer-add-next-remove-elsewhere = Remove it from the other account first, then add it here.

customer-code = Activation code
customer-code-show = Show code
customer-code-gone = This code has been withdrawn
customer-number = License number
customer-order = Order number
customer-edition = Edition
customer-activated = First activated
customer-ends = Expires
customer-added-on = Added to your account

customer-term = Term
customer-term-open = From the first activation
# $count (Number) - days
# $shown (String) - the same as it is written
customer-days-left = { $count ->
    [0] Expires today
    [one] { $shown } day left
   *[other] { $shown } days left
}
customer-renew = Renew license
customer-buy = Buy new license
customer-renew-row = Renew
customer-buy-row = Buy new
customer-print = Print
# $brand (String) - the vendor's name
# $number (String) - the license number
# $when (String) - when it was printed
customer-printed = { $brand } · License { $number } · Printed on { $when }

## The seller first, then the vendor (LIC-35)
customer-seller = Seller
# $name (String) - the seller's name
customer-seller-first = { $name } sold this license. Ask there first about the order, the payment, the delivery or a lost code.
customer-seller-unknown = We don’t know who sold this license. Your order confirmation says so.
# $license (String) - the license number
# $order (String) - the order number
customer-seller-quote = Mention license { $license } and order { $order }.
# $license (String) - the license number
# $order (String) - the order number
customer-seller-subject = License { $license }, order { $order }
# $license (String) - the license number
customer-seller-quote-license = Mention license { $license }.
# $license (String) - the license number
customer-seller-subject-license = License { $license }
customer-seller-otherwise = If that doesn’t help, ask us.
customer-ask-seller = Contact seller
customer-contact = Contact us

customer-device-rename = Rename
customer-device-rename-title = Rename this device
customer-device-name = Device name
customer-device-name-hint = Everyone who has this license sees it. Leave empty for no name.
# $name (String) - the device's own name
customer-device-name-own = Everyone who has this license sees it. Leave empty to use the device’s own name: { $name }
customer-device-renamed = Device renamed.

## Events of a license, with the name of the device
# $device (String) - the device's name
history-device-activated = License activated on “{ $device }”
# $device (String) - the device's name
history-device-deactivated = “{ $device }” deactivated
# $device (String) - the device's name
history-device-changed = “{ $device }” recognized after parts were exchanged
# $device (String) - the device's name
history-device-renamed = Device renamed: “{ $device }”

customer-next-activate-title = Next: activate a device
# $term (String) - the length, such as 1 year
customer-next-activate = Install the product on your device and enter the activation code. Your term ({ $term }) starts when you activate the first device.
customer-next-activate-fixed = Install the product on your device and enter the activation code.
# $day (String) - the day
customer-next-activate-by = Activate the code by { $day }.
customer-next-full-title = All seats are in use
customer-next-full = To use another device, deactivate one below first.
customer-next-trial-title = Trial
# $day (String) - the last day
customer-next-trial = Your trial ends on { $day }. Buy a license by then to keep using the product.
customer-next-ending-title = Your license expires soon
# $day (String) - the day
customer-next-ending = It expires on { $day }. Renew it by then to keep using the product.
customer-next-expired-title = Your license has expired
customer-next-expired = Devices no longer get updates under it. To continue, buy a new license and add its code.
customer-next-missed-title = The code wasn’t used in time
customer-next-missed = To use the product, buy a new license and add its code.
customer-next-verification-title = Awaiting verification
customer-next-verification = We’re checking this license. We’ll email you when that’s done; you don’t need to do anything. Until then, it can’t be activated.
customer-blocked-title = This license is blocked
customer-block-planned-title = This license will be blocked
# $day (String) - the day
customer-block-planned = It stops working on { $day }.

customer-features = What the edition includes
customer-feature-yes = Yes
customer-feature-no = No
customer-applications = Compatible applications
customer-application = Application
customer-platform = Platform
customer-download = Download
customer-applications-none = The vendor hasn’t listed applications for this product yet.

customer-devices = Devices
customer-device = Device
customer-device-unnamed = Unnamed device
customer-device-platform = Platform
customer-device-activated = Activated
customer-device-seen = Last active
customer-device-deactivate = Deactivate
customer-devices-none = No device is using this license yet.
customer-device-title = Deactivate this device?
# $device (String) - the device's name
# $day (String) - when it stops at the latest
customer-device-question = “{ $device }” frees its seat. The app on it stops the next time it goes online, and by { $day } at the latest. You can activate it again with the same code.
customer-device-done = Device deactivated. Its seat is free.
customer-device-done-already = This device was already deactivated.
customer-device-not-here = This device isn’t on the license.

customer-history = History

customer-remove = Remove from account
customer-remove-row = Remove
customer-remove-title = Remove this license?
customer-remove-text = The license will disappear from your account, and anyone who has the code can add it to theirs. Devices in use keep working until they’re deactivated. Keep a copy of the code if you may need it again: we’ll no longer show it.
customer-remove-tick = I understand that this license will be removed from my account
customer-remove-button = Remove license
customer-remove-not-agreed = Check the box to remove the license.
customer-removed = License removed from your account.
customer-not-here = This license isn’t in your account.

customer-code-text = Anyone who knows this code can use your license. Make sure nobody else can see your screen. We note every view in the license history.
customer-code-shown-text = Anyone who knows this code can use your license. We’ve noted in the license history that you viewed it. It hides itself after a minute.

## For people without an account (LIC-35)
seller-page-title = Contact the seller
seller-page-lede = Enter your activation code. We’ll tell you who sold it and how to reach them.
seller-page-find = Find seller
seller-page-found = Who sold it
seller-page-another = Look up another code
seller-page-no-code = I don’t have the code
seller-page-no-code-text = Enter the order number and the email address you bought with. We’ll email you who sold it.
seller-page-with-code = I have the code
seller-page-email = Email address of the order
seller-page-mail = Email me the seller
seller-page-mailed = If there is such an order with this address, we’ve emailed you who sold it.

## Mail: who sold an order (LIC-35)
# $number (String) - the order number
mail-seller-title = Seller of order { $number }
# $number (String) - the order number
# $name (String) - the seller's name
mail-seller-lead = Order { $number } was sold by { $name }.
# $number (String) - the order number
mail-seller-unknown = We don’t know who sold order { $number }. Your order confirmation says so.
mail-seller-first = Ask there first about the order, the payment, the delivery or a lost code.
# $help (String) - the vendor's help address
mail-seller-otherwise = If that doesn’t help, ask us: { $help }
# $number (String) - the order number
mail-seller-reason = You’re receiving this email because someone asked on our site who sold order { $number } and entered this address.

## The status of a license, for its holder and for staff (LIC-17)
status-not-activated = Not activated
status-active = Active
status-expiring = Expires soon
status-expired = Expired
status-blocked = Blocked
status-awaiting-verification = Awaiting verification

## The license agreement (LIC-34)

customer-agreement = License agreement
# $product (String) - the product's name
customer-agreement-of = License agreement for { $product }
# $number (String) - the version
customer-agreement-version = Version { $number }
# $day (String) - the day
customer-agreement-accepted-on = Accepted on { $day }
customer-agreement-due-title = License agreement
customer-agreement-due = Accept the license agreement before you activate the first device.
customer-agreement-read = Read and accept
customer-agreement-accept = I accept the license agreement
customer-agreement-accept-button = Accept
customer-agreement-accepted = License agreement accepted.
customer-agreement-not-accepted = Read the license agreement and check the box to accept it.
customer-agreement-changed = A new version of the license agreement came into force. Read it and accept it again.

## In the export of a person's data.

data-licenses = Licenses
data-currency = Currency
data-card-taken-back = Removed
data-orders = Orders
data-agreements = Accepted license agreements
data-application = App
data-version = Version
data-deactivated = Deactivated
data-ordered = Ordered
data-accepted = Accepted
data-language = Language
data-buyer = Email address of the order
data-block-reason = Reason of the block
data-block-note = Message about the block
