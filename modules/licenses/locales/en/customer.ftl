### The customer's license pages (LIC-5, LIC-6, LIC-7, LIC-13).

customer-title = Your licenses
customer-lede = What you own, where it is in use, and until when.
customer-add = Add a license
customer-search = Search
customer-search-hint = License number, product, or the last five characters of a code
customer-product = Product
customer-any-product = All products
customer-status = Status
customer-any-status = Any status
customer-sort = Sort by
customer-sort-ends = Ending soonest
customer-sort-ends-latest = Ending latest
customer-sort-product = Product
customer-sort-added = Recently added
customer-column-code = Code
customer-column-number = License number
customer-column-activated = Activated
customer-column-seats = Seats
customer-column-ends = Ends
customer-column-added = Added
customer-not-yet = Not yet
customer-ends-open = Starts at activation
customer-no-end = Never expires
# $count (Number) - how many licenses
customer-ending-soon = { $count ->
    [one] { $count } license ends within 30 days.
   *[other] { $count } licenses end within 30 days.
}
customer-ending-show = Show those ending soonest
customer-empty-title = Add your first license
customer-empty-text = Enter the activation code from your order confirmation, box or card. Your license, its devices and its expiry date will then appear here.
customer-nothing-title = No license matches
customer-nothing-text = Try fewer words, or reset the filters.
customer-reset = Reset the filters

customer-add-lede = Enter the activation code from your order confirmation, box or card.
customer-add-code = Activation code
customer-add-code-hint = 20 letters and digits. Capitals, hyphens and spaces do not matter.
customer-add-button = Add
customer-cancel = Cancel
# $product (String) - the product's name
customer-added = { $product } was added to your account.
# $count (Number) - how many licenses
customer-found = { $count ->
    [one] We found { $count } license bought with this address and added it to your account.
   *[other] We found { $count } licenses bought with this address and added them to your account.
}
customer-add-already-here = This license is in your account already.
customer-add-open = Open the license
# $seats (Number) - how many
customer-add-too-many-accounts = { $seats ->
    [one] This license is for one device, and it is in another account.
   *[other] This license is for { $seats } devices and is already in { $seats } accounts.
}
customer-add-not-an-account = Only a signed-in customer can add a license.
customer-add-next-blocked = Ask the shop or the person you got the code from.
customer-add-next-remove-elsewhere = It can be added here once it is removed from another account.

customer-code = Activation code
customer-code-show = Show the code
customer-code-gone = This code has been withdrawn
customer-number = License number
customer-order = Order number
customer-edition = Edition
customer-activated = First activated
customer-ends = Ends
customer-seats = Seats in use
customer-added-on = Added to your account
customer-sold-by = Sold by

customer-next-activate-title = Next: activate a device
customer-next-activate = Install the product on your device and enter the activation code. The term starts with the first activation.
customer-next-activate-fixed = Install the product on your device and enter the activation code.
# $day (String) - the day
customer-next-activate-by = The code must be activated by { $day }.
customer-next-full-title = Every seat is in use
customer-next-full = To use another device, deactivate one below first.
customer-next-ending-title = The license ends soon
# $day (String) - the day
customer-next-ending = It ends on { $day }. Renew it by then to keep using the product.
customer-next-expired-title = The license has ended
customer-next-expired = Devices no longer get updates under it. To continue, buy a new license and add its code.
customer-next-missed-title = The code was not used in time
customer-next-missed = To use the product, buy a new license and add its code.
customer-next-verification-title = Verification pending
customer-next-verification = We are checking this license. You will get an email when that is done; you do not need to do anything.
customer-blocked-title = This license is blocked
customer-block-planned-title = This license will be blocked
# $day (String) - the day
customer-block-planned = It stops working on { $day }.

customer-features = What the edition contains
customer-feature-yes = Yes
customer-feature-no = No
customer-applications = Compatible applications
customer-application = Application
customer-platform = Platform
customer-download = Download
customer-applications-none = The vendor has not listed applications for this product yet.

customer-devices = Devices
customer-device = Device
customer-device-unnamed = Unnamed device
customer-device-platform = Platform
customer-device-activated = Activated
customer-device-seen = Last seen
customer-device-deactivate = Deactivate
customer-devices-none = No device is using this license.
customer-device-title = Deactivate this device?
# $device (String) - the device's name
customer-device-question = “{ $device }” will give up its seat, so that another device can take it. The product on it stops when it next checks the license, or when its current period without a check ends. You can activate it again with the same code at any time.
customer-device-done = The device was deactivated. Its seat is free.
customer-device-done-already = The device had been deactivated before.
customer-device-not-here = This device is not on the license.

customer-history = History
customer-history-none = Nothing has happened yet.

customer-remove = Remove from your account
customer-remove-title = Remove this license?
customer-remove-text = The license will disappear from your account, and whoever has the code can add it to theirs. Devices in use keep working until they are deactivated. Keep a copy of the code if you may need it again; we will no longer show it.
customer-remove-tick = I agree to remove this license from my account
customer-remove-button = Remove
customer-remove-not-agreed = Tick the box if you want to remove the license.
customer-removed = The license was removed from your account.
customer-not-here = This license is not in your account.

customer-code-title = Activation code
customer-code-text = Whoever knows this code can use your license. Show it only when nobody is watching. Every view is recorded in the license's history.
customer-code-shown-text = Whoever knows this code can use your license. This look at it is noted in the license's history.
customer-code-back = Back to the license

## The status of a license, for its holder and for staff (LIC-17)
status-not-activated = Not activated
status-active = Active
status-expiring = Expires soon
status-expired = Expired
status-blocked = Blocked
status-awaiting-verification = Verification pending
