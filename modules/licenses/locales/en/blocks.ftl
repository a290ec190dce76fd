### Blocks in steps, two people, new codes, over-use and verification (LIC-14, LIC-20, LIC-21, LIC-23).

block-reason-refunded = Refunded
block-why-refunded = The payment for this license was refunded.
block-todo-refunded = To go on using the product, buy a new license.

## A block in steps

block-steps = Steps of the block
block-step-reported = Reported
block-step-told = Customer notified
block-step-grace = Grace period
block-step-limited = Limited
block-step-dead = Blocked
block-step-grace-means = The product works in full and shows what lies ahead.
block-step-limited-means = The product works with limits, and no further device can be activated.
block-step-dead-means = The product stops working.
customer-limited-title = This license is limited
block-step-now = Now
block-in-steps = Warn first, then block in steps
block-in-steps-hint = The product first works in full with a warning, then with limits, and is blocked after that. “Block from” is then the first day of the grace period.
block-grace-days = Grace period, days
block-grace-days-hint = The product works in full during this time.
block-limited-days = Limited, days
block-limited-days-hint = 0 if the product should be blocked right after the grace period.
# $grace (Number) - days of grace
# $limited (Number) - days with limits
block-days = Grace period, days: { $grace }. Limited, days: { $limited }.
take-back-reason = Reason for unblocking
take-back-reason-hint = Needed when the license is blocked in steps. The customer isn’t told the reason.
take-back-settled = Settled: paid, or devices deactivated
take-back-upheld = The customer objected and was right
take-back-agreed = Agreed with the customer
take-back-mistake = Blocked by mistake

# $product (String) - the product's name
# $day (String) - when
mail-block-course-title = Your license for { $product } will be blocked on { $day }
# $product (String) - the product's name
# $number (String) - the license number
# $day (String) - when
mail-block-course-lead = License { $number } for { $product } will be blocked in steps, and stop working on { $day }.
# $product (String) - the product's name
mail-block-limited-title = Your license for { $product } is limited
# $product (String) - the product's name
# $number (String) - the license number
# $day (String) - when
mail-block-limited-lead = License { $number } for { $product } is limited and will stop working on { $day }.
# $when (String) - when the step begins
# $what (String) - what it means, a sentence
mail-block-step = From { $when }: { $what }

## Two people

# $count (Number) - how many changes
need-approval = { $count ->
    [one] { $count } change waits for approval
   *[other] { $count } changes wait for approval
}
need-approval-text = Large changes need a second team member. You can’t approve your own.
nav-proposals = Approvals
proposals-lede = Large blocks and new codes wait here until another team member approves them.
proposals-none = Nothing to approve
proposals-none-text = Large blocks and new codes that need a second team member appear here.
proposals-waiting = Waiting
proposals-approved = Approved
proposals-declined = Declined
proposals-withdrawn = Withdrawn or expired
proposal-change = Change
# $count (Number) - how many licenses
proposal-block = { $count ->
    [one] Block { $count } license
   *[other] Block { $count } licenses
}
proposal-reissue = Issue a new code
proposed-by = Proposed by
proposed-at = Proposed
proposal-expires = Approve by
proposal-decided = Decided
proposal-own = You proposed this. Another team member has to approve it.
proposal-made = This change is large, by itself or together with your other recent changes, so another team member has to approve it. Until then, nothing changes.
# $change (String) - what is proposed
proposal-about = Proposed and waiting for approval: { $change }
proposal-view = View proposal
proposal-approve-title = Approve this change?
proposal-approve = Approve and carry out
proposal-decline-title = Decline this change
proposal-decline = Decline
proposal-decline-reason = Reason
proposal-decline-hint = Shown to whoever proposed the change.
proposal-withdraw = Withdraw
# $count (Number) - how many licenses were changed
proposal-approved-done = { $count ->
    [one] Approved. { $count } license changed.
   *[other] Approved. { $count } licenses changed.
}
proposal-declined-done = Proposal declined.
proposal-withdrawn-done = Proposal withdrawn.
refusal-proposed-already = This was already proposed and waits for another team member.
refusal-nothing-left = These licenses have been blocked in another way, so there is nothing to approve. Decline the proposal.

## A new code

reissue = New code
reissue-title = Issue a new code
reissue-explained = Use this when other people know the activation code. The license’s number, expiry date and seats stay the same. The new code is emailed to everyone who keeps the license.
reissue-transition = Old code works for, days
reissue-transition-hint = 0 if the old code should stop working at once; up to 90.
reissue-devices = Active devices
reissue-devices-keep = Stay active
reissue-devices-keep-hint = Nobody has to do anything. Other people’s devices stay active, too.
reissue-devices-free = All are deactivated
reissue-devices-free-hint = Each device has to be activated again with the new code. Only if the old code stops working at once.
reissue-accounts = Accounts
reissue-accounts-keep = All keep the license
reissue-accounts-keep-hint = Strangers who added the old code keep it, too, and get the new one.
reissue-accounts-buyer = Only the buyer keeps it
reissue-accounts-buyer-hint = It’s removed from all other accounts. Whoever is meant to have it adds the new code. Only if the old code stops working at once.
reissue-note-hint = Appears in the email.
reissue-now = Issue new code
reissue-done = New code issued. The old one no longer works.
# $until (String) - when
reissue-done-until = New code issued. The old one works until { $until }.
refusal-reissue-no-buyer = The order of this license has neither an account nor an email address of its buyer.
refusal-reissue-blocked = The license is blocked for another reason. Unblock it before you issue a new code.

