### Live chat (SUP-20): pages of customers and staff, refusals, mails, events.

chat = Chat
chats = Chats
# $at (String) - when it began
chat-of = Chat of { $at }
# $name (String) - what the customer is called
chat-with = Chat with { $name }
support = Support
you = You
machine = System
customer = Customer
visitor = Visitor
company = Company
request = Request
name = Name
email = Email address
email-hint = We send the transcript there if you ask for it.
known = Activation code or license number
known-hint = If your question is about a license.
known-claimed = As stated by the customer
known-unknown = No such license
unproven = Address not verified
question = Your question
message = Message
message-title = Write a message
message-hint = Enter sends the message, Shift+Enter starts a new line.
send = Send
save = Save
back = Back
subject = Subject
product = Product
language = Language
state = Status
state-waiting = Waiting
state-open = In progress
state-ended = Ended
ended-by-customer = Ended by the customer
ended-by-staff = Ended by support
ended-by-silence = Ended after 30 minutes without a message
turn = Turn
turn-staff = Support’s turn
turn-customer = Customer’s turn
started-at = Started
ended-at = Ended
said-at = Last message
waiting-since = Waiting since
agent = Team member
messages = Messages
author = Author
text = Text
file = File
at = Time
became = Became
history = History

# What the system says in a chat.
notice-started = The chat has started. A team member will join you.
# $name (String) - who has it
notice-taken = { $name } has joined the chat.
# $name (String) - who has it now
notice-transferred = { $name } is continuing the chat.
notice-ended = The chat has ended.
notice-silence = The chat ended because nobody wrote for 30 minutes.
notice-request = The chat continues as a request. We’ll answer by email.

way = Chat
way-text = Write with support right now.
start-title = Chat with support
start-lede = Tell us what you need. A team member answers you here.
start-line-none = Nobody is waiting right now.
# $count (Number) - how many wait
start-line = { $count ->
    [one] { $count } person is waiting.
   *[other] { $count } people are waiting.
}
start-send = Start the chat
start-rather = Don’t want to wait?
start-kept = We keep the chat for 90 days. You can come back to it in this browser for 7 days.
start-new = New chat
# $at (String) - when it opens
start-closed-until = Chat is closed right now. It opens again on { $at }.
start-closed = Chat is closed right now.
start-off = There is no chat at the moment.
start-closed-text = Write to us instead. We’ll answer by email.
ask-instead = Send a request
waiting-title = Waiting for a team member
# $place (Number) - 1 is next
place = { $place ->
    [1] You’re next.
   *[other] You’re number { $place } in line.
}
waiting-text = You can write more in the meantime. Keep this page open, or come back to it later.
said-label = Messages
reload = Show new messages
earlier = Earlier messages
latest = Latest messages
chat-more = This chat
kept = Chats are deleted 90 days after the last message.
untaken = Nobody joined this chat in time. Send a request instead, and we’ll answer by email.
end = End chat
transcript-mail = Email me the transcript
make-request = Continue as a request
make-request-lede = Everything written here is copied into the request, and we answer it by email. The chat ends.
make-request-lede-company = Everything written here is copied into a request of your company, and we answer it by email. Users who can see others’ requests can read it there. The chat ends.
to-request = Open the request
go-on = Continue the chat
chats-lede = Your chats of the last 90 days.
chats-none = No chats yet
chats-none-text = Write with support whenever you need a quick answer.
# $name (String) - who
typing = { $name } is typing …

file-title = Send a file
file-choose = Files
# $count (Number) - files of one chat
# $size (String) - of each
file-hint = Up to { $count } files per chat, { $size } each. Every file is scanned before anyone can open it.
file-send = Send files
file-get = Download
# $name (String) - of the file
file-line = File: { $name }
file-gone = This file is no longer available.

