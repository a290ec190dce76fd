### The life of a license: top-up, renewal, reserve, merge (LIC-18, LIC-19).

## On pages

status-superseded = Merged
life-title = Renewal and codes
life-text = Add a code that takes over when this license expires, or merge several codes into one when you renew.
# $day (String) - the day
life-ends = expires { $day }
# $count (Number) - how many
# $shown (String) - the same, written
life-seats = { $count ->
    [one] { $shown } device
   *[other] { $shown } devices
}
# $number (String) - a license number
life-open = Open { $number }
# $number (String) - a license number
life-merged-title = Now part of license { $number }
life-merged-text = Its devices keep working until the old code stops, and keep their seats in the new license. Activate them with the new code before then.
life-undone-title = The merge was undone
life-undone-text = The licenses that were merged into this one are valid again. This one is closed.
# $number (String) - a license number
life-waits-title = Waiting until license { $number } expires
life-waits-text = It takes over by itself, with its term, devices and code. Until then it can’t be activated.
# $count (Number) - how many devices
life-devices-title = { $count ->
    [one] { $count } device still uses an old code
   *[other] { $count } devices still use an old code
}
# $moment (String) - day and time
life-devices-text = Activate them with the new code. The old code stops on { $moment }.
life-devices-text-now = Activate them with the new code.
life-devices-see = See the devices
life-devices = Devices on old codes
life-devices-hint = Each of them keeps its seat until it’s activated with the new code or deactivated.
life-key-file-title = This code needs a key file
life-license = License
life-code-stops = Code stops
life-reserve = Reserve
life-parent = Merged from
life-old-code = Old code stops
life-transition = Transition, days
life-transition-hint = How long devices keep working with the old code. 0 stops it at once.
life-line = Line of the order
life-line-hint = For example ORD-118/2. The same line never changes a license twice.
life-told-before = This line was already recorded. Nothing was changed.

## Top-up and renewal, by staff

top-up = Add seats
top-up-text = The license gets a new code; its expiry date stays the same. Its holders are emailed the new code, and the old one stops after the transition.
top-up-seats = Additional seats
top-up-now = Add seats
top-up-done = Seats added. The new code has been emailed.
renew-license = Renew
renew-text = The new term begins where the old one ends. If the license expired more than 30 days ago, it begins today.
renew-until = Last day
renew-until-hint = Instead of a term: the end of the period that was paid for.
renew-new-code = Issue a new code
renew-now = Renew license
renew-done = License renewed. Its holders have been emailed.

## Reserve

reserve-title = Add a reserve
reserve-text = The reserve is a code of the same product, edition and kind that hasn’t been activated yet. It takes over by itself when this license expires.
reserve-none = There’s no such code yet. Buy a renewal, add its code, then come back.
reserve-code = Reserve
reserve-add = Add reserve
reserve-remove = Remove reserve
reserve-added = Reserve added. It takes over when the license expires.
reserve-removed = Reserve removed. Its code can be activated again.

## Merge

merge = Merge codes
merge-title = Merge codes at renewal
merge-text = Several codes become one new code. The seat-days that you bought stay the same: the number of devices times the days that are left.
merge-licenses = Licenses to merge
merge-renewal = Renewal
merge-renewal-hint = The code that you bought to renew them and haven’t activated yet.
merge-none-staff = The customer has no unused code of this type. Issue the renewal first.
merge-preview = See the result
merge-preview-title = Check the merge
merge-in = What goes in
merge-out = What you get
merge-days-in = Seat-days in
merge-days-out = Seat-days out
merge-devices = Devices in use
merge-stop-now = The old codes stop at once. Activate the devices with the new code.
# $count (Number) - how many days
# $shown (String) - the same, written
merge-stop-later = { $count ->
    [one] The old codes work for { $shown } more day. Activate the devices with the new code before then.
   *[other] The old codes work for { $shown } more days. Activate the devices with the new code before then.
}
merge-confirm = Merge now
merge-done = Codes merged. The new code has been emailed.
merge-undo = Undo the merge
merge-undo-title = You can still undo the merge
merge-undo-text = Until a device is activated with the new code, the old codes can be restored.
# $numbers (String) - license numbers
merge-undo-ask = These licenses become valid again, each with its own devices and expiry date: { $numbers }. The new code stops working.
merge-undone = Merge undone. The old codes are valid again.

## Refusals

