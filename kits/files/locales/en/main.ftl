### Texts of files

# $megabytes (Number) - the most that one file may have
file-too-large = The file is too large. It can have up to { $megabytes } MB.
file-wrong-kind = Files of this kind are not accepted here. Choose a file in another format.
file-cut-off = The upload was interrupted. Send the file again.
file-too-many-unfinished = Too many uploads were started and not finished. Try again tomorrow.

event-leftovers-removed = Leftovers of unfinished uploads removed
event-missing = Files are missing from the storage
job-remove = Delete files
job-scan = Compare files with the database

# $megabytes (Number) - the most that one file may have
upload-too-large = The file is too large. It can have up to { $megabytes } MB.
# $most (Number) - the most files of a message
upload-too-many-files = { $most ->
    [one] You can add { $most } file here.
   *[other] You can add up to { $most } files here.
}
upload-too-much-unfinished = Too many uploads were started and not finished. Finish or remove some of them, or try again later.
upload-off = Files can’t be uploaded on this portal at the moment.
upload-unknown = This upload doesn’t exist any more. Choose the file again.
upload-offset = The upload is further along than expected. It continues from the right place.
upload-taken-over = This upload continues in another window or on another device.
upload-beyond = The file has more bytes than announced. Choose the file again.
upload-checksum = Part of the file was damaged on the way. It is sent again.
upload-checked-too-long = A part with a checksum can have up to { $megabytes } MB.
upload-too-many-parts = The file came in too many parts. Remove it, and send it again over a more stable connection.
upload-version = This version of the upload protocol isn’t supported. Use tus 1.0.0.
upload-malformed = A header of the upload is missing or can’t be read.
upload-wrong-type = Send the bytes as application/offset+octet-stream.
upload-unfinished = A file is still being uploaded. Wait until it’s done, or remove it.
file-infected = Malware was found in this file. It can’t be opened.
file-not-confirmed = Check the box to confirm, since this file wasn’t scanned.
link-unknown = This upload link doesn’t exist or has expired. Ask support for a new one.
link-bad-pin = A PIN has 4 to 12 digits.
link-wrong-pin = Wrong PIN.
link-locked = Too many wrong PINs. Ask support for a new link.
link-ways = How to send files
# $gigabytes (Number) - the most that a link can take; $files (Number) - the most files
link-too-large = An upload link takes up to { $gigabytes } GB in up to { $files } files.
event-infected = Malware found in a file
event-opened-unscanned = Unscanned file opened
event-vouched = Unscanned file sent, sender vouches for it
event-link-made = Upload link created
event-link-ended = Upload link ended
job-inspect = Scan uploaded files
