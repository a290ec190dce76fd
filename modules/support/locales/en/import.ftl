### Requests of other programs, and mails that are moved (SUP-13, SUP-17, ACC-18).

import = Import
imports = Imports
imports-lede = Bring the requests of another program here. They keep their dates and correspondence, and nobody is emailed.
imports-none = Nothing was imported yet.
import-new = New import
import-new-lede = The file is checked first. You see what it would bring before anything is stored.
import-name-hint = What you’ll find this import by, such as “Zendesk, March”
import-source = Program
import-lang = Language of people without an account
import-file = Export
# $mb (Number) - megabytes
import-file-hint = JSON, up to { $mb } MB. Larger exports and CSV files: gatehouse import requests
import-check = Check the file
import-uploaded = The file is being checked.
import-progress = Progress
import-refresh = Refresh
import-leave = You can leave this page: the import goes on.
# $taken (String) - a number
# $passed (String) - a number
# $refused (String) - a number
import-so-far = { $taken } taken, { $passed } here already, { $refused } refused
import-waiting = Waiting
import-running = Running
import-checked = Checked
import-done = Done
import-failed = Failed
import-checked-text = Nothing is stored yet. Look at what would be refused, then start the import.
# $count (Number) - how many
import-done-refused = { $count ->
    [one] { $count } item was refused. The report says why.
   *[other] { $count } items were refused. The report says why.
}
import-start = Import now
import-begins = The import has begun.
import-remove = Remove the file
import-removed = The import is removed.
import-show-all = Report
import-show-refused = Refused items
import-taken = Taken
import-would-be-taken = Would be taken
import-passed = Here already
import-refused = Refused
import-count-messages = Messages
import-internal = Internal notes
import-people-count = People
import-files-left = Files that stay behind
import-cut = Messages that are cut off
import-oldest = Oldest request
import-newest = Newest request
import-begun = Begun
import-ended = Ended
import-items = Imported items
import-items-lede = What imports took and refused. Refused items are forgotten after 90 days.
import-items-none = Nothing yet
import-items-none-text = Items will appear here once a file has been checked.
import-outcome = Result
import-all = All
import-place = Item
import-id = ID there
import-code = Code
# $program (String) - the name of the other program
# $number (String) - the number that the request had there
import-note = Imported from { $program }, where its number was { $number }.
# $tags (String) - words, separated by commas
import-note-tags = Tags: { $tags }
# $files (String) - names of files, separated by commas
import-note-files = Files that did not come along: { $files }

import-too-old = Ended more than a year ago, and its author has no account
import-no-request = Its request isn’t here
import-row = Not a row of a CSV file with as many fields as the first line
import-beginning = A row without the ID of its request
import-people = The file names more than 200,000 people. Split it, and import the parts.
import-header = The first line must name the columns “request” and “opened_at”, and only known columns, each once.
import-file-gone = The file isn’t kept any more. Upload it again.
import-broken = The file couldn’t be read to its end. Look at the failed jobs, and upload it again.
refusal-import-not-found = There’s no such import.
refusal-import-not-checked = This import wasn’t checked, or is under way already.

event-imported = Request imported
event-import-begun = Import of requests checked
event-import-started = Import of requests started
event-import-dropped = Import of requests removed
job-importing = Import requests

staff-mail-move = Move this email
staff-mail-move-lede = Its files go along, and answers to it follow. You can undo this.
# $number (String) - the number of a request
staff-mail-move-to = Move to { $number }
staff-mail-move-new = Open a new request for it
staff-mail-moved = The email is here now.
# $number (String) - the number of a request
staff-mail-moved-from = This email was moved here from { $number }.
staff-mail-move-undo = Move it back
staff-mail-move-undone = The email is back.
refusal-no-mail = This message isn’t an email that can be moved: it came otherwise, somebody else has moved it, or the email isn’t kept any more.
refusal-move-undone = The email isn’t where it was moved to. Look at where it is now.
event-mail-moved = Email moved to another request
event-mail-taken-in = Email moved here from another request
event-mail-move-undone = Move of an email undone
