### Support (SUP): statuses, forms, refusals, mails, the audit log.

support = Support
request = Request
requests = Requests
contract = Contract
contracts = Contracts
category = Category
channel = Received by
level = Support level
status = Status
reason = Reason
told = Notified
units = Requests in the contract
yes = Yes

status-processing = Processing
status-awaiting-answer = Awaiting your answer
status-solution-provided = Solution provided
status-solved-no-information = Solved (information not provided)
status-closed = Closed
status-closed-redirected = Closed (redirected)
status-canceled-by-support = Canceled by support
status-canceled-by-user = Canceled by user
status-canceled-expired = Canceled (license or contract expired)
filter-all = All
filter-awaiting-me = Awaiting me
filter-active = Active
filter-inactive = Inactive

category-technical = Technical support
category-technical-hint = Installation, errors and questions about a product that you have a license for
category-portal = Portal and licenses
category-portal-hint = Questions, errors and feedback about this site, and activation of a premium contract
category-feedback = Feedback on support
category-feedback-hint = Thanks or a complaint about a request
category-threat = False alarm or missed malware
category-threat-hint = A hash, IP address or link for the threat portal
category-apns = Certificate for Apple push notifications
category-apns-hint = Upload a .csr file and get a file that Apple’s portal accepts
category-virus-lab = Virus lab
category-virus-lab-hint = A suspicious file in an archive with the password virus
category-banner = Banner blocking
category-banner-hint = A banner that isn’t blocked, or a page that is blocked by mistake
category-compromised-code = Activation code known to others
category-compromised-code-hint = We block the code and replace it
category-access = I can’t sign in
category-access-hint = A lost mailbox, a changed address, or another reason
level-standard = Standard support
level-premium = Premium support
level-premium-plus = Premium Plus support
critical-incident = Critical incident
critical-virus-incident = Critical virus incident
critical-incident-conditions = The product stops the work of many people or of a critical system, and there’s no way around it. Somebody who can act on the system answers our calls at the number below until the incident is over.
critical-virus-incident-conditions = There’s an epidemic, the network is down, or files of a critical system are detected by mistake. Somebody who can act on the system answers our calls at the number below until the incident is over.

field-kind = Type
field-subtype = Subtype
field-os = Operating system and version
field-hardware = Hardware and other software
field-certified = We use a certified version
field-code = Activation code
field-order-number = Order number
field-about = Number of the request
field-object = Hash, IP address or link
field-address = Address of the page
field-block-when = When to block the code
field-account-address = Email address of the account
field-callback = Phone number for our calls
kind-installation = Installation
kind-update = Update
kind-error = Error
kind-performance = Performance
kind-compatibility = Compatibility
kind-question = Question
kind-feedback = Feedback
kind-license = License
kind-premium-activation = Activation of a premium contract
kind-thanks = Thanks
kind-complaint = Complaint
kind-false-alarm = False alarm
kind-missed = Missed malware
kind-missed-banner = A banner isn’t blocked
kind-wrongly-blocked = A page is blocked by mistake
kind-lost-mailbox = I’ve lost the mailbox
kind-changed-address = My email address has changed
kind-no-sign-in = I can’t sign in
kind-other = Something else
block-now = At once
block-later = After a transition period

channel-web = Site
channel-mail = Email
channel-public = Public form
channel-call = Phone call
channel-letter = Letter
channel-chat = Chat
channel-import = Import
link-merged = Goes on in
link-related = Related
link-follows = Follows
work-new = New
work-assigned = Assigned
work-in-development = In development
work-on-hold = On hold
cancel-duplicate = You asked this in another request.
cancel-not-covered = Support doesn’t cover this.
cancel-no-license = There’s no running license for the product.
cancel-unwanted = The request asks nothing.
cancel-other = Another reason

ledger-granted = Added
ledger-reserved = Held by a request
ledger-released = Free again
ledger-used = Used
ledger-returned = Given back
ledger-lapsed = Lapsed with the contract
why-no-contract = Your company has no premium contract.
why-no-right = Only users with the right to use a contract can choose it. Your administrators give this right.
why-no-contact = You aren’t among the contacts of the contract. Ask your administrators or support to add you.
why-not-covered = The contract doesn’t cover this product. Use standard support.
why-not-begun = The contract hasn’t begun yet. Use standard support until then.
why-ended = The contract has ended. Use standard support, or renew the contract.
why-nothing-left = No requests left in your contract. Use standard support.
goes-requests = erased with their files
goes-contracts = can’t be used any more

refusal-category = Choose one of the categories.
refusal-no-license = There’s no running license for this product. Add one first: technical support needs it.
# $why (String) - the reason, a sentence
refusal-level = This contract can’t be used now. { $why }
refusal-not-critical = This contract has no critical incidents. Send the request without that mark.
refusal-conditions = Accept the conditions of a critical incident, or send the request without that mark.
refusal-unknown-request = There’s no request with this number among yours. Check the number.
refusal-draft = This draft was sent or deleted. Open the list to see your requests.
refusal-draft-changed = The draft was saved in another window. Reload the page.
refusal-draft-too-long = The draft is too long to be saved. Attach long texts as a file.
refusal-drafts = You have as many drafts as can be kept. Send or delete one.
refusal-files = A message takes three files at most. Send the others with another message.
refusal-not-found = There’s no such request, or you can’t see it. Look for it in the list.
refusal-only-seen = You can see this request, but answering it takes the right to answer and close others’ requests.
# $status (String) - the name of the status
refusal-step = This isn’t possible while the status is “{ $status }”. Reload the page and choose again.
refusal-ended = This request has ended. Open a new one: it will name this number.
# $number (String) - the number of the other request
refusal-merged = This request goes on in { $number }. Answer there.
refusal-changed = Somebody has changed this request meanwhile. Look at it again before you send.
refusal-not-ticked = Tick the box to go on.
refusal-target = Enter the number of the request or the link where it goes on.
refusal-no-contract = There’s no such contract. Choose one from the list.
refusal-contract-company = There’s no such company. Choose another one.
refusal-contract-taken = Another contract has this number. Enter a different one.
refusal-contract-term = Choose an end after the beginning, a premium level, and 0 or more requests.
refusal-contract-products = One of the products doesn’t exist. Choose them again.
refusal-contract-contacts = Name up to 50 contacts, each with an email address and only once.
refusal-history-accounts = Choose two different accounts that exist.
refusal-history-reason = Write how the identity was checked, in up to 2,000 characters.