# $product (String) - the product's name
mail-reissued-title = New activation code for { $product }
# $product (String) - the product's name
# $number (String) - the license number
mail-reissued-lead = We’ve issued a new activation code for license { $number } for { $product }, because the old one has become known to others.
mail-reissued-at-once = The old code no longer works. This is the new one:
# $until (String) - when
mail-reissued-until = The old code works until { $until }. This is the new one:
mail-reissued-keep = Your devices stay active. You need the new code only for further devices.
mail-reissued-free = Your devices were deactivated. Activate each of them again with the new code.
mail-reissued-keep-secret = Don’t pass the code on. We never ask for it by email or phone.

## Over-use

nav-over-use = Over-use
over-case-lede = Licenses on which more devices run or ask to run than they have seats, and larger ones that are almost full. Warn the owner first; block if nothing changes.
over-case-none = No over-use
over-case-none-text = Licenses that are used beyond their seats for several days appear here.
over-case-shown = Show
over-case-lasting = Lasting over-use
over-case-all = Also short or close to the limit
over-case-seats = Seats
over-case-devices = Devices
over-case-refused = Refused devices
over-case-percent = Used, %
over-case-since = Since
over-case-warned = Owner warned
over-case-warn = Warn owner
# $count (Number) - how many mails
over-case-warned-done = { $count ->
    [one] { $count } email sent.
   *[other] { $count } emails sent.
}
refusal-over-use-unknown = This license is no longer used beyond its seats.
refusal-over-use-warned = The owner was warned less than a day ago. Wait a day before the next warning.

# $product (String) - the product's name
mail-over-use-title = More devices than seats: { $product }
# $product (String) - the product's name
# $number (String) - the license number
# $day (String) - since when
mail-over-use-lead = License { $number } for { $product } has been used on more devices than it has seats since { $day }.
mail-over-use-else = If nothing changes, we may block the license. You’ll be told before that.
mail-over-use-object = If you think this is a mistake, reply to this email and say which devices are yours; a team member will look at it.
# $help (String) - the vendor's help address
mail-over-use-object-at = If you think this is a mistake, tell us at { $help } which devices are yours; a team member will look at it.

## Verification

nav-verification = Verification
verification-lede = Licenses that customers added and that don’t work before a team member has looked at them.
verification-none = Nothing to verify
verification-none-text = Licenses that a rule sends here appear when a customer adds them.
# $number (String) - the license number
verification-title = Verify license { $number }
verification-explained = The customer sees “Awaiting verification”. Either decision is emailed to them. If you decline, the license is removed from the account and stays closed until another verification is approved.
verification-waiting = Waiting
verification-late = Overdue
verification-approved = Approved
verification-declined = Declined
verification-rule = Rule
verification-rule-license = License flagged
verification-rule-batch = Batch flagged
verification-rule-order = Order flagged
verification-rule-product = Product flagged
verification-asked = Added
verification-due = Decide by
verification-account = Who added it
verification-of-order = Of this order, awaiting verification
verification-approve-title = Approve this license?
verification-approve = Approve
verification-approved-done = License approved. The customer gets an email.
verification-decline-title = Decline this license
verification-decline = Decline
verification-declined-done = License declined. The customer gets an email.
verification-note-hint = Appears in the email.
verification-why-buyer = We couldn’t confirm who bought this license.
verification-why-payment = We couldn’t confirm the payment for this license.
verification-why-region = This license wasn’t sold for use in your region.
verification-why-resold = This license was passed on in a way that its terms don’t allow.
verification-rules = Verification rules
verification-rules-lede = What is flagged here is verified when a customer adds it. Licenses that are already in an account aren’t affected.
verification-rules-none = No rules yet.
verification-rules-none-text = Rules that the licensing team sets appear here.
verification-about = Number or code
verification-about-hint = The license number, order number or product code; for a batch, its ID.
verification-set = Set
verification-end = Remove
verification-rule-new = New rule
verification-rule-set = Add rule
verification-rule-set-done = Rule added.
verification-rule-ended = Rule removed.
refusal-verification-unknown = This verification doesn’t exist.
refusal-verification-decided = Another team member has already decided.
refusal-verification-rule-unknown = This rule doesn’t exist or was removed.
refusal-verification-rule-set = This rule is already set.

# $product (String) - the product's name
mail-verified-title = Your license for { $product } is verified
# $product (String) - the product's name
# $number (String) - the license number
mail-verified-lead = License { $number } for { $product } is verified and can be used now.
# $product (String) - the product's name
mail-declined-title = Your license for { $product } was declined
# $product (String) - the product's name
# $number (String) - the license number
mail-declined-lead = We couldn’t approve license { $number } for { $product } and removed it from your account.
mail-declined-open = Open your licenses
# $number (String) - the license number
mail-verified-reason = You’re receiving this email because you added license { $number } to your account.

## The log

event-license-block-grace = Grace period before a block started
event-license-block-limited = License limited before a block
event-license-code-reissued = New code issued
event-license-proposed = Change proposed to another team member
event-license-proposal-approved = Proposed change approved
event-license-proposal-declined = Proposed change declined
event-license-proposal-withdrawn = Proposed change withdrawn
event-license-verification-asked = Verification started
event-license-verified = License verified
event-license-verification-declined = Verification declined
event-license-verification-rule-set = Verification rule added
event-license-verification-rule-ended = Verification rule removed
event-license-over-use-seen = Over-use detected
event-license-over-use-warned = Over-use warning emailed
audit-detail-proposal = Proposal
audit-detail-step = Step
audit-detail-devices = Devices
audit-detail-percent = Percent of seats
audit-detail-rule = Rule
audit-record-verification-rule = Verification rule
job-over-use-seen = Check for over-use
