### Texts of what staff do with lists and records: notes, several rows at once, keys.

## Notes of the staff

notes = Internal notes
notes-none = No internal notes yet
note-new = New internal note
note-hint = Only team members see internal notes. Up to 2,000 characters.
note-add = Add note
note-remove = Remove note
note-added = Note added.
note-removed = Note removed.
refusal-note-missing = Enter the note.
# $most (Number) - the most characters
refusal-note-too-long = { $most ->
    [one] Enter up to { $most } character.
   *[other] Enter up to { $most } characters.
}
# $character (String) - the character, such as U+200B
refusal-note-unprintable = The note contains a character that can’t be seen ({ $character }). Remove it.
# $most (Number) - the most notes
refusal-note-too-many = { $most ->
    [one] There is already { $most } note. Remove it before adding another.
   *[other] There are already { $most } notes. Remove some before adding another.
}

## Several rows of a list

chosen-all = Select all rows on this page
chosen-hint = Select rows, then choose what to do with them.
# $count (String) - how many rows are selected
chosen-counted = Selected: { $count }
chosen-row = Record
chosen-result = Result
chosen-reason = Reason
chosen-done = Done
chosen-done-before = Done before
chosen-refused = Not done
# $count (Number) - rows
chosen-some-refused = { $count ->
    [one] Nothing was changed for { $count } record. The table says why.
   *[other] Nothing was changed for { $count } records. The table says why.
}
refusal-rows-none = Select at least one row.
# $most (Number) - the most rows
refusal-rows-too-many = { $most ->
    [one] Select up to { $most } row at a time.
   *[other] Select up to { $most } rows at a time.
}
refusal-rows-unknown-act = Choose one of the buttons below the list.

## Keys in lists

shortcut-answer = Write an answer in a request
shortcut-status = Choose the status of a request
shortcut-rows = Next and previous row of a list
shortcut-open = Open the row
shortcut-tick = Select the row
