calendar-zone = There is no such time zone. Choose one from the list, for example Europe/Berlin.
calendar-hours = Enter the hours of a day from earlier to later, without overlaps and eight at most, for example 09:00–17:00.
calendar-empty = Enter the hours of at least one day, or choose “around the clock”.
calendar-holidays = Enter at most 500 holidays.

csr-too-large = The file is larger than 5 KB. Upload the certificate signing request itself (.csr), without other files.
csr-malformed = This isn’t a certificate signing request. Create one in your device management system and upload the .csr file as it is.
csr-certificate = This is a certificate, not a signing request. Upload the .csr file that your device management system created.
csr-private-key = The file contains a private key. Never send it to anybody: consider it exposed, create a new key and request, and upload the .csr file alone.
csr-several = The file contains several signing requests. Upload one at a time.
csr-not-rsa = The request has a key that Apple doesn’t accept. Create it with an RSA key of 2048 bits.
csr-short-key = The key of the request is too short. Create the request anew with an RSA key of at least 2048 bits.
csr-signature = The signature of the request doesn’t match its contents. Create the request anew, and don’t change the file.

archive-too-large = The archive is larger than 64 MB. Ask support for an upload link.
archive-none = Upload an archive, not the file itself: put it into a ZIP or 7z archive with the password “virus”.
archive-format = This archive format isn’t accepted. Pack the files as ZIP or 7z with the password “virus”.
archive-open = The files in the archive aren’t protected with a password. Pack them anew, and set the password “virus” for all of them.
archive-password = The archive has another password. Pack the files anew with the password “virus”, in small letters.
archive-empty = There are no files in the archive. Pack the files anew as ZIP or 7z with the password “virus”.
archive-many-files = The archive contains more than 1,000 files. Send only the files in question, packed with the password “virus”.
archive-unreadable = The archive can’t be read. Pack the files anew as ZIP or 7z with the password “virus” and the standard settings.

import-malformed = This isn’t a complete JSON export. Export the data again, and upload the file as it is.
import-large-element = One of the requests in the file is larger than 8 MB. Take it out of the file, and import it by hand.
import-element = Not a request, a message or a person of this system
import-status = Unknown status
import-moment = Unreadable date
import-messages = More than 2,000 messages

# $version (String) - the version's number
advice-update = Version { $version } is newer and may solve this. Try it before you send the request.
# $version (String) - the version's number
# $certificate (String) - the certificate's number
advice-certified = Version { $version } is certified (certificate { $certificate }). Don’t install another version: it would not be the certified one.
