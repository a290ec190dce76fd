### Texts of navigation, home, downloads and the search.

nav-downloads = Downloads
new-order = Order
way-activate = Activate a product
way-activate-text = Add the code from your email, box or card.
way-manage = Manage licenses
way-manage-text = See your products, devices and expiry dates.
way-seller = Find your seller
way-seller-text = Find out who sold your license and how to reach them.
search-keys-licenses = activation code or its last five characters, license number
search-keys-orders = order number
search-mistyped = This looks like an activation code with a typing error. Check each group against the original.
search-all-licenses = Show all licenses

downloads-lede = The applications your licenses activate.
downloads-none = No downloads yet
downloads-none-text = Add a license to see the applications it activates.

home-products = Your products
home-all-licenses = All licenses
# $count (Number) - seats
# $used (String) - seats in use
# $all (String) - the seats as they are written
card-seats = { $count ->
    [one] { $used } of { $all } device
   *[other] { $used } of { $all } devices
}
card-activate = Activate
card-why = See why
# $day (String) - the day
card-until = Until { $day }
# $day (String) - the day
card-ended = Expired on { $day }
# $day (String) - the day
card-missed = Wasn’t activated by { $day }
# $day (String) - the day
card-activate-by = Activate by { $day }

step-add = Add your code
step-add-text = You find it in your order confirmation, or on your box or card.
step-download = Download
step-download-text = Get the application for your device and install it.
step-activate = Activate
step-activate-text = Enter the code in the application. Your license then shows the device.

# $product (String) - the product's name
need-blocked = { $product } is blocked
# $product (String) - the product's name
need-awaiting = { $product } is being verified
# $product (String) - the product's name
# $day (String) - the day
need-planned = { $product } will be blocked on { $day }
# $product (String) - the product's name
# $day (String) - the day
need-ending = { $product } expires on { $day }
need-ending-text = Renew it by then to keep using it.
# $product (String) - the product's name
need-fresh = { $product } isn’t activated yet
need-fresh-text = Install it on your device and enter the activation code.
# $count (Number) - how many
need-many-blocked = { $count ->
    [one] { $count } license is blocked
   *[other] { $count } licenses are blocked
}
# $count (Number) - how many
need-many-fresh = { $count ->
    [one] { $count } license isn’t activated yet
   *[other] { $count } licenses aren’t activated yet
}
need-show = Show
need-open = Open
# $count (Number) - how many
# $shown (String) - the same as it is written
need-verification = { $count ->
    [one] { $shown } license awaits verification
   *[other] { $shown } licenses await verification
}
need-verification-text = Check who added each license, then confirm or refuse it.

tile-orders-today = Orders today
tile-awaiting = Awaiting verification
tile-planned = Planned blocks
plot-issued = Licenses issued
plot-ending = Licenses expiring
plot-day = Day
# $sum (String) - the sum
# $days (Number) - days
plot-total = { $sum } in { $days } days
