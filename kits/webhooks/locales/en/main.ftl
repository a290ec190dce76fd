### Webhooks: events, mails, refusals, and why an endpoint gave no answer.

job-deliver = Deliver webhooks

event-created = Webhook added
event-changed = Webhook changed
event-switched-on = Webhook switched on
event-switched-off = Webhook switched off
event-secret-rotated = Webhook secret replaced
event-removed = Webhook deleted
event-tested = Test message sent to webhook
event-replayed = Webhook messages sent again
event-broke = Webhook paused after repeated failures
event-gone = Webhook switched off: its receiver no longer exists

mail-broke-title = A webhook has been paused
# $name (String) - what the webhook is called
mail-broke-lead = The webhook “{ $name }” hasn’t accepted a message for more than a day, so we’ve paused it.
mail-broke-next = Messages are still collected and kept for 30 days. When the receiving system works again, switch the webhook on: everything it missed is then delivered in order.
mail-gone-title = A webhook has been switched off
# $name (String) - what the webhook is called
mail-gone-lead = The receiver of the webhook “{ $name }” answered that it no longer exists (410 Gone), so we’ve switched the webhook off.
mail-gone-next = Nothing is collected for it while it’s off. If it should go on, correct its address and switch it on again.
mail-button = View webhook
mail-reason = You’re receiving this email because you’re an administrator.

refusal-not-found = There’s no such webhook.
refusal-changed-meanwhile = This webhook was changed in the meantime. Reload it and try again.
# $most (Number) - the most webhooks
refusal-too-many = There are already { $most } webhooks, which is the most. Delete one first.
refusal-not-confirmed = Check the box to confirm.
refusal-name-missing = Enter a name.
# $most (Number) - the most characters
refusal-name-too-long = The name can have at most { $most } characters.
# $character (String) - its code point
refusal-name-unprintable = The name contains a character that can’t be shown ({ $character }). Remove it.
refusal-url-missing = Enter the address of the receiver.
# $most (Number) - the most characters
refusal-url-too-long = The address can have at most { $most } characters.
refusal-url-invalid = This isn’t a web address. Enter one that begins with https:// and has no user name.
refusal-url-not-encrypted = The address has to begin with https://.
# $port (Number) - the port
refusal-url-port = Port { $port } can’t be used. Use 443 or 8443.
refusal-url-inside = The address leads to a network that isn’t public.
refusal-types-missing = Choose at least one event.
refusal-type-unknown = At least one of these events doesn’t exist.
# $why (String) - why there was no answer
refusal-challenge-no-answer = The receiver didn’t answer: { $why }. The webhook stays off.
# $status (Number) - the status that was answered
refusal-challenge-status = The receiver answered with status { $status }. It has to answer 200 and repeat the token. The webhook stays off.
refusal-challenge-wrong = The receiver’s answer doesn’t repeat the token. The webhook stays off.
refusal-delivery-not-found = There’s no such message. Messages are kept for 30 days.
refusal-not-on = Switch the webhook on first.
refusal-erased = The person this message is about has been deleted, so it can’t be sent again.
refusal-span-invalid = The end has to be after the beginning.
refusal-nothing-to-replay = No finished messages in this period.
# $most (Number) - the most messages
refusal-replay-too-many = That’s more than { $most } messages. Choose a shorter period.

why-not-an-address = it isn’t a web address
why-not-encrypted = the connection isn’t encrypted
why-port = this port can’t be used
why-inside = the address leads to a network that isn’t public
why-name = the host name is unknown
why-refused = the connection was refused
why-tls = no trusted encrypted connection
why-silent = no answer within 10 seconds
why-lost = the connection was lost
why-too-large = the answer is too large
