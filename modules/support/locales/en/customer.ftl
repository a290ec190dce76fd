### What customers see: the list, the form of a new request, its page, and the public pages (SUP).

reqs-lede = Everything you asked support, with the answers.
reqs-search = Number or words
reqs-search-hint = A number finds its request whatever else is selected.
reqs-author = Author
reqs-author-all = Everyone
reqs-author-me = Me
reqs-former-user = Former user
reqs-updated = Last change
reqs-opened = Opened
reqs-product = Product
reqs-erased = Text erased
reqs-none = No requests yet
reqs-none-text = Ask about a product, a license or this site. You’ll see every answer here.

ask-new = New request
ask-title = New request
ask-lede = Choose what it’s about, and we’ll ask only what we need to help.
ask-which = Category
ask-license-attached = The request will name your license.
ask-choose = Choose …
ask-area = Protection area
ask-area-other = Other products
ask-product = Product
ask-version = Version
ask-version-unknown = Not sure
ask-license = License
# $number (String) - the license's number
ask-license-number = Number { $number }
ask-continue = Continue
ask-narrow = Update the form
ask-advice = Before you ask
# $level (String) - the name of the level
# $contract (String) - the contract's name
# $left (String) - how many requests are left, in words
ask-contract = { $level }: { $contract } ({ $left })
# $count (Number) - how many
ask-left = { $count ->
    [one] { $count } request left
   *[other] { $count } requests left
}
ask-left-any = unlimited requests
ask-description = Description
ask-description-hint = What happened, and what did you expect?
ask-description-technical = List the steps that lead to the problem, and the exact text of the message. Helpful files: a memory dump, traces, and information about the system.
ask-description-code = Write how others may have got the code, and which devices need a new one.
ask-number-hint = For example, R-260000123-4.
# $number (String) - the number of the other request
ask-follows = This request follows { $number }.
ask-critical = Critical incident
ask-critical-no = Not critical
ask-critical-accept = I accept the conditions of a critical incident
ask-confidential = Only for me and support
ask-confidential-hint = Other users of your company won’t see this request.
ask-files = Files
ask-provision = Before your first file
ask-provision-text = Files can contain personal data. We keep the files that you send with a request to answer it: only support sees them, after they’re scanned. They’re erased six months after the request ends, or earlier with your account. Send nothing that you’re not allowed to pass on.
ask-provision-accept = Accept and add files
ask-need-letter = A scan of an official letter is needed: on letterhead, with the stamp and the signature of the person in charge, and explicitly asking for a new code.
ask-need-archive = An archive is needed: ZIP or 7z, with the password “virus”.
ask-need-csr = A certificate signing request is needed: a .csr file of up to 5 KB.
ask-send = Send request
ask-save = Save draft
ask-saved = Draft saved.
ask-saved-at = Saved
ask-drafts = Not sent yet
ask-drop = Delete draft
ask-dropped = Draft deleted.
# $number (String) - the request's number
ask-sent = Request { $number } sent.
ask-no-license = No running license
ask-no-license-text = Technical support needs a running license of the product. Add one, or ask about something else.
ask-add-license = Add license
ask-other-category = Ask about something else

req-customer = Customer
# $count (Number) - how many messages there are
req-show-all = { $count ->
    [one] Show the whole correspondence ({ $count } message)
   *[other] Show the whole correspondence ({ $count } messages)
}
req-earlier-left-out = Earlier messages aren’t shown.
req-file-get = Download
req-only-seen = You can read this request. To answer it, you need the right to answer and close others’ requests.
req-answer-title = Answer
req-answer = Message
req-answer-send = Send answer
req-answered = Answer sent.
req-turn-support = Support is working on it. Requests are answered in the order of arrival.
# $due (String) - the moment
# $contract (String) - the contract's name
req-turn-support-until = Support answers by { $due } ({ $contract }).
# $day (String) - the last day
req-turn-customer = Support is waiting for your answer. Without one, the request ends on { $day }.
# $day (String) - since when
req-bounced = Emails to your address have come back since { $day }, so we don’t send any there for now. You’ll find all answers here.
req-ended = This request has ended
req-ended-text = If the problem isn’t solved, open a new request. It will name this number.
req-follow = Ask again
req-close = Close request
req-close-title = Close this request?
req-close-text = The request will be canceled, and support will stop working on it. This can’t be undone.
req-close-solved = The request will be closed as solved. This can’t be undone.
req-close-tick = I understand that the request can’t be opened again
req-close-back = Keep request
req-closed = Request closed.
# $count (Number) - how many
req-need = { $count ->
    [one] { $count } request is waiting for your answer
   *[other] { $count } requests are waiting for your answer
}
req-need-text = Support can’t go on without it.
req-need-open = Show requests

