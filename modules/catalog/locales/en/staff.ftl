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
code-word = Identifier
code-word-hint = Lowercase Latin letters, digits and hyphens, such as home-security. Products and the API use it.
code-word-made = Leave empty to make it from the name.

## Catalog (LIC-1)

catalog-lede = What you sell: products with their editions, features, terms and applications.
catalog-none = No products yet
catalog-none-text = Create the first product; licenses are issued for its editions.
product-name = Product name
product-search = Name or identifier
product-show-all = All, including archived
product-in-sale = On sale
product-archived = Archived
product-new = New product
product-create = Create product
product-created = Product created. Add editions and terms next.
product = Product
product-more = More settings
product-created-whole = Product created. You can issue codes now.
product-edit = Edit product
product-archive = Archive
product-restore = Put back on sale
product-archived-now = The product is no longer on sale. Its licenses keep working.
product-restored-now = The product is on sale again.
product-description = Description
lease-days = Offline period (days)
lease-days-hint = How long a device keeps working without going online, 1 to 90.
transfer-allowance = Allowed transfers
transfer-allowance-hint = A deactivated device counts as a transfer for 30 days, or for the offline period if that’s longer. Devices in use and counted transfers together never exceed the license’s seats plus this number. Leave empty to allow as many transfers as there are seats, at least 2.
transfer-allowance-usual = As many as seats, at least 2
transition-days = Transition after a new code, days
transition-days-hint = After seats are added or codes are merged, devices keep working with the old code for this many days. Leave empty to stop it at once.
merge-rule = Merging codes at renewal
merge-rule-hint = The seat-days bought stay the same either way.
merge-rule-seat-days = Seats of the renewal; the expiry date follows
merge-rule-latest-end = Latest expiry date; the seats follow
trial-days = Trial (days)
trial-days-hint = Leave empty if there’s no trial.
regions = Countries
regions-hint = Two-letter codes such as JP, DE, RU. Leave empty to sell everywhere.
buy-url = Buy link
# $license (String) - the placeholder of the license number
# $edition (String) - that of the edition
# $lang (String) - that of the language
# $user (String) - that of the internal id of the account
buy-url-hint = Where customers buy this product. { $license }, { $edition }, { $lang } and { $user } are filled in: the license number, the edition’s identifier, the customer’s language and the internal id of their account.
renew-url = Renewal link
# $license (String) - the placeholder of the license number
renew-url-hint = Where customers renew a license. The same words are filled in, for example https://shop.example.com/renew?license={ $license }.
product-area = Protection area
product-area-hint = What the product protects, for example “Workstations” or “Mail servers”. Customers who ask support choose by it.
everywhere = Everywhere
statement-required = License agreement must be accepted
statement-required-hint = Before the first activation, in the account or in the product. Publish the agreement first.
key-file-only = Key file only after a top-up
key-file-only-hint = After seats were added, the product accepts only a key file made from the new code.
edition = Edition
editions = Editions
edition-add = Add edition
editions-none = No editions yet. A product needs one before codes can be issued.
comparison = Comparison of editions
feature = Feature
features = Features
feature-add = Add feature
features-none = No features yet. They show how the editions differ.
included = Included
# $edition (String) - the edition's name
# $feature (String) - what the feature is called
feature-in-edition = { $edition }: { $feature }
comparison-save = Save comparison
edition-first-title = First edition
edition-first = Standard
edition-first-hint = What’s included. Features and further editions can be added later.
term-first-title = First term
term-first-hint = How long a license runs. Clear these fields to add terms later.
# $language (String) - the language's name in itself
label-in = Name ({ $language })
label-hint = One language is enough: people who read other languages see that name, too.
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
term-no-end = perpetual
starts = When does it run?
starts-activation = From the first activation
starts-activation-hint = For the months or days below. Leave both empty for a perpetual license.
starts-fixed = Until a fixed date
starts-fixed-hint = No matter when it’s activated.
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
application-group = Key file group
application-group-hint = Applications of one group have a key file of their own. Leave empty for the product’s default group.
version = Version
versions = Versions
version-add = Add version
version-number = Version number
versions-none = No released versions yet.
released-at = Released on
version-certificate = Certificate of conformity
version-certificate-hint = Its number, if this is a certified version. Customers who run it are told not to install other versions.

## The license agreement (LIC-34)

