### The help center: pages for readers and for the team, refusals, the audit log, and what API keys may do.

nav-help = Help center
# In the navigation of customers, where a phone has room for some eight letters.
nav-own = Help center
way-help = Find an answer
way-help-text = Articles and questions about accounts, licenses, devices, companies and support.
help-lede = Answers and how-tos about every page of this portal.
search = What are you looking for?
search-do = Search
search-found = Search results for “{ $words }”
search-elsewhere = Nothing was found in your language. These articles are in another one.
search-nothing = No article found
search-nothing-text = Try fewer or other words, or ask support. What you searched for is filled in there.
category-all = { $count ->
    [one] Show { NUMBER($count) } article
   *[other] Show all { NUMBER($count) } articles
}
open-all = Open all answers
close-all = Close all answers
more = More articles
article-page = To this article’s page
article-about = Article { $number }, { $date }
article-number = Article { $number }
no-article-of-page = There’s no article about that page right now. Search the help center, or ask support.
not-translated = This article isn’t translated yet. You’re reading it in its original language: { $language }.
outdated = The original of this article has changed since it was translated. Some of it may be out of date.
# $language (String) - of the original
to-original = Read the newer original ({ $language })
# $language (String) - of the original
original = You’re reading the newer original ({ $language }). The translation doesn’t have its last changes yet.
# $language (String) - of the translation
to-translation = Read the translation ({ $language })
to-the-page = Go to the page
related = Related articles
did-this-help = Did this help?
yes = Yes
no = No
thanks = Thank you
why-not = What was the problem?
reason-unclear = It’s hard to understand
reason-wrong = It isn’t right
reason-missing = What I need isn’t in it
reason-other = Something else
comment = Comment
comment-hint = Nobody will answer it, and it’s kept without your name. Leave out passwords and activation codes.
comment-send = Send comment
comment-sent = Thank you for your comment.
ask-title = Need more help?
ask-text = If no article answers your question, write to support.
ask-support = Ask support
ask-about = About article { $number }: { $title }
glossary = Glossary
glossary-lede = The words that this portal uses, and what they mean.

kind = Kind
kind-question = Question
kind-article = Article
kind-term = Term
audience = Readers
audience-public = Everyone
audience-customers = Signed-in customers
audience-staff = The team only
state = Status
state-draft = Draft
state-review = Awaiting review
state-published = Published
state-replaced = Replaced
badge = { $language }: { $state }
badge-outdated = { $language }: outdated

articles-lede = What customers and the team read. A text is published once somebody who didn’t write it has reviewed it.
articles-none = No articles yet
articles-none-text = The articles that come with the program will appear here within a minute.
article-new = New article
article-edit = Edit settings
article-read = Read
article-manage = Versions and feedback
search-title = Title or number
any = Any
missing-in = Not published in
shown = Shown
in-help-center = In the help center
archived = Archived
number = Number
title = Title
untitled = No text yet
category = Category
texts = Languages
changed = Changed
language = Language
source = Original language
source-hint = The language in which it’s written first. The others are translations of it.
slug = Address
slug-hint = Small letters, digits and hyphens, such as add-a-license. Links show it after the number.
form = Page
form-hint = The page of the portal that the article is about, such as /licenses/add.
address = Address
choose = Choose
save = Save
saved = Saved.
back = Back
archive = Archive
put-back = Put back
write = Edit text
translate = Translate
read-over = Review
helped = Yes
failed = No
share = Helped
percent = { NUMBER($share) }%
comments = Comments
no-answers = Nobody has answered yet.
no-comments = No comments yet.
no-texts = Nothing is written yet.
when = Sent
by-program = Gatehouse
version = Version
version-of = { $language } { NUMBER($number) }
readers-title = Wider readers await approval
readers-text = Every text of this article that is published or awaits review will be for these readers. Check them for anything that only the team should know.
readers-now = Readers now
readers-wanted = Proposed readers
readers-by = Proposed by
readers-until = Can be approved until
readers-own = You proposed this, so somebody else has to approve it.
readers-approve = Approve
readers-decline = Decline
readers-withdraw = Withdraw
readers-approved = Approved. The article is for these readers now.
readers-declined = Declined. The readers stay as they were.
readers-withdrawn = Withdrawn.
# $readers (String) - who would read it
readers-wait = Awaiting approval: { $readers }
audience-hint = If a text is published or awaits review, somebody else approves wider readers.
saved-waits = Saved. The readers change once somebody else approves.
versions = Versions
author = Author
reader = Reviewer
text-in = Text in { $language }
body = Text
body-hint = Markdown: ## heading, - list, 1. numbered list, **bold**, `code`, > note, [link](/licenses), ![what it shows](name). HTML is shown as typed.
wording = Wording only: translations stay up to date
preview = Preview
send-to-review = Send to review
sent-to-review = Sent. Somebody else reviews it now.
in-review = This text awaits review. If you change it, it’s a draft again.
given-back = Changes requested
given-back-now = Returned to its author.
restore = Use the text that comes with the program
restored = The text that comes with the program is published again.
read-over-lede = Check the text, then publish it or say what has to change.
now-published = Published now
own-text = You wrote this text, so somebody else has to review it.
note = What has to change
note-hint = Only needed when you return the text.
publish = Publish
published-now = Published.
give-back = Return
categories = Categories
category-new = New category
no-categories = No categories yet.
name = Name
name-in = Name in { $language }
above = Part of
above-none = None
place = Position

