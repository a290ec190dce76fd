### What is wrong with a new password.

missing = Please enter a password.
# $least (Number) - least number of characters
too-short = The password needs at least { $least ->
    [one] { $least } character
   *[other] { $least } characters
}.
too-long = The password is too long: at most 256 bytes.
no-upper = Add an upper-case letter.
no-lower = Add a lower-case letter.
no-digit = Add a digit.
no-special = Add a special character, such as ! or %.
space = Leave out spaces.
is-email = The password must not be your e-mail address.
guessable = This password is easy to guess or known from data breaches. Please choose another one, such as several unrelated words.
