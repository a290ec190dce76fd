### Webhooks: where other systems are told, and what they were told.

scope-webhooks-read = View webhooks and their messages
scope-webhooks-write = Add, change, and delete webhooks
api-task-webhooks-text = Let your other systems know what happens here, as it happens.
audit-record-webhook = Webhook
new-webhook = Webhook

webhooks-title = Webhooks
webhooks-lede = Your other systems receive a signed message whenever something happens here.
webhooks-none = No webhooks yet
webhooks-none-text = Add one to let another system know about orders, licenses, accounts, and requests as they change.
webhook-add = Add webhook
webhook-new-title = Add a webhook
webhook-edit = Edit
webhook-edit-title = Edit webhook
webhook-name-hint = For example, the name of the receiving system.
webhook-url = Address
webhook-url-hint = Begins with https://. We’ll check that the receiver answers before we send anything. A new address is checked again.
webhook-types = Events
webhook-type = Event
webhook-all-events = All events
webhook-all-events-hint = Including those that later versions add
# $area (String) - the name of a group of events
webhook-area = All of “{ $area }”
webhook-waiting = Waiting messages
webhook-failed = Failed messages
webhook-next-try = Next try
webhook-old-secret = Previous secret works until
webhook-state-new = Not confirmed yet
webhook-state-on = On
webhook-state-off = Off
webhook-state-broken = Paused
webhook-failing = Failing

webhook-secret-title = The webhook’s secret
webhook-secret-once = Copy the secret now: it won’t be shown again, and nobody can look it up.
webhook-secret-kept = I’ve saved the secret
webhook-next = What’s next
# $kind (String) - the type of a message
webhook-next-text = Enter the secret in the receiving system. It checks every message with it, and answers a message of the type “{ $kind }” with the token that’s in it. Then switch the webhook on.

webhook-switch-on = Check and switch on
webhook-switch-off = Switch off
webhook-test = Send test message
webhook-test-message = Test message
webhook-is-on = The receiver answered correctly. The webhook is on.
webhook-is-off = The webhook is off.
webhook-tested = The test message is on its way. Its delivery appears under Messages.
webhook-new-notice = This webhook isn’t on yet. Switch it on when the receiving system has the secret.
webhook-broken-notice = The receiver hasn’t accepted a message for more than a day, so this webhook is paused. Messages are kept for 30 days and delivered in order when you switch it on again.
webhook-gone-notice = The receiver answered that it no longer exists (410 Gone), so the webhook was switched off.
# $count (Number) - failed tries
webhook-failing-notice = { $count ->
    [one] The last try failed. We’ll try again.
   *[other] The last { $count } tries failed. We’ll try again.
}
webhook-rotate-title = Secret
webhook-rotate-text = If the secret might have become known to someone else, replace it. For 24 hours, messages are signed with both secrets, so no message is lost while you change it in the receiving system.
webhook-rotate = Replace secret
webhook-remove-title = Delete webhook
webhook-remove-text = The webhook and all its messages are deleted, including those that are still waiting.
webhook-remove-tick = I understand that messages that are still waiting won’t be delivered
webhook-remove = Delete webhook
webhook-removed = The webhook was deleted.

deliveries-title = Messages
deliveries-lede = What this webhook was told in the last 30 days. Of the receiver’s answers, only status, size, and time are kept.
deliveries-none = No messages yet
deliveries-none-text = Messages appear here when something happens, or when you send a test message.
delivery-waiting = Waiting
delivery-retrying = Retrying
delivery-delivered = Delivered
delivery-failed = Failed
delivery-sequence = Number
delivery-attempts = Tries
delivery-answer = Answer
delivery-took = Duration (ms)
delivery-message = Message ID
delivery-last-try = Last try
delivery-next-try = Next try
delivery-bytes = Answer size (bytes)
delivery-body = Content
replay-title = Send again
replay-text = Messages keep their IDs and numbers, so a receiver that has them already can ignore them.
replay-from = From
replay-until = Until
replay-failed-only = Failed messages only
replay = Send again
# $count (Number) - messages
replayed = { $count ->
    [one] { $count } message is being sent again.
   *[other] { $count } messages are being sent again.
}
replayed-one = The message is being sent again.

# $count (Number) - paused webhooks
need-webhooks = { $count ->
    [one] { $count } webhook is paused
   *[other] { $count } webhooks are paused
}
need-webhooks-text = Their messages are kept for 30 days.
need-webhooks-open = View paused webhooks