agreement = License agreement
# $product (String) - the product's name
agreement-of = License agreement for { $product }
# $number (String) - the version
agreement-version = Version { $number }
# $number (String) - the version
# $day (String) - since when it is in force
agreement-version-of = Version { $number } of { $day }
agreement-newer = A newer version is in force.
agreement-show-newest = Show the version in force
agreement-none = No license agreement yet. With one, the product can ask customers to accept it before the first activation.
agreement-in-force = In force
agreement-published-at = Published on
agreement-acceptance = Acceptance
agreement-asked = Required before the first activation
agreement-not-asked = Not required
agreement-publish = Publish new version
agreement-publish-now = Publish
agreement-published = New version published.
agreement-lede = A published version can’t be changed. Those who accepted an earlier one can still read it.
# $language (String) - the language's name in itself
agreement-text-in = Text ({ $language })

## Refusals

refusal-catalog-unknown = There’s no such entry in the catalog.
refusal-changed-meanwhile = Someone else has changed this in the meantime. Open it again, look at the changes, and repeat yours.
refusal-catalog-in-use = It can’t be removed: codes were issued with it. Archive the product to stop selling it.
refusal-catalog-batch-running = A batch of codes is being made with this term. Change it when the batch is done.

## What can be wrong with a field

wrong-required = Enter a value.
wrong-required-name = Enter a name.
wrong-required-identifier = Enter an identifier.
wrong-required-platform = Choose a platform.
wrong-required-product = Choose a product.
wrong-required-edition = Choose an edition.
wrong-required-term = Choose a term.
wrong-required-partner = Enter the partner’s name.
wrong-required-seats = Enter the number of seats.
wrong-required-released = Enter the release date.
wrong-required-last-day = Enter the last day.
wrong-required-reason = Choose a reason.
wrong-required-version = Enter a version number.
wrong-required-text = Enter the text in at least one language.
# $most (Number) - the most characters
wrong-too-long = { $most ->
    [one] Use at most { $most } character.
   *[other] Use at most { $most } characters.
}
# $character (String) - the code point, such as U+200B
wrong-unprintable = This contains a character that can’t be stored: { $character }. It’s invisible or changes the order in which the text is read.
wrong-slug = Use only lowercase Latin letters, digits and single hyphens between them.
wrong-no-slug = We can’t make an identifier from this name. Enter one in Latin letters.
# $least (Number) - the least
# $most (Number) - the most
wrong-number = Enter a whole number from { $least } to { $most }.
wrong-day = Enter a day such as 2026-11-21.
wrong-year = The year has to be between 2000 and 2199.
wrong-past = This day has passed.
wrong-address = Enter a web address that starts with https:// or http://.
wrong-secure-address = Enter an address that starts with https://, without a name or password in it.
# $text (String) - what was typed
# $license (String) - the placeholder of the license number
# $edition (String) - that of the edition
# $lang (String) - that of the language
# $user (String) - that of the internal id of the account
wrong-placeholder = We can’t fill in “{ $text }”. Use { $license }, { $edition }, { $lang } or { $user }.
wrong-phone = Enter a phone number with its country code, such as +49 30 1234567.
wrong-no-contact = Enter a website, an email address or a phone number.
wrong-choice = Choose one of the offered values.
# $code (String) - what was typed
wrong-country = “{ $code }” isn’t a two-letter country code.
# $tag (String) - what was sent
wrong-language = “{ $tag }” isn’t a language tag in its usual form, such as en, pt-BR or zh-Hant.
# $most (Number) - the most
wrong-too-many-languages = { $most ->
    [one] Enter names in at most { $most } language.
   *[other] Enter names in at most { $most } languages.
}
# $most (Number) - the most
wrong-too-many-groups = { $most ->
    [one] A product has at most { $most } group of applications.
   *[other] A product has at most { $most } groups of applications.
}
wrong-taken = Another entry already has this.
wrong-shipped = Copies of the product that were shipped carry this, so it can’t be changed anymore.
wrong-no-agreement = This product has no license agreement yet. Publish one first.
wrong-two-lengths = Give only one: months, days, or a last day.
wrong-unknown = There’s nothing of this name on sale.

## What API keys can be allowed to do (ALL-7)

scope-catalog-read = Read the catalog
scope-catalog-write = Change the catalog

## Events of the audit log, one sentence for every reader

event-product-created = Product added
event-product-changed = Product changed
event-product-agreement-published = License agreement published
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