about-product = Articles about { $product }
product = Product
any-product = All products
products = Products
products-hint = The products that the article is about. Their customers find it first. None: it’s about this portal.
versions-field = Product versions
versions-hint = Numbers only, such as 12.1-12.4 or 13+. Empty means all of them.
# $versions (String) - numbers of versions
versions-of = versions { $versions }
from-request-text = This article starts from a request. Its title is the subject without addresses, numbers and names. Check that nothing in it tells who asked.
# $number (String) - its number
from-request = Open request { $number }
changes = Changes
changes-text = New words are underlined, removed ones are struck through.
source-changes = What has changed in the original
changes-none = The text is the same as the published one.
# $count (Number) - how many lines
diff-skipped = { $count ->
    [one] { NUMBER($count) } line without changes
   *[other] { NUMBER($count) } lines without changes
}
diff-added = added:
diff-removed = removed:
pictures = Pictures
pictures-lede = Copy the line of a picture into a text, on a line of its own. Readers see it once that text is published.
pictures-none = No pictures yet.
picture = Picture
picture-line = Line for the text
picture-add = Add a picture
picture-file = Picture file
picture-hint = PNG, JPEG or GIF of up to 256 KB. It’s made smaller if it’s larger than 1,600 pixels. Blur names and codes in it first.
picture-alt = What it shows
picture-alt-hint = In words, for people who can’t see it. In a translation, change these words in the line.
picture-upload = Add picture
picture-added = Picture added. Copy its line into the text.
picture-remove = Remove
picture-removed = Picture removed.
missed = Searches without results
missed-lede = What readers looked for and didn’t find. Words are listed once at least three visitors have used them; addresses and numbers are never kept, and everything is erased after 30 days.
missed-none = Nothing is missing
missed-none-text = Words that readers look for without finding an article will appear here.
missed-words = Search words
missed-times = Searches
missed-last = Last search

advised = { $advised ->
    [one] Advised for { NUMBER($advised) } request; it solved { NUMBER($solved) }.
   *[other] Advised for { NUMBER($advised) } requests; it solved { NUMBER($solved) }.
}

refusal-not-found = This article doesn’t exist any more. Look for another one in the help center.
refusal-category-not-found = This category doesn’t exist any more. Choose another one.
refusal-changed-meanwhile = Somebody else has changed this in the meantime. Load the page again; copy your text first.
refusal-readers-wait = Other readers of this article await approval already. Approve, decline or withdraw them first.
refusal-slug = Use small letters, digits and hyphens, and begin with a letter.
refusal-slug-taken = This address is taken.
refusal-category = Choose a category.
refusal-choose = Choose one of the options.
refusal-form = Enter a page of this portal, beginning with a slash.
refusal-title-missing = Enter a title.
refusal-body-missing = Enter a text.
refusal-too-long = { $most ->
    [one] Use at most { NUMBER($most) } character.
   *[other] Use at most { NUMBER($most) } characters.
}
refusal-unprintable = This contains a character that can’t be stored: { $character }. It’s invisible or changes the order in which the text is read.
refusal-no-draft = There’s no draft in this language.
refusal-no-review = No text in this language awaits review.
refusal-own-text = You wrote this text. Somebody else has to review it.
refusal-note-missing = Say what has to change.
refusal-nothing-to-restore = This text is the one that comes with the program.
refusal-alt-missing = Say in words what the picture shows.
# $most (Number) - how many an article may have
refusal-pictures-full = { $most ->
    [one] An article has at most { NUMBER($most) } picture. Remove one first.
   *[other] An article has at most { NUMBER($most) } pictures. Remove one first.
}
refusal-picture-shown = A text shows this picture. Take its line out of the text first.
refusal-picture = A picture is written as ![What it shows](name), on a line of its own, with a name from the pictures of this article.
refusal-products = Choose products of the catalog, 20 at most.
refusal-versions = Use numbers of versions, such as 12.1-12.4 or 13+.
refusal-comment-missing = Enter a comment.
refusal-name-missing = Enter a name in English.
refusal-place = Enter a whole number from 0 to 9999.
refusal-above = Choose a category that isn’t part of another one.

event-brought-in = Article of the program updated
event-made = Article created
event-changed = Article settings changed
event-written = Article text edited
event-sent-to-review = Article text sent to review
event-given-back = Article text returned
event-published = Article text published
event-restored = Article text of the program restored
event-readers-proposed = Wider readers proposed for an article
event-readers-approved = Wider readers of an article approved
event-readers-declined = Wider readers of an article declined
event-readers-withdrawn = Wider readers of an article withdrawn
event-archived = Article archived
event-picture-added = Picture added to an article
event-picture-removed = Picture removed from an article
event-category-saved = Help category saved
job-bring-in = Update the help center’s own articles
scope-read = Read help articles, their versions and feedback
scope-write = Write drafts of help articles
