### Texts of the layout, the components and the error pages.

skip = Skip to the content
nav-main = Main
nav-foot = More
language = Language
# $name (String) - the current language's own name
language-menu = Language: { $name }
theme = Light or dark
theme-auto = Match the system
theme-light = Light
theme-dark = Dark
account = Account
account-menu = Account menu
scope-personal = Personal
# $name (String) - in whose name the person acts now
scope-menu = Acting as: { $name }
sign-out = Sign out
staff = Staff
# $title (String) - the page's title
title-refused = Error: { $title }
crumbs = You are here

form-problem = Check the following
# $label (String) - the label of a field
# $text (String) - what is wrong with it
form-problem-line = { $label }: { $text }
form-optional = (optional)

password-show = Show password
password-strength = How many rules the password meets
password-rules = Rules for the password
password-met = %met% of %all% rules met
# $count (String) - how many
password-unmet = Rules not met: { $count }. They are marked below.
# $count (Number) - least number of characters
password-length = { $count ->
    [one] { $count } character or more
   *[other] { $count } characters or more
}
password-upper = an uppercase letter
password-lower = a lowercase letter
password-digit = a digit
password-special = a special character
password-space = no spaces
password-email = not your email address

# $code (String) - what is copied
copy = Copy { $code }
copy-done = Copied
copy-failed = Couldn’t copy. Select the text and copy it.
copy-word = Copy
copy-masked = The code is hidden again.

# How long ago something was.
ago-now = Just now
# $count (Number) - how many
ago-minutes = { $count ->
    [one] { $count } minute ago
   *[other] { $count } minutes ago
}
# $count (Number) - how many
ago-hours = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
}
ago-yesterday = Yesterday
# $count (Number) - how many
ago-days = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}
# $count (Number) - how many
ago-months = { $count ->
    [one] { $count } month ago
   *[other] { $count } months ago
}
# $count (Number) - how many
ago-years = { $count ->
    [one] { $count } year ago
   *[other] { $count } years ago
}

# $used (String) - seats in use
# $total (String) - seats bought
seats = { $used } of { $total }

table-actions = Actions
pager-label = Pages
# $count (Number) - rows on this page
pager-shown = { $count ->
    [0] No entries
    [one] Showing { $count } entry
   *[other] Showing { $count } entries
}
pager-previous = Previous
pager-next = Next
filters-apply = Apply
filters-reset = Reset

human-waiting = We check in the background that you’re not a robot.
human-working = Checking that you’re not a robot…
human-done = Verified.
human-failed = The automatic check didn’t work in this browser.
human-picture = Characters in the picture
human-picture-hint = This shows that you’re not a robot. Uppercase and lowercase letters count the same.
human-picture-alt = Distorted characters to be typed into the field below
passkey-failed = No passkey was used. Try again, or choose another way.
passkey-known = This device or security key already has a passkey for your account.
passkey-missing = Passkeys need JavaScript and a browser that supports them. Your password still works.

error-home = To the home page
error-again = Try again
error-reference = If you contact us about this, quote this number:
error-support = Contact support
error-400-title = We couldn’t read that request
error-400-text = What the browser sent was incomplete or damaged.
error-400-advice = Go back, reload the page and try again. Nothing was changed.
error-403-title = You don’t have access
error-403-text = Your account doesn’t have permission to open this page, or the request came from another website.
error-403-advice = Open the page from the menu. If you need access, ask the person who manages your account.
error-404-title = Page not found
error-404-text = There’s nothing at this address, or your account can’t see it.
error-404-advice = Check the address for typos, or start from the home page.
error-405-title = That doesn’t work here
error-405-text = This page can’t be opened directly.
error-405-advice = Go back and use the buttons on the page.
error-413-title = That’s too large
error-413-text = What you sent is larger than we accept. Nothing was saved.
error-413-advice = Shorten the text or choose a smaller file, then try again.
error-421-title = This isn’t the address of the portal
error-421-text = The request came here under a name that isn’t the portal’s.
error-421-advice = Go to the home page: the link below leads to the right address.
error-429-title = Wait a moment
error-429-text = There were too many attempts in a short time.
error-429-advice = Wait a few minutes, then try again.
error-absent-title = Not available
error-refused-title = That didn’t work
error-500-title = Something went wrong on our side
error-500-text = This isn’t your fault. The error has been recorded, and we’ll look into it.
error-500-advice = Try again in a few minutes.
error-503-title = Back in a moment
error-503-text = The portal is busy or being updated.
error-503-advice = Try again in a few seconds. Your data is safe.
error-503-advice-form = Reload this page in a few seconds: your browser then sends what you entered again. Your data is safe.

job-mail-send = Send an email
job-messages-send = Send a text message
job-retention-sweep = Delete data whose retention period is over
job-audit-seal = Seal the audit log
job-db-checkpoint = Clear erased data from the database log

# Who did what the log tells: as staff read it, and as a customer does.
actor-you = You
actor-account = Customer
actor-staff = Team member
actor-api-key = API key
actor-product = Product
actor-program = System
actor-visitor = Visitor
who-you = You
who-staff = Vendor’s team
who-program = Automatically
who-product = A product on a device
who-visitor = Not signed in
who-key = Vendor’s system
event-retention-swept = Expired records deleted
zones-others = Other time zones

# Lists: their tools, and what stands there when the filters leave nothing.
list-columns = Columns
list-columns-legend = Columns on this page and in the file
list-columns-apply = Show these columns
list-file = Save as CSV
list-unmatched = No matching entries
list-unmatched-text = Change the filters, or show everything.
list-show-all = Show everything
list-wrong-choice = Choose one of the offered values.
list-wrong-id = This isn’t an ID. Copy it whole.
list-wrong-day = Enter a day such as 2026-11-21.
list-wrong-year = The year has to be between 2000 and 2199.
# $most (Number) - the most rows of a page
list-wrong-size = Enter a whole number from 1 to { $most }.
list-wrong-cursor = This isn’t a cursor of this list. Send “next” or “previous” of an answer as it came, or leave it out.
event-list-exported = List saved as a file
event-list-export-ended = List completely saved
event-list-export-aborted = Saving of a list cut off
audit-detail-list = List
audit-detail-filters = Filters
audit-record-list = List