pub-title = Contact support
pub-lede = If you have an account, sign in: your requests and their answers are kept there.
pub-sign-in = Sign in and ask
pub-can-sign-in = Can you sign in?
pub-files = Want to send large files?
pub-files-link = How to send them
pub-name = Your name
pub-email = Email address
pub-email-hint = We’ll answer there.
pub-phone = Phone number
pub-letter = Write how others may have got the code. When you have the number of your request, reply to our email with a scan of an official letter: on letterhead, with the stamp and the signature of the person in charge, and explicitly asking for a new code.
pub-sent-title = Request received
pub-sent-lede = We’ve received your request.
pub-sent-next = What happens next
pub-sent-number = You’ll get an email with the number of the request.
pub-sent-reply = To add something or send files, reply to that email.
pub-sent-spam = If nothing arrives within 10 minutes, check your spam folder.
up-title = Large files for support
up-lede = An email to support can have up to 30 MB. Here’s how to send larger files.
up-own = With an account
up-own-text = Open your request, and add up to three files of 4 GB each to an answer. If the connection breaks, the upload continues where it stopped.
up-own-open = Show requests
up-link = With an upload link
up-link-text = Ask support in the correspondence for an upload link. It works without signing in, and takes even larger files.
up-nobody = No request yet
up-nobody-text = Describe the problem first. Then we’ll tell you how to send the files.
up-nobody-open = Contact support
way-support = Contact support
way-support-text = Ask about a product, a license or this site, also when you can’t sign in.

event-provision-accepted = Statement on the provision of data accepted
refusal-provision = Accept the statement on the provision of data before you send files.
# $what (String) - which file, a sentence
refusal-no-file = Nothing was sent yet. { $what }
# $name (String) - a member of the staff
req-by-support = { $name } · Support
req-machine = Auto-reply
req-solution = Solution
# $contract (String) - the contract's name
req-turn-support-contract = Support is working on it ({ $contract }).
# $due (String) - the moment
# $contract (String) - the contract's name
req-turn-solution-until = Support provides a solution by { $due } ({ $contract }).
# $due (String) - the moment
# $contract (String) - the contract's name
req-turn-late = The answer was due by { $due } ({ $contract }) and is late. Support sees this too.
# $day (String) - when it closes
req-turn-check = Support has provided a solution. If it doesn’t help, answer, and support goes on. Otherwise the request closes on { $day }.
# $day (String) - the last day
req-turn-again = There was no answer, so the request is considered solved. To go on, answer by { $day }.
# $number (String) - the number of the other request
req-goes-on = This request goes on in { $number }.
req-goes-on-open = Show that request
reqs-turn = Next step
reqs-turn-support = Support
# $due (String) - the moment
reqs-turn-support-until = Support, by { $due }
# $due (String) - the moment
reqs-turn-support-late = Support, late since { $due }
# $day (String) - the last day
reqs-turn-you = You, by { $day }
# $day (String) - the last day
reqs-turn-company = Your company, by { $day }

ask-suggest = These articles may answer your question
req-advice = This may help right away
req-advice-text = Chosen automatically by your subject. Support has received your request anyway.
req-advice-solved = This solved it
req-prepare = What support will ask for
req-prepare-error = The whole text of the error, or a screenshot of it
req-prepare-steps = What you did before it happened
req-prepare-system = The versions of the product and of the system
req-prepare-log = The report or the log of the program