mail-number = Number
mail-subject = Subject
mail-category = Category
mail-open = Show request
mail-cut = The message goes on. Read the rest on the page of the request.
mail-answer-by-mail = To answer, reply to this email and keep its subject.
mail-answer-on-page = To answer, open the page of the request. Replies to this email aren’t read.
mail-reason-author = You get this email because you asked support.
mail-reason-reader = You get this email because somebody added you to this request.
mail-opened-title = We received your request
# $number (String) - the request's number
mail-opened-lead = Your request was registered under { $number }.
mail-prepare = This helps support to answer soon, if you haven’t sent it yet:
mail-advice = If one of these articles solves it, choose “This solved it” on the page of the request.
mail-answer-title = New answer to your request
# $number (String) - the request's number
mail-answer-lead = Support has answered your request { $number }.
mail-awaiting-title = We need your answer
# $number (String) - the request's number
mail-awaiting-lead = Support needs your answer to go on with { $number }.
mail-solution-title = A solution for your request
# $number (String) - the request's number
mail-solution-lead = Support has a solution for { $number }. If it doesn’t help, answer and we’ll go on.
mail-message-title = New message in a request
# $number (String) - the request's number
mail-message-lead = There’s a new message in { $number }.
# $count (Number) - how many
mail-files = { $count ->
    [one] There is { $count } file with it. Open the page of the request to get it.
   *[other] There are { $count } files with it. Open the page of the request to get them.
}
mail-reminder-title = We need your answer
# $number (String) - the request's number
mail-reminder-lead = Support still waits for your answer to { $number }.
# $day (String) - the last day
mail-reminder-ends = Without an answer, the request ends on { $day }. You can still open it again by an answer after that.
mail-no-information-title = Request solved: information not provided
# $number (String) - the request's number
mail-no-information-lead = There was no answer to { $number }, so we consider it solved. Answer within 30 days to go on.
mail-expired-title = Request canceled: license expired
# $number (String) - the request's number
mail-expired-lead = The license or contract of { $number } has expired, so the request is canceled.
mail-expired-next = Renew the license or contract, then open a new request that names the old number.
mail-redirected-title = Your request is closed
# $number (String) - the request's number
mail-redirected-lead = Your request { $number } goes on elsewhere, so it’s closed here.
mail-canceled-title = Your request is canceled
# $number (String) - the request's number
mail-canceled-lead = Support has canceled your request { $number }.
# $number (String) - the request's number
mail-by-user-lead = Your request { $number } was canceled on the page of the request.
mail-closed-title = Your request is closed
# $number (String) - the request's number
mail-closed-lead = Your request { $number } is closed.
mail-new-one = If it isn’t over for you, open a new request that names this number.
mail-ends-soon-title = Your request ends with its license or contract
# $number (String) - the request's number
# $day (String) - the day
mail-ends-soon-lead = The license or contract of { $number } expires. On { $day } the request will be canceled.
mail-ends-soon-next = Renew the license or contract before then, and support goes on.
mail-incident-title = Critical incident: nobody has taken it yet
# $number (String) - the request's number
# $kind (String) - the kind of incident
mail-incident-lead = { $number } was opened as: { $kind }. Take it, and the alarm stops.
mail-incident-pages = Alarms so far
mail-incident-take = Show request
mail-incident-reason = You get this email because you’re on call for critical incidents.
# $number (String) - the request's number
text-incident = Critical incident { $number }. Take it in the console.

event-opened = Request opened
event-customer-answered = Customer answered a request
event-answered = Support answered a request
event-noted = Internal note added to a request
event-closed = Customer closed a request
event-status-set = Support changed the status of a request
event-time-moved = Status of a request changed after a time
event-expired = Request canceled: license or contract expired
event-paged = On-call staff notified of a critical incident
event-taken = Critical incident taken
event-viewed = Request viewed
event-erased = Texts and files of a request erased
event-history-carried = Requests carried over to another account
event-contract-entered = Contract entered

job-timers = Remind customers and close requests in time
job-endings = Cancel requests whose license or contract has expired
job-paging = Notify on-call staff of a critical incident
job-paging-sweep = Repeat alarms of critical incidents
job-erasing = Erase requests whose account or company is gone
job-acknowledge = Send the number of a request from the public form
scope-requests-read = Read requests
scope-requests-write = Open, answer and change requests
scope-contracts-read = Read contracts
scope-contracts-write = Enter and change contracts
data-messages = Messages to support
data-files = Files sent to support
data-drafts = Drafts of requests
data-statements = Accepted statements
data-form = Form
data-text = Text
data-file = File
data-at = Date
data-opened = Opened
data-closed = Closed
# $count (Number) - how many hits are listed
search-cut = Only the latest { $count } requests with these words are listed. Add words to find older ones.