home-goes-on = Your chat with support is open
home-answered = Support has answered.
home-waits = Support will answer there.
# $count (Number) - chats that wait
home-staff = { $count ->
    [one] { $count } chat is waiting
   *[other] { $count } chats are waiting
}
home-staff-text = Someone is waiting for an answer right now.
home-staff-open = Open chats

js-sending = Sending …
js-failed = Not sent. Trying again …
js-lost = Connection lost. Reconnecting …
js-back = Connected again.
js-news = The chat has changed. Reload the page when you’re done writing.

# For staff.
desk-lede = Who is waiting, and the chats in progress.
desk-live = This list updates by itself.
desk-all = All chats
desk-waiting = Waiting
desk-waiting-none = Nobody is waiting.
desk-company = In a company’s name
desk-own = Your chats
desk-own-none = You have no chats in progress.
talk-own-none = You have no other chats.
desk-others = Other team members’ chats
desk-others-none = Other team members have no chats.
# $count (Number) - chats that wait
desk-in-line = { $count } waiting
take = Take
take-first = Take the chat to answer.
take-over = Take over
acts = Actions
transfer = Transfer
transfer-to = Transfer to
transfer-line = Back to the line
transcript-mail-staff = Email the transcript
make-request-staff = Everything written here becomes the first message of the request. The chat ends.
canned = Canned answers
canned-none = There are no canned answers yet.
all-lede = Chats are kept for 90 days. Names are shown only after opening a chat, which is logged.
all-none = No chats yet
all-none-text = Chats appear here as soon as someone starts one.
filter-all = All
filter-untaken = Ended without an answer
from-day = From
until-day = Until
settings = Chat settings
settings-lede = Outside these hours, people are asked to send a request instead.
setting-on = Offer chat
setting-calendar = Hours
setting-calendar-hint = Calendars are set up in the support settings.
setting-always = Around the clock

done-ended = Chat ended.
done-transcript = The transcript is on its way.
# $number (String) - of the request
done-request = The chat continues as request { $number }.
done-file = File sent.
done-saved = Saved.
done-taken = The chat is yours.
done-transferred = Chat transferred.

refusal-not-found = We can’t find this chat. Chats are deleted after 90 days, and without an account a chat opens only in the browser where it began.
refusal-ended = This chat has ended.
refusal-full = This chat has reached its limit of messages. Continue it as a request, or start a new chat.
# $name (String) - who has it
refusal-taken = This chat belongs to { $name }. Take it over to answer.
refusal-not-taken = Take the chat before you answer.
refusal-changed = Someone changed this in the meantime. Check it and try again.
refusal-no-colleague = Choose a team member who answers chats.
refusal-no-address = The transcript can be emailed once a team member has joined the chat.
refusal-is-request = This chat already continues as a request. Write there.
refusal-no-user = This person is no longer a user of the company.
refusal-closed = Chat is closed right now. Send a request instead.
refusal-line-full = Too many people are waiting. Send a request instead.
refusal-files = This chat already has 20 files. Send the others with a request.
refusal-files-joined = You can send more files once a team member has joined.
refusal-files-later = Too many files are being sent right now. Try again in an hour.
refusal-calendar = Choose one of the calendars.

mail-transcript-title = Your chat transcript
# $at (String) - when it began
mail-transcript-lead = This is what was written in your chat of { $at }.
mail-transcript-cut = The rest of the chat is too long for an email.
mail-transcript-open = Open the chat
mail-transcript-reason = You’re receiving this email because you asked for the transcript of a chat, or support sent it to you.

job-quiet = Ends chats in which nobody writes
job-copying = Copies files of a chat into its request
job-copying-said = Copies the rest of a long chat into its request
job-erasing = Deletes chats

event-started = Chat started
event-taken = Chat taken
event-transferred = Chat transferred
event-ended = Chat ended
event-handed-over = Chat continued as a request
event-transcript-sent = Chat transcript sent
event-viewed = Chat viewed
event-setting-changed = Chat settings changed
event-erased = Chat deleted
detail-by = Ended by
detail-on = Chat offered
