### Statements and consents: the pages of staff, their refusals and their lines of the audit log.

nav-statements = Statements
statements-lede = What customers are asked to accept, by country, and who accepted it.
statements-none = No statements yet
statements-none-text = The texts that customers accept will appear here.
statement-new = New statement
statement-add = Add statement
statement-added = Statement added. Write its first version.
statement-name = Name
statement-name-hint = Only team members see it.
statement-kind = Kind
statement-in-force = In force
statement-accepted = Accepted by
statement-created = Added

versions = Versions
version-new = New version
version-state = Status
version-from = In force from
version-from-hint = Leave empty to publish now. A later day begins at midnight in your time zone.
version-countries = Countries
version-countries-hint = Codes of countries, for example DE, FR; EU and EEA stand for all their members. Leave empty for all countries.
version-required = Needed before use
version-required-hint = Customers in these countries can’t use the portal until they accept.
version-asks-again = Ask everyone again
version-asks-again-hint = Uncheck this for corrections that don’t change the meaning: whoever accepted the version before isn’t asked again.
# $lang (String) - a language, in itself
version-title-in = Title in { $lang }
# $lang (String) - a language, in itself
version-body-in = Text in { $lang }
version-body-hint = An empty line begins a paragraph. Addresses that begin with https:// become links.
version-settings = Settings
version-empty = This version has no text yet.
version-edit = Edit
version-edit-title = Edit version
version-save = Save draft
version-saved = Draft saved.
version-publish = Publish
publish-title = Publish this version?
publish-text = From the day below, customers are asked for this version. A published version can’t be changed or deleted; a newer one replaces it.
publish-tick = I’ve read the texts in every language
published-now = Version published.
# $when (String) - a moment
published-later = Version published. It comes into force on { $when }.
state-draft = Draft
state-planned = Planned
state-in-force = In force
state-replaced = Replaced
history = History
yes = Yes
no = No

person-answers = Answers to statements
person-no-answers = This customer hasn’t answered a statement yet.

refusal-name-missing = Enter a name.
refusal-kind-missing = Choose what kind of statement this is.
refusal-half-missing = A language needs both a title and a text, or neither.
refusal-text-missing = Enter a title and a text in at least one language.
refusal-too-long = Use at most { $most } characters.
# $character (String) - the code of a character
refusal-unprintable = This contains a character that can’t be stored: { $character }. It’s invisible or changes the order in which the text is read.
# $code (String) - what was typed
refusal-country-unknown = “{ $code }” isn’t the code of a country. Use two letters, for example DE, or EU.
refusal-day-wrong = Enter a day, for example 2026-12-31.
refusal-day-past = Choose today or a later day.
refusal-not-confirmed = Check the box: a published version can’t be changed.
refusal-statement-unknown = There’s no such statement.
refusal-statement-published = This version is published and can’t be changed. Begin a new version.
refusal-changed-meanwhile = Someone else changed this draft while you were editing. Reload the page to see the changes.

event-statement-added = Statement added
event-statement-version-started = Version of a statement begun
event-statement-version-changed = Draft of a statement changed
event-statement-version-published = Version of a statement published
audit-record-statement = Statement
