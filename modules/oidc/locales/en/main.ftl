### Oidc: pages, refusals, the audit log, and what API keys may do.

nav = Oidc
lede = Everything that team members added here, newest first.
entry-title = Title
entry-created = Added
entry-add = Add entry
entry-added = Entry added.
entries-none = No entries yet
entries-none-text = What team members add will appear here.
refusal-title-missing = Enter a title.
refusal-title-too-long = Use at most { $most } characters.
refusal-title-unprintable = This contains a character that can’t be stored: { $character }. It’s invisible or changes the order in which the text is read.

event-entry-added = Entry added
audit-record-entry = Entry
scope-read = Read entries (Oidc)
