### Texts of whose licenses are, of several licenses at once, and of a customer's page for staff.

owner = Customer
# $count (Number) - further accounts that have the license
owner-more = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
}
owner-is-buyer = Buyer, not added yet
buyer = Buyer
# $by (String) - who blocked it
blocked-by = Blocked by: { $by }

ticked-resend = Email codes again
ticked-back = Back to the list
# $count (Number) - licenses
ticked-block-title = { $count ->
    [one] Block { $count } license
   *[other] Block { $count } licenses
}
# $count (Number) - licenses
ticked-unblock-title = { $count ->
    [one] Unblock { $count } license
   *[other] Unblock { $count } licenses
}
# $count (Number) - licenses
ticked-resend-title = { $count ->
    [one] Email the code of { $count } license again
   *[other] Email the codes of { $count } licenses again
}
ticked-resend-explained = Each code is emailed to everyone who has the license, or to the buyer if nobody has added it yet.
# $count (Number) - licenses
ticked-block-done = { $count ->
    [one] { $count } license blocked.
   *[other] { $count } licenses blocked.
}
# $count (Number) - licenses
ticked-block-planned-done = { $count ->
    [one] Block planned for { $count } license.
   *[other] Block planned for { $count } licenses.
}
# $count (Number) - licenses
ticked-unblock-done = { $count ->
    [one] { $count } license unblocked.
   *[other] { $count } licenses unblocked.
}
# $count (Number) - licenses
ticked-resend-done = { $count ->
    [one] Code of { $count } license emailed again.
   *[other] Codes of { $count } licenses emailed again.
}

paste-button = List of codes
paste-title = Licenses by a list of codes
paste-codes = Activation codes or license numbers
paste-hint = One per line, up to 100. The list isn’t stored.
# $lines (String) - numbers of lines
paste-missing = No license was found for these lines: { $lines }
refusal-nothing-pasted = Enter at least one code or license number.
# $most (Number) - the most lines
refusal-too-many-pasted = { $most ->
    [one] Enter up to { $most } line at a time.
   *[other] Enter up to { $most } lines at a time.
}
refusal-none-pasted-found = None of these lines is the code or number of a license. Check them against the original.

person-no-licenses = No licenses in this account.
person-no-devices = No devices use a license of this account.
person-no-orders = No orders by this customer.
person-more-devices = Only the 100 devices activated last are shown. The page of each license shows all of its devices.
person-all-licenses = Show in the list of licenses
person-all-orders = Show in the list of orders

event-license-listed = License list viewed with customers
event-license-note-added = Internal note added
event-license-note-removed = Internal note removed
event-order-listed = Order list viewed with buyers
