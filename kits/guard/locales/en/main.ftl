### Texts of the guard: limits and the human check.

# $seconds (Number) - how long to wait
rate-limited = { $seconds ->
    [one] Too many attempts from your network. Try again in { $seconds } second.
   *[other] Too many attempts from your network. Try again in { $seconds } seconds.
}
human-wrong = We couldn’t confirm that you’re not a robot. Wait until the check is done, or type the characters in the picture.
human-wrong-picture = The characters don’t match the picture. Here’s a new one.
human-stale = The check has expired. Do it once more.
