### Texts of codes by text message: pages, refusals, the message, emails, events.

## Why something wasn’t done.

refusal-number-missing = Enter a phone number.
refusal-number-invalid = There’s no such phone number. Enter it with + and the code of its country, for example +1 201 555 0123.
refusal-number-not-mobile = This number doesn’t get text messages. Enter the number of a mobile phone.
refusal-number-country = We don’t send text messages to numbers of this country. Add an authenticator app or a passkey instead.
refusal-text-code-wrong = This code is wrong. Enter the one from the newest text message.
text-code-over = This code no longer works. Have another one sent.
# $hours (Number) - until the next one can be sent
texts-enough = { $hours ->
    [one] As many codes as can be sent for one account in a day have been sent. The next one can be sent in about { $hours } hour. Until then, use another way.
   *[other] As many codes as can be sent for one account in a day have been sent. The next one can be sent in about { $hours } hours. Until then, use another way.
}
texts-off = Codes aren’t sent to this number at the moment. Use another way.
phone-already = This phone has already been added.

## The message. Its last line, which names the site, is the same in all languages.

# $code (String) - six digits
# $brand (String) - the vendor's name
# $reference (String) - four letters that stand on the page too
text-code = { $code } is your code for { $brand } (reference { $reference }). Tell it to no one.

## Pages that send codes.

# $ending (String) - the last two digits of the number
text-send = Send code to the phone ending in { $ending }
# $ending (String) - the last two digits of the number
text-send-again = Send another code to the phone ending in { $ending }
# $ending (String) - the last two digits of the number
# $reference (String) - four letters that stand in the message too
text-sent = A code is on its way to the phone ending in { $ending }. Its text message has the reference { $reference }. The code works for 10 minutes, and only here.
text-lede = Enter the six digits from the text message.
text-offer-lede = Have a code sent to your phone by text message, and enter it here.
text-gone-lede = Codes aren’t sent to your phone at the moment. Enter one of your recovery codes.
text-hint = Without your phone, use one of your recovery codes.
text-code-hint = The six digits from the text message.
text-none = No text message?
text-none-again = Wait a minute, then have another code sent. Only the newest one works.
text-none-phone = Check that your phone is on and has reception.
text-instead = Use a code by text message
text-recover-lede = With a code by text message, your new password works at once.
text-recover-none = Use one of your recovery codes: start over and enter it below the answer. Otherwise, the new password works after 72 hours.

## In the account.

number = Phone number
number-hint = With + and the code of its country. It’s used for these codes and nothing else.
number-button = Send code
phone-add = Add phone
phone-lede = We send codes to it by text message when you sign in. If it’s your first step to two-step verification, all other sessions end.
phone-stronger = An authenticator app or a passkey is safer: text messages can be read or redirected by others. Add one of them too, or in place of a phone.
phone-other-number = Use another number
phone-name-hint = To tell several phones apart, such as “Work phone”.
phone-button = Add
phone-done = Phone added.
# $ending (String) - the last two digits of the number
phone-named = Phone ending in { $ending }
# $ending (String) - the last two digits of the number
phone-kind = Text message to the phone ending in { $ending }

## Emails.

mail-phone-added-title = A phone was added
# $name (String) - what its owner calls it
# $when (String) - date and time
# $device (String) - device and network
mail-phone-added-lead = The phone “{ $name }” was added to your account on { $when }, from { $device }. Codes by text message go to it.
# $ending (String) - the last two digits of the number
mail-phone-number = Its number ends in { $ending }.
mail-phone-removed-title = A phone was removed
# $name (String) - what its owner calls it
# $when (String) - date and time
# $device (String) - device and network
mail-phone-removed-lead = The phone “{ $name }” was removed from your account on { $when }, from { $device }.

# Events of the audit log, one sentence for every reader.
event-account-phone-added = Phone for codes by text message added
event-account-phone-removed = Phone for codes by text message removed
event-account-text-code-sent = Code sent by text message

audit-factor-phone = text message
