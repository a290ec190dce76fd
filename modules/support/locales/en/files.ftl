### Files that support sends

vouch-answer-files = Files for the customer
vouch-note-files = Files of the note, for staff only
vouch-confirm = These files come from us and are safe to open
vouch-confirm-hint = They can’t be scanned here. Without your word the customer can’t open them. The audit log records it.
vouch-button = Let the customer open it
vouch-given = The customer can open the file now.
vouch-missing = The customer can’t open a file that support has sent: nobody has checked it.

### Files behind the public form

pub-files-add = Add files
# $files (Number) - the most files; $size (String) - the most of all
pub-files-text = You can add up to { $files } files, { $size } in all, within an hour. After that, send them with your reply to our email.
event-files-added = Files added to request

### Files for people without an account

mailed-title = Files from support
mailed-lede = The files that came with this answer. The link is yours alone.
# $files (Number) - how many
mailed-line = { $files ->
    [one] There is { $files } file with it. You can get it by the button for 14 days.
   *[other] There are { $files } files with it. You can get them by the button for 14 days.
}
mailed-button = Get the files
mailed-dead = To get the files, reply to the email and ask for them again.
