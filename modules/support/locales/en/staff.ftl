### Support for staff (SUP-17): requests, contracts, settings.

staff-answer = Answer
staff-answer-becomes = Then
staff-answer-send = Send answer
staff-answer-sent = The answer is sent.
# $status (String) - the name of the status
staff-answer-stays = Leave as it is ({ $status })
staff-any-category = All categories
staff-any-country = All countries
staff-any-language = All languages
staff-any-level = All levels
staff-any-product = All products
staff-any-queue = All queues
staff-any-state = All
staff-api-task-support = Support requests
staff-api-task-support-text = Read requests, answer them, open them for callers, and read contracts.
staff-assign = Assign
staff-assign-colleague = Assign to a team member
staff-assigned = The request is assigned.
staff-assignee = Assigned to
staff-at = When
staff-author-without-account = No account
staff-back = Back
staff-bounced = Emails to this address come back
staff-calendar = Working hours
staff-calendar-always = Around the clock
staff-calendar-lede = Hours such as 09:00-12:30, 13:30-18:00. A day without hours is free.
staff-calendar-new = New working hours
staff-calendars = Working hours
staff-calendars-none = No working hours yet.
staff-caller-for-company = In the name of their company
# $name (String) - a name
staff-caller-is = For { $name }
staff-caller-lede = For somebody who called or wrote a letter. They get the emails of the request.
staff-caller-open = Open request
# $number (String) - the number of a request
staff-caller-opened = The request is registered under { $number }.
staff-caller-said = What they said
staff-canned-answer = Canned answer
staff-cancel-requests = Cancel
staff-canned-answers = Canned answers
staff-canned-choose = Use a canned answer
staff-canned-hint = Filled in from the request: [name], [number], [product], [staff]
staff-canned-lede = What support writes often, in each language.
staff-canned-new = New canned answer
staff-canned-none = No canned answers yet.
staff-canned-used = Used
staff-carry-requests = Carry requests over
staff-carry-requests-button = Carry over
staff-carry-requests-checked = I’ve checked that both accounts belong to the same person
# $count (Number) - how many
staff-carry-requests-done = { $count ->
    [one] { $count } request is carried over.
   *[other] { $count } requests are carried over.
}
staff-carry-requests-nobody = No account has this email address.
staff-carry-requests-reason = How the identity was checked
staff-carry-requests-reason-hint = This is kept for three years.
staff-carry-requests-text = Use this when somebody has lost their mailbox or account: their own requests become those of their new account. Requests of a company follow their membership.
staff-carry-requests-to = Email address of the new account
staff-changed-meanwhile = This request has changed meanwhile. Look at it in another tab before you answer.
# $count (Number) - how many
staff-chosen-done = { $count ->
    [one] Done with { $count } request.
   *[other] Done with { $count } requests.
}
# $name (String) - a name
staff-colleague-looks = { $name } has this request open.
# $name (String) - a name
staff-colleague-writes = { $name } is writing an answer.
staff-colleagues = Team members in this request
staff-company = Company
staff-contacts = Contacts
staff-contacts-change = Change contacts
staff-contacts-hint = One per line: Name <address>, phone
staff-contacts-none = No contacts: nobody can use the contract.
staff-contract-active = Active
staff-contract-company-hint = The word in the company’s address, or its ID
staff-contract-critical = Critical incidents
staff-contract-ended = Ended
staff-contract-enter = Enter contract
staff-contract-entered = The contract is entered.
staff-contract-new = New contract
staff-contract-planned = Not begun
staff-contract-search = Number or name
staff-contracts-lede = Premium support that companies have bought, its contacts and what is left.
staff-contracts-none = No contracts
staff-contracts-none-text = Contracts will appear here once they’re entered.
staff-countries = Countries
staff-countries-hint = Codes such as DE, JP
staff-country = Country
# $code (String) - what was typed
staff-country-unknown = No country has the code { $code }. Enter codes such as DE, JP.
staff-due = Answer due
staff-due-any = All
staff-due-late = Overdue
staff-due-missed = Late
staff-due-none = No time promised
staff-email = Email address
staff-ends = Ends
staff-files = Files
# $count (Number) - how many
staff-files-count = { $count ->
    [one] { $count } file
   *[other] { $count } files
}
staff-files-none = No files.
staff-filter-awaiting-support = Awaiting support
staff-filter-kept = The filter is saved.
staff-filter-name = Name of the filter
staff-filter-save = Save this filter
staff-filter-share = The team sees it too
staff-filter-shared = Shared by a team member
staff-filters-saved = Saved filters
staff-first-answer = First answer
staff-first-minutes = Minutes until the first answer
staff-folder = Folder
staff-follow = Follow
staff-followers = Followers
staff-follows = You follow this request and get an email when its customer writes.
staff-follows-not = You don’t follow this request any more.
staff-form = Form
staff-former-user = Former user
staff-friday = Friday
# $number (String) - the number of a request
staff-goes-on-in = This request goes on in { $number }.
staff-history = History
staff-holidays = Days off
staff-holidays-hint = Days such as 2026-12-25, one per line
# $count (Number) - how many
staff-hours = { $count } h
staff-hours-hint = Hours such as 09:00-12:30, 13:30-18:00
# $phone (String) - a phone number
staff-incident-callback = Call back: { $phone }
# $at (String) - date and time
staff-incident-taken = Taken on { $at }.
staff-join = Link or merge
staff-article = Make an article of it
staff-join-how = How
staff-join-link = Link
staff-join-link-hint = Staff see on both that they belong together. Customers don’t.
staff-join-merge = Merge
staff-join-merge-hint = This request goes on in the other one. Both have to be of the same person. You can undo this.
staff-join-number = Number of the other request
staff-joined = The requests belong together now.
staff-language = Language
staff-ledger = Contract usage
staff-ledger-none = Nothing recorded yet.
staff-ledger-what = What happened
staff-license = License
staff-link-taken-in = Goes on here
staff-links = Belongs with
staff-links-none = Nothing.
staff-machine = Automatic
# $count (Number) - how many
staff-minutes = { $count } min
staff-monday = Monday
staff-move = Move to a queue
staff-failed-mails = Failed emails
staff-failed-mails-lede = Emails to support that couldn’t be read. Try them again after an update, or delete them.
staff-failed-mails-none = No email has failed.
staff-macro-choose = Run a macro
staff-macro = Macro
staff-macro-new = New macro
staff-macro-ran = The macro has run.
staff-macro-run = Run
staff-macro-stays = Leave as it is
# $what (String) - what is set, such as Queue
# $value (String) - to what
staff-macro-step = { $what }: { $value }
staff-macro-step-gone = removed
staff-macro-steps = What it does
staff-macro-take = Take the request
staff-macros = Macros
staff-macros-lede = Several steps as one button: all of them are done, or none.
staff-macros-none = No macros yet.
staff-mail-discard = Delete
staff-mail-discarded = The email is deleted.
staff-mail-from = From
staff-mail-retried = The email is read once more.
staff-mail-retry = Try again
staff-mail-rule = Found by
staff-mail-standing = Sender
staff-mail-to = To
staff-mail-why = Why this email is here
staff-name = Name
# $count (Number) - how many
staff-need-critical = { $count ->
    [one] { $count } critical incident
   *[other] { $count } critical incidents
}
staff-need-critical-text = They go before everything else.
# $count (Number) - how many
staff-need-late = { $count ->
    [one] { $count } overdue answer
   *[other] { $count } overdue answers
}
staff-need-late-text = Their contracts promise an earlier answer.
staff-next-answer = Next answer
staff-next-minutes = Minutes until each further answer
staff-no = No
staff-note = Internal note
staff-note-add = Add as internal note
staff-note-added = The note is added.
staff-open = Open
staff-open-confirm = I know that nobody has checked this file
staff-open-text = This file isn’t known to be clean. Open it only where it can do no harm. That you opened it is in the audit log.
staff-open-for-caller = New request for a caller
staff-opened-at = Opened
staff-others = Other requests of the customer
staff-others-none = No other requests.
staff-part-author = Asked
staff-part-contact = Contact of the contract
staff-part-reader = Reads along
staff-people = People
staff-people-none = Nobody is left.
staff-person-all-requests = All requests
staff-person-no-requests = No requests.
staff-phone = Phone number
staff-product = Product
staff-product-none = No product
staff-products = Products
staff-queue = Queue
staff-queue-archive = Nothing new comes in
staff-queue-archived = Closed
staff-queue-new = New queue
staff-queue-none = No queue
staff-queue-open = Open
staff-queue-others = Takes what no rule fits
staff-queue-takes-others = Takes requests that no rule fits
staff-queues = Queues
staff-queues-none = No queues yet: all requests are in one list.
staff-release = Give back
staff-released = Nobody has this request now.
staff-remove = Remove
staff-removed = It’s removed.
staff-request-search = Number or words
staff-request-search-hint = Words are looked for in subjects, messages and notes.
staff-requests-lede = Critical incidents first, then by contract, then in the order of arrival.
staff-requests-none = No requests
staff-requests-none-text = Customers’ requests will appear here.
staff-rule = Requests
staff-rule-address = The address that only its recipient knows
staff-rule-add = Add rule
staff-rule-all = All requests
staff-rule-body = A mark in the text
staff-rule-bounce = The address for returned emails
staff-rule-new = New rule
staff-rule-new-lede = What is left empty fits every request.
staff-rule-none = Nothing: it began a request
staff-rule-number = The number in its subject
staff-rule-one = Rule
staff-rule-raise = Move up
staff-rule-thread = The email that it answers
staff-rule-unreached = Never applies: a rule above takes all of these
staff-rules = Rules
staff-rules-lede = The first rule that fits decides where a new request goes.
staff-rules-none = No rules yet.
staff-saturday = Saturday
staff-save = Save
staff-saved = Saved.
staff-scan = Scan
staff-search-all-requests = Look in the texts of requests
staff-search-keys-requests = request number, words of requests
staff-setting = Setting
staff-show = Show
# $count (Number) - how many
staff-show-all-messages = Show all { $count } messages
staff-size = Size
staff-solution = Solution
staff-solution-due = Solution due
staff-solution-minutes = Minutes until the solution
staff-standing-company = Of the same company
staff-standing-participant = Belongs to the request
staff-standing-stranger = Unknown
staff-starts = Begins
staff-status-awaiting-answer = Awaiting the customer’s answer
staff-status-message = Message to the customer
staff-status-message-hint = Stands in the email about the new status.
staff-status-set = The status is changed.
staff-step-cancel = Cancel request
staff-step-expired = Cancel: license or contract expired
staff-step-no-information = End without information
staff-step-process = Process again
staff-step-redirect = Close: goes on elsewhere
staff-sunday = Sunday
staff-support-settings = Support settings
staff-support-settings-lede = Where new requests go, and within which time support answers.
staff-take = Take
staff-take-incident = Take the incident
staff-taken-by-you = You have this request now.
staff-target = Goes on in
staff-target-critical = Critical incidents
staff-target-hint = The number of a request, or a link that begins with https://
staff-target-new = New target
staff-targets = Targets
staff-targets-lede = The time until an answer, within working hours. Standard support has none.
staff-targets-none = No targets yet. Add working hours first.
staff-text = Text
staff-thursday = Thursday
staff-tile-mine = Your requests
staff-tile-nobodys = Requests without an assignee
staff-tile-waiting = Requests awaiting support
staff-time-zone = Time zone
staff-time-zone-hint = Such as Europe/Berlin
staff-tuesday = Tuesday
staff-unconfirmed = From an unconfirmed address: only support sees this
staff-unfollow = Stop following
staff-units-hint = Left empty, the contract is unlimited.
staff-units-left = Requests left
staff-units-unlimited = Unlimited
staff-unlink = Remove link
staff-unlinked = The link is removed.
staff-unmerge = Take out again
staff-unmerged = The request goes on by itself again.
staff-updated-at = Last change
staff-wednesday = Wednesday
staff-whose-anybody = Anybody
staff-whose-mine = Yours
staff-whose-nobody = Nobody’s
staff-whose-watched = Followed
staff-work = Progress
staff-work-title = Work
event-failed-mails-viewed = Emails that failed viewed
event-followed = Request followed by support
event-unfollowed = Request no longer followed by support
event-assigned = Request assigned
event-contract-viewed = Contract viewed
event-linked = Requests linked
event-listed = Requests listed
event-merged = Request merged into another one
event-searched = Requests searched
event-settings-changed = Support settings changed
event-sorted = Request moved or its progress changed
event-unlinked = Link between requests removed
event-unmerged = Merge of a request undone
mail-watched-title = A customer has written
# $number (String) - the number of a request
mail-watched-lead = There’s a new message in { $number }.
mail-watched-reason = You get this email because you have or follow this request.
mail-assigned-title = A request is yours now
# $number (String) - the number of a request
mail-assigned-lead = A team member has given { $number } to you.
mail-assigned-reason = You get this email because this request is assigned to you.
refusal-colleague = Choose a team member who answers requests.
refusal-filter-not-found = There’s no such filter of yours. Choose one from the list.
refusal-filter-taken = You have a filter with this name. Enter a different one.
refusal-filter-too-many = You have as many filters as can be kept. Remove one.
refusal-holds-others = Others go on in this request. Take them out first.
refusal-itself = Enter the number of another request.
refusal-no-canned = The canned answer of this macro was removed. Choose another one in the macro.
refusal-not-merged = This request doesn’t go on in another one. Reload the page.
refusal-other-people = These requests are of different people, so one would read what the other wrote. Link them instead.
refusal-queue = Choose a queue that is open.
refusal-setting-changed = Somebody has changed this meanwhile. Look at it again before you save.
refusal-setting-not-found = There’s no such setting any more. Reload the page.
refusal-setting-taken = This name is taken. Enter a different one.
