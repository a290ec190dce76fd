### Text messages: why none goes out, the test of an operator, and the export of a person's data.

# $seconds (Number) - until the next one can be sent
texts-too-soon = { $seconds ->
    [one] A code was sent to this number a moment ago. Wait { $seconds } second before you ask for another one.
   *[other] A code was sent to this number a moment ago. Wait { $seconds } seconds before you ask for another one.
}
# $hours (Number) - until the next one can be sent
texts-enough = { $hours ->
    [one] This number has got as many codes as it can get today. Codes are sent to it again in about { $hours } hour.
   *[other] This number has got as many codes as it can get today. Codes are sent to it again in about { $hours } hours.
}
texts-paused = No more text messages can be sent today. Use another way, or try again tomorrow.

## The message of `gatehouse text test`.

# $brand (String) - the vendor's name
trial-text = Test message from { $brand }: the portal can send text messages.

## What a person gets of their text messages in the export of their data.

data-messages = Text messages sent to you
data-message = Text message
data-queued = Queued
data-ended = Ended
data-outcome = Result
