### Key files (LIC-11, LIC-12, LIC-20, LIC-32).

## README.txt of an archive

# $product (String) - the product's name
# $number (String) - the license number
key-readme-title = { $product }, license { $number }
# $file (String) - the key file's name
key-readme-use = Unpack this archive and choose the file { $file } in the product where it asks for a key file. No network is needed.
key-readme-one = The file is for one device and takes one seat of the license. For another device, get another file.
key-readme-list = Compatibility_List.txt says which apps the file activates.
key-readme-use-several = Unpack this archive. Compatibility_List.txt says which key file activates which apps: choose that file in the app where it asks for a key file. No network is needed.
key-readme-one-several = All these files are for one device and take one seat of the license together. For another device, get other files.
key-readme-keep = Don’t change the files: the product refuses a changed one. Keep them private: anyone who has the file can use the license.
key-readme-lost = If you lose the file, you can get the same file again in your account or with the activation code.
# $help (String) - the vendor's help address
key-readme-help = Help: { $help }

## In the account

key-files-title = Key files
key-files-short = A key file activates a device that has no network.
key-files-open = Key files
key-files-lede = Activate devices that have no network. Each file takes one seat.
key-files-none = No key files yet
key-files-file = File
key-files-group = Application group
key-files-device = For
key-files-made = Made
key-files-ends = Works until
key-files-status = Status
key-files-any-device = Any one device
key-files-one-device = One device only
key-files-get = Get again
key-files-make = Get key file
key-files-make-more = Get file for another device
key-files-make-text = A key file is an archive to save and carry to the device. It takes a seat, also while it isn’t used.
key-status-valid = Works
key-status-grace = Grace period
key-status-suspended = Suspended
key-status-revoked = Revoked
key-status-ended = Expired
key-status-replaced = Replaced
key-status-returned = Returned
# $day (String) - the day on which the key file ends
key-file-runs = A key file is valid on this device until { $day }, so the device can’t be deactivated here.
key-file-runs-next = Deactivate the product on the device and upload its receipt under “Key files”, or ask support to free the seat.

## By hand: devices that are never online

key-request-title = Device without a network
key-request-lede = Save a request file in the product, upload it here, and carry the answer file back to the device. To free a seat, upload the receipt that the product saved when it was deactivated.
key-request-code-hint = Not needed if the device already has a key file, and for receipts.
key-request-file = Request file or receipt
key-request-file-hint = A text file of up to 64 KB that the product saved.
key-request-send = Upload
key-request-refused = This isn’t a request file or receipt, or it was changed. Save it in the product again.
key-request-code-missing = Enter the activation code.
key-receipt-other = We have no key file for this receipt. Upload the receipt that the device saved when the product was deactivated.
key-receipt-done = The seat is free.
key-receipt-already = The seat was free already.

## By email, without an account

way-key-file = Get a key file
way-key-file-text = Activate a device that has no network.
key-page-title = Key file by email
key-page-lede = Enter your activation code and we’ll email you a key file for a device that has no network.
key-page-email = Email address
key-page-send = Email key file
key-page-sent = If a license has this code, you’ll get an email within a few minutes.
key-page-by-hand = Upload its request file
key-page-by-hand-text = Is the device never online?
key-take-title = Your key file
key-take-lede = The link works once. Save the archive and carry it to your device.
key-take-button = Save archive
key-link-expired = This link doesn’t work anymore
key-link-expired-next = Each link works once, within 24 hours. Ask for a new one: the key file stays the same.
# $product (String) - the product's name
mail-key-title = Key file for { $product }
# $product (String) - the product's name
mail-key-lead = Your key file for { $product } is ready.
mail-key-body = It activates one device that has no network. The archive also lists the apps that it activates.
mail-key-open = Get key file
# $until (String) - date and time
mail-key-once = The link works once, until { $until }. After that, ask for the file again with your code: it stays the same.
mail-key-reason = You’re receiving this email because someone entered this address and an activation code on our site.
# $product (String) - the product's name
mail-key-none-title = No key file for { $product }
# $product (String) - the product's name
mail-key-none-lead = We couldn’t make a key file for { $product }.

## Staff

# $day (String) - the day
block-last-offline = Devices without a network can run the product until { $day }, when the last key file or offline period ends. A status list carried to a device stops it earlier.
status-list = Status list of key files
status-list-none = Made with the first key file
# $name (String) - the name of the list: a year
# $number (Number) - its number
# $time (String) - when it was signed
status-list-facts = { $name }, No. { $number } of { $time }
key-revoke-unknown = There is no issuing key of key files with this ID. The audit log names the IDs.
key-revoke-already = This issuing key was already revoked.
key-revoke-too-many = A list names up to 256 issuing keys.
job-status-lists = Sign the status lists of key files
job-key-file-mail = Email a key file
event-license-key-file-issued = Key file made
event-license-key-file-fetched = Key file saved
event-signing-key-revoked = Signing key revoked
audit-detail-serial = Serial number