life-line-taken = This line of the order was recorded for another license or change. Enter the line of this change.
life-trial = A trial license can’t be topped up, renewed, merged or held in reserve.
life-next-buy = Buy a license, then add its code.
life-blocked = The license is blocked or will be. Nothing can be changed until it’s unblocked.
life-expired = The license has expired.
life-next-renew = Renew it first.
life-merged = Another license has taken over from this one. Change that one.
life-not-activated = The license hasn’t been activated yet, so its term hasn’t begun. Activate a device first.
life-no-end = The license is perpetual, so it needs no further term.
life-shorter = The license already lasts longer than that. Enter a later day.
life-in-reserve = The license is waiting as a reserve. Remove it from the reserve first.
life-has-reserve = The license has a reserve that would no longer fit. Remove the reserve first.
life-no-reserve = The license has no reserve.
life-other-type = Choose a code of the same product, edition and kind.
life-already-begun = This code has been used already. Choose one that hasn’t been activated.
life-activate-by = This code has to be activated before it would be needed here. Choose another one.
# $seats (Number) - how many it would need
life-fewer-seats = { $seats ->
    [one] The reserve needs at least { $seats } device, like the license.
   *[other] The reserve needs at least { $seats } devices, like the license.
}
life-only-at-renewal = Codes can be merged only when you renew, together with a renewal code that hasn’t been activated yet.
life-next-buy-renewal = Buy the renewal, add its code, then merge.
life-merge-choice = Choose 1 to 49 licenses, each once.
life-other-customer = These licenses belong to different customers. Choose licenses of one customer.
# $devices (Number) - devices in use
# $seats (Number) - seats of the merged license
life-devices-in-use = Too many devices are in use: { $devices }. The merged license would allow { $seats }.
life-merge-too-large = No time would be left of the merged license, or it would have more than 100,000 devices. Choose other licenses.
life-not-merged = This license wasn’t made by a merge, or the merge was undone.
life-merge-in-use = The new code has been used, or the license was changed since then, so the merge can no longer be undone.

## What products are told

activation-key-file-only = Seats were added to this license. Its new code can’t be activated online.
activation-next-key-file = Download the key file made from the new code in your account, and open it in the product.
activation-merged = This code has been replaced by another one.
activation-next-new-code = Use the new code from the email or your account.
activation-in-reserve = This code is waiting as a reserve until another license expires.
activation-next-in-reserve = Use the code of the license that’s active now, or remove the reserve in your account.

## Mails

# $product (String) - the product’s name
mail-topped-up-title = More devices for { $product }: your new code
# $count (Number) - how many seats were added
# $more (String) - the same, written
# $number (String) - the license number
# $product (String) - the product’s name
# $seats (String) - how many it has now
mail-topped-up-lead = { $count ->
    [one] { $more } device was added to license { $number } for { $product }. It’s now valid for { $seats }, with the same expiry date.
   *[other] { $more } devices were added to license { $number } for { $product }. It’s now valid for { $seats }, with the same expiry date.
}
# $product (String) - the product’s name
mail-renewed-title = Your license for { $product } has been renewed
# $end (String) - the new end
# $number (String) - the license number
# $product (String) - the product’s name
mail-renewed-lead = License { $number } for { $product } has been renewed. New expiry date: { $end }
# $product (String) - the product’s name
mail-reserve-added-title = A reserve for { $product } was added
# $end (String) - the end of the license
# $number (String) - the license number
# $reserve (String) - the number of the reserve
mail-reserve-added-lead = License { $reserve } takes over when license { $number } expires. Expiry date: { $end }
# $product (String) - the product’s name
mail-took-over-title = Your reserve for { $product } has taken over
# $end (String) - the new end
# $number (String) - the license number
# $product (String) - the product’s name
# $seats (String) - how many devices
mail-took-over-lead = License { $number } for { $product } goes on with the code of its reserve; there’s nothing to do on your devices. New expiry date: { $end }. Devices: { $seats }
# $product (String) - the product’s name
mail-merged-title = Your codes for { $product } are now one
# $end (String) - the end
# $number (String) - the number of the new license
# $numbers (String) - those that were merged
# $seats (String) - how many devices
mail-merged-lead = Licenses { $numbers } were merged into license { $number }. Devices: { $seats }. Expiry date: { $end }
# $product (String) - the product’s name
mail-merge-undone-title = The merge of your codes for { $product } was undone
# $number (String) - the number of the license that is closed
# $numbers (String) - those that are valid again
mail-merge-undone-lead = Licenses { $numbers } are valid again, each with its own devices and expiry date. License { $number } is closed.
mail-life-code = This is the new code. Activate your devices with it:
mail-life-old-now = The old code has stopped working. Devices that use it work until they next check their license.
# $moment (String) - day and time
mail-life-old-until = The old code works until { $moment }. Activate your devices with the new code before then.
mail-merged-undo = The merge can be undone in your account until a device is activated with the new code.
mail-life-open = Open license
mail-life-open-all = Open your licenses
# $number (String) - the license number
mail-life-reason = You’re receiving this email because license { $number } is yours.

## The log and the jobs

data-changes = Changes of licenses
data-change = Change
data-changed-at = Changed
data-seats-before = Devices before
data-seats-after = Devices after
data-ends-before = End before
data-ends-after = End after
event-license-topped-up = Seats added to license
event-license-term-renewed = License renewed
event-license-reserve-added = Reserve added to license
event-license-reserve-removed = Reserve removed from license
event-license-reserve-took-over = Reserve took over
event-license-merged = License made by a merge
event-license-merged-into = License merged into another
event-license-merge-undone = Merge undone
audit-detail-until = Until
job-reserves = Let reserves of expired licenses take over
