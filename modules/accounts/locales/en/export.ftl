### Texts of the export of a person's data, and of the import of accounts.

## Accounts of another portal.

import-row = The row can’t be read: check its quotation marks and its length.
# $found (Number) - fields of the row
# $expected (Number) - fields of the first line
import-fields = Number of fields in this row: { $found }. The first line has { $expected }.
import-exists = There’s already an account with this address. It wasn’t changed.
# $line (Number) - a line of the file
import-twice = The address is already in line { $line }.
import-hash-unknown = This isn’t a password hash of a known kind: bcrypt, PBKDF2, scrypt or Argon2.
import-hash-malformed = The password hash isn’t complete, or isn’t written as its kind is.
import-hash-costly = Checking this password hash would take too long. The account can be imported without it; the owner then sets a new password.
prove-address = We’ve sent you an email. Open the link in it to set a new password for your account.

## Export of one's own data.

export-title = Export your data
export-lede = One file with everything we store about you: readable pages, and the same data as JSON and CSV for other programs.
export-button = Request export
export-again-button = Request new export
export-waiting-title = We’re preparing your export
# $when (String) - date and time
export-waiting = Requested on { $when }. We’ll email you when it’s ready, usually within a few minutes.
export-reload = Check again
export-ready-title = Your export is ready
# $made (String) - date and time
# $until (String) - date and time
export-ready = Made on { $made }. You can download it until { $until }.
# $size (String) - kilobytes
export-download = Download (ZIP, { $size } KB)
export-failed-title = The export couldn’t be made
export-failed = Nothing of your data was changed. Request it again; if it fails once more, contact us.
export-requested = Export requested. We’ll email you when it’s ready.
export-none-title = No export yet
export-none = You can have up to 3 exports a day. Each one is available for 7 days.
export-before-delete = You can download a copy of your data before you delete the account.
export-page-title = Your data
# $brand (String) - the vendor's name
# $email (String) - the address
# $when (String) - date and time
export-page-lede = What { $brand } stores about { $email }, as of { $when }.
export-page-files = The same data is in the folder “data”: as JSON and as CSV.
export-page-nothing = Nothing stored.
export-yes = Yes
export-no = No
column-notification = Notification
column-since = Since
column-password-changed = Password set
column-kind = Type
column-expires = Ends
mail-export-title = Your data export is ready
# $until (String) - date and time
mail-export-lead = The export of your data is ready. You can download it until { $until }.
mail-export-button = Download export
mail-export-other = If you didn’t request it, change your password: someone else may be signed in to your account.
# $brand (String) - the vendor's name
mail-export-reason = You’re receiving this email because an export of your data was requested at { $brand }.
job-export = Prepare data exports
