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
