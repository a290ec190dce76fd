### What is wrong with a new password.

missing = Enter a password.
# $least (Number) - least number of characters
too-short = { $least ->
    [one] The password needs at least { $least } character.
   *[other] The password needs at least { $least } characters.
}
too-long = The password is too long: at most 256 bytes.
no-upper = Add an uppercase letter.
no-lower = Add a lowercase letter.
no-digit = Add a digit.
no-special = Add a special character, such as ! or %.
space = Leave out spaces.
is-email = The password must be different from your email address.
guessable = This password is easy to guess or known from data breaches. Choose another one, such as several unrelated words.
leaked = This password has appeared in a data breach elsewhere. Choose another one, such as several unrelated words.
