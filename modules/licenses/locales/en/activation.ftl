### What products are told (LIC-10), and what is wrong with a typed code (LIC-2).

activation-code-empty = Enter your activation code.
# $found (Number) - how many characters were entered
activation-code-length = An activation code has 20 letters and digits; you entered { $found }.
# $found (String) - the character as it was typed
# $position (Number) - where it stands, from 1
activation-code-symbol = “{ $found }” at position { $position } cannot be part of an activation code. Please compare it with the original.
# $position (Number) - where it stands, from 1
# $suggestion (String) - what would fit there
activation-code-check-at = The code is mistyped: check character { $position }. Did you mean “{ $suggestion }”?
activation-code-check = The code is mistyped. Please compare it with the original character by character; two neighboring characters may have been swapped.
activation-code-unknown = No license has this activation code.
# $day (String) - the day
activation-expired = This license ended on { $day }.
activation-blocked = This license is blocked.
# $seats (Number) - how many seats the license has
activation-no-seat-free = { $seats ->
    [one] The license is for { $seats } device, and another device is using it.
   *[other] All { $seats } seats of this license are in use by other devices.
}
# $product (String) - the name of the product that the license is for
activation-wrong-product = This code is for { $product }.
activation-application-unknown = The product has no such application.
activation-wrong-region = This product is not licensed for your region.
# $day (String) - the day
activation-activate-by-passed = This code had to be activated by { $day }.
activation-awaiting-verification = This license is being verified. You will get an email when that is done.
activation-clock-wrong = The clock of this device is wrong by more than a day.
activation-fingerprint-invalid = The device is not described as documented: one to eight different SHA-256 values in lower-case hexadecimal.
# $name (String) - the name of the member
activation-member-invalid = “{ $name }” must be plain text of at most 120 characters.
activation-unknown = This activation is not known here.
activation-deactivated = This device was deactivated; its seat is free for another device.
activation-other-device = This activation belongs to another device.
activation-next-check-code = Check the code in your order confirmation or on the card, and enter it once more.
activation-next-renew = Renew the license or enter a new code.
activation-next-see-account = Your account on the portal shows what you can do.
# $when (String) - the moment
activation-transfer-limit = This license was moved between devices too often lately. It can be activated on another device from { $when } on.
activation-next-free-seat = Deactivate a device that no longer needs the license, on that device or in your account, then try again.
activation-next-transfer-limit = Use it on a device it was active on before, wait until then, or ask support to lift the limit.
activation-next-set-clock = Set date and time, then try again.
activation-next-activate = Activate this device with the code again.
activation-root-offline = The root key is not on this machine. Bring it, or certify a new issuing key where it is.
