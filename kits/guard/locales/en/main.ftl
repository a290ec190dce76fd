### Texts of the guard: limits and the human check.

# $seconds (Number) - how long to wait
rate-limited = Too many attempts from your network. Please try again in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}.
human-wrong = We could not check that you are human. Please wait until the check is done, or type the letters in the picture.
human-wrong-picture = The characters do not match the picture. Here is a new one.
human-stale = The check has expired. Please do it once more.
