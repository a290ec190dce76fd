### {{Words}}: pages, refusals, the audit log, and what API keys may do.

nav = {{Words}}
lede = Everything that staff added here, newest first.
entry-title = Title
entry-created = Added
entry-add = Add entry
entry-added = The entry was added.
entries-none = No entries yet
entries-none-text = What staff add will be listed here.

refusal-title-missing = Please enter a title.
refusal-title-too-long = Please use at most { $most } characters.
refusal-title-unprintable = This contains a character that cannot be stored: { $character }. It is invisible or changes the order in which the text is read.

event-entry-added = Entry added
audit-record-entry = Entry
scope-read = Read entries ({{Words}})
