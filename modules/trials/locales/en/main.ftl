### Trials (LIC-22): the public form, mails, staff's list, refusals, the audit log, and what API keys may do.

nav-trials = Trials
way-try = Try a product
way-try-text = Get a free trial code by email. No account needed.
trial-title = Free trial
trial-lede = Choose a product, and we’ll email you a code. You can try each product once.
trial-none = No product can be tried at the moment.
trial-choose = Choose a product
# $product (String) - the product's name
# $days (Number) - how long
trial-choice = { $product }, { $days ->
    [one] { $days } day
   *[other] { $days } days
}
trial-email-hint = The code is sent here.
trial-own-address = The code is sent to your account’s address, and the license appears in your account.
trial-data = We use this to send you the code and a few reminders before and after the trial ends. A link in every email erases it. Otherwise it’s erased 30 days after the trial ends, unless you buy the product. Only a check value that doesn’t show who you are is kept for 24 months, so that each product is tried once.
trial-privacy-text = How we handle your data:
trial-privacy = Privacy notice
trial-ask = Send code
trial-sent = Check your email. We’ve sent a message about your trial. If nothing comes within a few minutes, look in your spam folder.
# $count (Number) - how many licenses
came = { $count ->
    [one] Your trial is in your account now.
   *[other] Your { $count } trials are in your account now.
}
stop-title = End emails about this trial?
stop-lede = Your name, phone number and email address are erased from the trial, and no more emails come.
stop-text = The product keeps working until the trial ends. The trial can’t be requested again.
stop-button = Erase and stop emails
stop-done = Erased
stop-done-text = Nothing of your request is left but a check value that doesn’t show who you are. No more emails come.
stop-bought = No more emails come
stop-bought-text = You’ve bought the product, so reminders have already stopped. The request is erased a year after the purchase.
stop-dead = This link doesn’t work

product = Product
name = Name
phone = Phone
email = Email
license = License
license-open = Open
month = Month
any = Any
cancel = Cancel
from-day = From
until-day = Until
state = Status
state-asked = Requested
state-refused = Had one before
state-mailed = Code sent
state-running = Running
state-ended = Ended
state-bought = Bought
state-closed = Closed
asked = Requested
activated = Activated
ends = Ends
bought = Bought

trials-lede = Who asked for a trial, and what came of it. Closed trials are erased after 14 days.
trials-none = No trials
trials-none-text = Products with a trial period in the catalog can be tried. Requests appear here.
trials-none-do = Open catalog
search-hint = The whole address. Other spellings of the same mailbox are found too.
numbers = Trials by month
numbers-text = All products. Trials are counted in the month in which each step happened.
person-no-trials = This customer hasn’t asked for a trial.
allow-title = Allow another trial
allow-lede = The person can ask for one more trial of the product, also on the same device.
allow-button = Allow another trial
allow-reason = Reason
allow-trouble = The first trial couldn’t be used
allow-new-version = A new version is to be tried
allow-agreed = Agreed with the customer
allow-done = Allowed. The person can ask for the trial again.
refusal-not-taken = This address hasn’t had a trial of the product, so there’s nothing to allow. The person can ask for one.

# $link (String) - the page where the emails end
mail-end = Don’t want these emails? Erase your trial’s data and stop them: { $link }
# $link (String) - the vendor's help
mail-help = Need help? { $link }
mail-buy = Buy license
# $product (String) - the product's name
mail-code-title = Your trial code for { $product }
# $product (String) - the product's name
# $days (Number) - how long
mail-code-lead = Here’s your code to try { $product } for { $days ->
    [one] { $days } day
   *[other] { $days } days
}.
mail-code-body = Install the product and enter the code. The trial starts when you activate it, on one device.
mail-code-downloads = Download
mail-code-open = Open license
mail-code-in-account = The license is in your account, where you can look the code up.
mail-code-add = Create account
mail-code-keep = An account isn’t needed. If you create one with this address, the license is in it, with your other licenses.
mail-code-by = Activate by
# $product (String) - the product's name
mail-code-reason = You’re receiving this email because a trial of { $product } was requested with your address.
# $product (String) - the product's name
mail-had-title = Your trial of { $product }
# $product (String) - the product's name
# $day (String) - the last day
mail-had-waits = Your trial of { $product } hasn’t started yet. Activate the code below by { $day }.
# $product (String) - the product's name
# $day (String) - the last day
mail-had-runs = Your trial of { $product } is running until { $day }. This is its code.
# $product (String) - the product's name
# $day (String) - the last day
mail-had-until = You had a trial of { $product } until { $day }. Each product can be tried once.
# $product (String) - the product's name
mail-had-before = You’ve already had a trial of { $product }. Each product can be tried once.
mail-had-seller = To keep using the product, ask the shop or the partner where you’d like to buy it.
# $product (String) - the product's name
# $day (String) - the last day
mail-ends-title = Your trial of { $product } ends on { $day }
# $product (String) - the product's name
# $day (String) - the last day
mail-ends-lead = Your trial of { $product } ends on { $day }. After that day, the product stops working at its next license check.
# $product (String) - the product's name
mail-ended-title = Your trial of { $product } has ended
# $product (String) - the product's name
# $day (String) - the last day
mail-ended-lead = Your trial of { $product } ended on { $day }.
mail-reminder-buy = To keep using it, buy a license and enter its code in the product. Your settings stay.
# $product (String) - the product's name
mail-reminder-reason = You’re receiving this email because you’re trying { $product }.

event-trial-asked = Trial requested
event-trial-mailed = Trial code sent
event-trial-allowed = Another trial allowed
event-trial-erased = Trial data erased by the person
event-trial-listed = Trials listed
event-trial-searched = Trials searched
audit-record-trial = Trial
job-answer = Answer requests for trials
job-progress = Move trials on and send reminders
scope-trials-read = Read trials
