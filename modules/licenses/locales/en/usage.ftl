### Devices of a license as a list, and freeing seats without the device (LIC-13, LIC-15)

license = License
devices-search = Search by name
devices-with-a-seat = In use or inactive
devices-version = App and version
devices-all = All devices
devices-lede = Which devices use your licenses, and when each of them last went online.
devices-lede-staff = Which devices use the license, and when each of them last went online.
devices-lede-company = Which devices use the company’s licenses, and when each of them last went online.
devices-none-title = No devices
devices-of-a-license = Choose a license
devices-of-a-license-text = Open a license and follow “All devices” there.
device-state-active = In use
device-state-stale = Inactive
device-state-freed = Deactivated
# $day (String) - since this day
devices-since = since { $day }
# $count (Number) - records of one computer
devices-records-of-computer = { $count ->
    [one] { $count } record of this computer
   *[other] { $count } records of this computer
}
devices-remove-together = Remove together
devices-together-title = Remove the records of this computer?
devices-together-text = These records look like one computer that was set up again. Removing them frees their seats, and counts as one of the times a year that devices can be deactivated here. Keep the one you still use.
devices-records = Records
# $name (String) - the device's name
# $activated (String) - the day of its activation
# $seen (String) - when it was last online
devices-record = { $name }: activated { $activated }, last active { $seen }
devices-tick-some = Choose at least one record.
# $count (Number) - records
devices-removed = { $count ->
    [one] { $count } record removed. Its seat is free.
   *[other] { $count } records removed. Their seats are free.
}
seat-budget = Deactivating without the device
# $whole (Number) - times a year
# $spent (String) - times within the last year
seat-budget-text = { $whole ->
    [one] Once a year, a device can be deactivated here even if you don’t have it. Used in the last 12 months: { $spent }
   *[other] { $whole } times a year, a device can be deactivated here even if you don’t have it. Used in the last 12 months: { $spent }
}
# $day (String) - the day
seat-budget-wait = The next device can be deactivated here on { $day }.
seat-budget-lift = Start the count again
seat-budget-lifted = The count starts again. Devices can be deactivated in the account.
# $times (Number) - times a year
# $day (String) - the day
seat-budget-spent = { $times ->
    [one] A device of this license was already deactivated here within the last 12 months. The next one can be deactivated on { $day }.
   *[other] Devices of this license were already deactivated here { $times } times within the last 12 months. The next one can be deactivated on { $day }.
}
seat-budget-next = Deactivate in the product on the device itself, or ask the seller.
seat-on-device-only = Devices of this license can be deactivated only on the device itself.
# $moment (String) - the moment
seat-cool-down = This device was activated right after another one was deactivated here. It can be deactivated here from { $moment }.
seat-cool-down-next = Until then, deactivate in the product on the device itself.
event-license-seat-budget-lifted = Count of deactivations started again
# $product (String) - the product's name
mail-seat-freed-title = A device was removed from your license for { $product }
# $count (Number) - records
# $number (String) - the license number
# $product (String) - the product's name
# $when (String) - the moment
mail-seat-freed-lead = { $count ->
    [one] A device was removed from license { $number } for { $product } on { $when }, from an account that has the license:
   *[other] { $count } devices were removed from license { $number } for { $product } on { $when }, from an account that has the license:
}
mail-seat-freed-not-you = If nobody you know did this, change your password and ask the seller.
# $number (String) - the license number
mail-seat-freed-reason = You’re receiving this email because license { $number } is in your account.

### Usage over time (LIC-15)

usage-title = Usage
usage-lede = How many seats were in use, day by day. Days are written once they have ended.
usage-lede-company = How many seats of the company’s licenses are in use. The days add up what each license had, from the day on which it was added.
usage-choose = Choose a license
usage-choose-text = Choose a license to see how many of its seats were in use.
usage-most = Most at once
usage-used = At the end of the day
usage-alive = Of them online lately
usage-seats = Seats
usage-percent = Of all seats
usage-free = Free
usage-products = Seats by product
usage-products-text = Now, of all licenses that haven’t expired. Choose a product to see its days.
usage-company-none = No days yet
usage-company-none-text = The company’s licenses and their seats appear here.
usage-company-many = Choose a product or a license
usage-company-many-text = The company has too many licenses to add up their days. The table by product covers all of them.
usage-plot = Seats in use
# $most (String) - the most seats at once
# $seats (String) - seats of the license
usage-total = At most { $most } of { $seats } seats at once
job-usage = Write down how many seats are in use

### Reports for staff (LIC-14, LIC-15)

reports-title = Reports
reports-lede = Seats in use, licenses that expire, and what was sold.
reports-plot = Seats in use, all licenses
reports-not-yet = The first day is written once it has ended.
# $used (String) - seats
# $licenses (String) - licenses
reports-in-use = { $used } seats of { $licenses } licenses, at the end of the last day
reports-open = Open
report-month = Month
# $count (Number) - months
report-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
report-ahead = Ahead
# $count (Number) - licenses
# $shown (String) - the same, written
report-licenses = { $count ->
    [one] { $shown } license
   *[other] { $shown } licenses
}
over-use-used = Used
over-use-beyond = More devices than seats
# $percent (String) - hundredths of the seats
over-use-least = { $percent }% or more
over-use-plot = Percent of the seats
# $count (Number) - licenses
over-use-shown = { $count ->
    [one] { $count } license on this page
   *[other] { $count } licenses on this page
}
expiries-title = Licenses that expire
expiries-lede = Active licenses by the month in which they expire, and by product.
expiries-none = No licenses expire
expiries-none-text = Active licenses with an expiry date appear here.
sales-title = Sales
sales-lede = Licenses that were issued, by product, edition, seller or month. Trials are left out unless you ask for them.
sales-by = Group by
sales-sold = Sold
sales-no-seller = No seller named
sales-no-trials = All but trials
sales-none = No sales
sales-none-text = Licenses that are issued under an order appear here.
sales-plot = Licenses sold
