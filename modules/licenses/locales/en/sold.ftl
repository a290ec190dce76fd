### What was sold stays (LIC-1), and decoy codes (LIC-4)

## What changes

# $before (String) - as it was
# $after (String) - as it is from then on
sold-from-to = { $before } → { $after }
sold-regions = Countries
sold-lease-days = Offline period (days)
sold-account = Connected account
sold-allowance = Allowed transfers
sold-allowance-usual = As many as seats, at least 2
sold-added = Added
sold-gone = No longer included
sold-everywhere = Everywhere

## A license's page and the decision

sold-title = What was sold
sold-revision = Revision
# $number (String) - the revision
# $name (String) - the edition's name in it
sold-revision-of = { $number } · { $name }
# $number (String) - the revision
sold-revision-number = Revision { $number }
sold-unchanged = As it was sold. Changes to the catalog apply to new sales.
sold-decisions = Decisions
sold-decided = Decided
sold-from = From
sold-what = What changes
sold-why = Reason
sold-waits = Planned
sold-applied = In effect
# $day (String) - when
sold-called-off-at = Called off on { $day }
sold-call-off = Call off
sold-change = Change
sold-change-title = Change a sold license
sold-change-explained = Everyone who has the license gets an email with what changes, from when, and your reason. Devices follow the next time they check the license.
sold-as-now = as it is
sold-from-hint = Leave empty to change it at once. If anything is taken away, a date is required.
sold-why-hint = Appears in the email.
sold-change-now = Change license
sold-changed-now = License changed.
sold-planned-now = Change planned.
sold-called-off = Planned change called off.
refusal-nothing-changes = Nothing would change: the license is already like this.
refusal-change-waits = A change is already planned for this license. Call it off first.
refusal-no-change-waits = No change is planned for this license.

## An edition's sold licenses

nav-catalog-back = Catalog
rollout-title = Sold licenses
rollout-lede = Changes to an edition apply to new sales. Licenses keep what they were sold with until you decide otherwise.
rollout-none = No editions yet
rollout-current = Sold as it is now
rollout-earlier = Sold with an earlier revision
rollout-licenses = Licenses
rollout-apply = Change these too
# $name (String) - the edition's name
rollout-of = { $name }: change sold licenses too
rollout-explained = Each of these licenses becomes what the edition is now. Everyone who has one gets an email with what changes, from when, and your reason.
rollout-same = The same under another number
rollout-why-hint = Everyone who has such a license reads it. Name no person.
# $count (Number) - licenses
# $number (String) - the same, grouped
rollout-now = { $count ->
    [one] Also change { $number } sold license
   *[other] Also change { $number } sold licenses
}
# $count (Number) - licenses
# $number (String) - the same, grouped
rollout-done = { $count ->
    [one] { $number } license is being changed. Its holders get an email.
   *[other] { $number } licenses are being changed. Their holders get an email.
}

## Mails

# $product (String) - the product's name
# $day (String) - when
mail-sold-planned-title = Your license for { $product } will change on { $day }
# $number (String) - the license number
# $product (String) - the product's name
# $day (String) - when
mail-sold-planned-lead = License { $number } for { $product } will change on { $day }. Until then it stays as it is.
# $product (String) - the product's name
mail-sold-changed-title = Your license for { $product } has changed
# $number (String) - the license number
# $product (String) - the product's name
mail-sold-changed-lead = License { $number } for { $product } has been changed.
# $product (String) - the product's name
mail-sold-stays-title = Your license for { $product } stays as it is
# $number (String) - the license number
# $product (String) - the product's name
mail-sold-stays-lead = The planned change of license { $number } for { $product } has been called off.
mail-sold-devices = You don’t need to do anything: your devices follow the next time they check the license.
mail-sold-object = If you don’t agree with the change, reply to this email and tell us why; a team member will look at it.
# $help (String) - the vendor's help address
mail-sold-object-at = If you don’t agree with the change, tell us why at { $help }; a team member will look at it.

## The audit log and jobs

event-license-changed = License changed
event-license-change-planned = License change planned
event-license-change-called-off = Planned license change called off
event-license-applied-to-sold = Edition applied to sold licenses
event-license-decoy-presented = A decoy code was presented: the database has leaked
audit-detail-revision = Revision
audit-detail-decoy = Decoy
job-changes-due = Carry out planned license changes
job-apply-to-sold = Change sold licenses of an edition
job-decoys = Place decoy codes

## The alarm

# $day (String) - when
decoy-presented = A decoy code was presented on { $day }
decoy-presented-text = Such codes exist in the database alone. Someone has a copy of it and its keys. Tell your operators, and see the audit log for the network it came from.
decoy-presented-open = Open audit log

## An offer in place of product, edition and term

issue-offer = Offer
issue-offer-hint = Says product, edition, term and kind. The seats below then count only if you change them.
# $code (String) - the offer's code
sold-under = Offer { $code }
issue-no-offer = None: choose product, edition and term

mail-decoy-title = A decoy code was presented
# $when (String) - the moment, formatted
mail-decoy-lead = A decoy code was presented on { $when }.
mail-decoy-button = Open the audit log
mail-decoy-next = At most one email about this goes out in 24 hours. The audit log has every case.
mail-decoy-reason = You’re receiving this email because you’re a licensing clerk or an administrator.
