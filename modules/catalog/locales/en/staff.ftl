### Staff's pages and refusals of the catalog, and what is wrong with an input.

## Navigation and words of staff's pages

nav-catalog = Catalog
add = Add
cancel = Cancel
created = Created
edit = Edit
save = Save
saved = Saved.
remove = Remove
removed = Removed.
yes = Yes
no = No
name = Name
status = Status
code-word = Code word
code-word-hint = Lower-case Latin letters, digits and hyphens, such as home-security. Products and the API use it.

## Catalog (LIC-1)

catalog-lede = What you sell: products with their editions, features, terms and applications.
catalog-none = No products yet
catalog-none-text = Create the first product; licenses are issued for its editions.
product-name = Product name
product-search = Name or code word
product-show-all = All, archived too
product-in-sale = On sale
product-archived = Archived
product-new = New product
product-create = Create product
product-created = The product was created. Add editions and terms next.
product-edit = Edit product
product-archive = Archive
product-restore = Put back on sale
product-archived-now = The product is no longer on sale. Its licenses go on working.
product-restored-now = The product is on sale again.
product-description = Description
lease-days = Lease in days
lease-days-hint = How long a device keeps running without asking again, 1 to 90.
transfer-allowance = Freed seats that may count
transfer-allowance-hint = A freed seat counts for 30 days, or as long as a lease runs: seats in use and counting ones together are never more than the license's seats and this number. Leave empty to allow as many as the license has seats, at least 2.
transfer-allowance-usual = As many as seats, at least 2
trial-days = Trial in days
trial-days-hint = Leave empty when there is no trial.
regions = Countries
regions-hint = Two-letter codes such as JP, DE, RU. Leave empty to sell everywhere.
everywhere = Everywhere
statement-required = A legal text must be accepted first
statement-required-hint = The customer agrees to it before the first activation.
key-file-only = Only a key file after a top-up
key-file-only-hint = After seats were added, the product accepts only a key file made from the new code.
edition = Edition
editions = Editions
edition-add = Add edition
editions-none = No editions yet. A product needs one before codes can be issued.
comparison = Comparison of editions
feature = Feature
features = Features
feature-add = Add feature
features-none = No features yet. They show what the editions differ in.
included = Included
# $language (String) - the language's name in itself
label-in = Name ({ $language })
label-hint = One language is enough: its name is shown to readers of the others, too.
position = Position
position-hint = 1 comes first.
term = Term
terms = Terms
term-add = Add term
terms-none = No terms yet. A product needs one before codes can be issued.
term-length = Length
# $day (String) - the last day
term-until = until { $day }
# $count (Number) - years
term-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
# $count (Number) - months
term-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
# $count (Number) - days
term-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
term-no-end = no end
starts = When does it run?
starts-activation = From the first activation
starts-activation-hint = For the months or days below; with neither, it has no end.
starts-fixed = Until a fixed date
starts-fixed-hint = However late it is activated.
months = Months
months-hint = Calendar months: 12 is a year.
days = Days
fixed-until = Last day
application = Application
applications = Applications
application-add = Add application
applications-none = No applications yet. They tell customers what a license activates and where to get it.
platform = Platform
platform-web = Web
platform-other = Other
download = Download
download-url = Download address
version = Version
versions = Versions
version-add = Add version
version-number = Version number
versions-none = No released versions yet.
released-at = Released on

## Refusals

refusal-catalog-unknown = There is no such entry in the catalog.
refusal-changed-meanwhile = Somebody else changed this meanwhile. Open it again, look at the changes, and repeat yours.
refusal-catalog-in-use = It cannot be removed: codes were issued with it. Archive the product to stop selling it.
refusal-catalog-batch-running = A batch of codes is being made with this term. Change it when the batch is done.

## What can be wrong with a field

wrong-required = Please fill this in.
# $most (Number) - the most characters
wrong-too-long = Please use at most { $most } characters.
# $character (String) - the code point, such as U+200B
wrong-unprintable = This contains a character that cannot be stored: { $character }. It is invisible or changes the order in which the text is read.
wrong-slug = Use only lower-case Latin letters, digits and single hyphens between them.
# $least (Number) - the least
# $most (Number) - the most
wrong-number = Enter a whole number from { $least } to { $most }.
wrong-day = Enter a day such as 2026-11-21.
wrong-year = The year has to be between 2000 and 2199.
wrong-past = This day has passed.
wrong-address = Enter a web address that starts with https:// or http://.
wrong-choice = Choose one of the offered values.
# $code (String) - what was typed
wrong-country = “{ $code }” is not a two-letter country code.
# $tag (String) - what was sent
wrong-language = “{ $tag }” is not a language tag in its usual form, such as en, pt-BR or zh-Hant.
# $most (Number) - the most
wrong-too-many-languages = Please name it in at most { $most } languages.
wrong-taken = Another entry has this already.
wrong-shipped = Copies of the product that were shipped carry this: it cannot be changed any more.
wrong-two-lengths = Give only one: months, days, or a last day.
wrong-unknown = There is nothing of this name on sale.

## What API keys can be allowed to do (ALL-7)

scope-catalog-read = Read the catalog
scope-catalog-write = Change the catalog

## Events of the audit log, one sentence for every reader

event-product-created = Product added
event-product-changed = Product changed
event-product-archived = Product taken out of sale
event-product-restored = Product put back on sale
event-edition-created = Edition added
event-edition-changed = Edition changed
event-edition-removed = Edition removed
event-feature-created = Feature added
event-feature-changed = Feature changed
event-feature-removed = Feature removed
event-version-added = Version added
event-version-removed = Version removed
event-application-created = Application added
event-application-changed = Application changed
event-application-removed = Application removed
event-term-created = Term added
event-term-changed = Term changed
event-term-removed = Term removed
