### What products are told (LIC-10), and what is wrong with a typed code (LIC-2).

activation-code-empty = Enter your activation code.
# $found (Number) - how many characters were entered
activation-code-length = An activation code has 20 letters and digits; you entered { $found }.
# $found (String) - the character as it was typed
# $position (Number) - where it stands, from 1
activation-code-symbol = “{ $found }” at position { $position } can’t be part of an activation code. Compare it with the original.
# $group (Number) - the group of the wrong character, from 1 to 4
# $place (Number) - where it stands in its group, from 1 to 5
# $suggestion (String) - what would fit there
activation-code-check-at = The code is mistyped. Check the { $place ->
    [1] first
    [2] second
    [3] third
    [4] fourth
   *[other] last
} character of the { $group ->
    [1] first
    [2] second
    [3] third
   *[other] fourth
} group: did you mean “{ $suggestion }”?
activation-code-check = The code is mistyped. Compare it with the original character by character; two neighboring characters may have been swapped.
activation-code-unknown = We don’t recognize this activation code.
# $day (String) - the day
activation-expired = This license expired on { $day }.
activation-blocked = This license is blocked.
# $seats (Number) - how many seats the license has
activation-no-seat-free = { $seats ->
    [one] The license is for { $seats } device, and another device is using it.
   *[other] All { $seats } seats of this license are in use by other devices.
}
# $product (String) - the name of the product that the license is for
activation-wrong-product = This code is for { $product }.
activation-application-unknown = The product has no such application.
activation-wrong-region = This product isn’t available in your region.
# $day (String) - the day
activation-activate-by-passed = This code had to be activated by { $day }.
activation-awaiting-verification = We’re verifying this license and will email you when that’s done.
activation-agreement-required = The license agreement of this product has to be accepted before the first activation.
activation-clock-wrong = The clock of this device is wrong by more than a day.
activation-fingerprint-invalid = The device isn’t described as documented: one to eight different SHA-256 values in lowercase hexadecimal.
# $name (String) - the name of the member
activation-member-invalid = “{ $name }” must be plain text of at most 120 characters.
activation-unknown = This device isn’t activated.
activation-deactivated = This device was deactivated; its seat is free for another device.
activation-other-device = This activation belongs to another device.
activation-next-check-code = Check the code in your order confirmation or on the card, and enter it once more.
activation-next-renew = Renew the license or enter a new code.
activation-next-see-account = Sign in to your account to see what you can do.
activation-trial-on-device = This device has already had a trial of this product.
activation-trial-of-one-device = A key file of a trial is made for one device.
activation-next-trial-of-one-device = Save a request file in the product on that device, and upload it with the code.
activation-next-buy = Buy a license to go on using it here. If the trial didn’t work on this device, ask the seller or the vendor for help.
# $page (String) - the address of the text
activation-next-agreement = Read it at { $page } and accept it in your account: add the license there, or open it if you’ve added it.
# $when (String) - the moment
activation-transfer-limit = This license has been moved between devices too often. You can activate it on another device from { $when }.
activation-next-free-seat = Deactivate a device that no longer needs the license, on that device or in your account, then try again.
activation-next-transfer-limit = Use it on a device where it was active before, wait until then, or ask support to lift the limit.
activation-next-set-clock = Set date and time, then try again.
activation-next-activate = Enter the activation code on this device again.
activation-root-offline = The root key isn’t on this machine. Bring it here, or certify a new issuing key where it’s kept.
