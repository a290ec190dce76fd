### Statements and consents: the pages of customers, refusals, mails and the audit log.

privacy-title = Privacy
privacy-lede = What you agreed to, and your rights over your data.
privacy-due = A statement is waiting for your answer. Until you accept it, you can’t use the portal.
privacy-due-action = Read and answer
privacy-statements = Statements
privacy-no-statements = No statement is in force in your country.
privacy-answers = Your answers
privacy-no-answers = You haven’t answered a statement yet.
privacy-rights = Your data
privacy-rights-text = You can delete your account with everything in it at any time, whether or not you accept a statement.

statement = Statement
version = Version
# $number (String) - the version's number
version-number = Version { $number }
# $number (String) - the version's number
# $day (String) - the first day
version-since = Version { $number }, in force since { $day }
kind-processing = Processing of personal data
kind-terms = Terms of use
countries-all = All countries
countries-eu = European Union

answer-accepted = Accepted
answer-declined = Declined
answer-withdrawn = Withdrawn
answer-due = Needs your answer
answer-none = Not answered
place-before-use = Before using the portal
place-account = In the account

ask-lede = Your country’s law asks for your consent before you use the portal.
# $lang (String) - a language, in itself
other-language = This text is available in { $lang } only.
accept = Accept
decline = Don’t accept
ask-alone = Open this statement on its own page
ask-without = Don’t want to accept anything?
accepted-done = Statement accepted.
declined-done = Your answer is recorded.
sign-out = Sign out

declined-title = The portal stays closed
# $title (String) - the statement
declined-lede = You can’t use the portal without accepting “{ $title }”. Nothing was deleted.
remains-title = What you can still do
remains-read = Read the statement and your earlier answers, and accept later.
remains-account = Change your password, and see and end your sessions.
remains-export = Export your data.
remains-delete = Delete your account with everything in it.
remains-licenses = Go on using your devices: your licenses stay active.
remains-ask = Ask us, if something in the statement is unclear.
remains-again = Read the statement again
remains-security = Security
remains-export-link = Export data
remains-delete-link = Delete account
remains-ask-link = Ask us

read-and-answer = Read and answer
not-in-force = This version isn’t in force for you. You can read it here because it was in force before, or is in another country.

withdraw = Withdraw
withdraw-title = Withdraw your consent?
withdraw-what = What happens then
withdraw-closes = You can’t use the portal until you accept the statement again.
withdraw-sessions = This applies at once in every browser where you’re signed in.
withdraw-licenses = Your licenses stay active, and your devices go on working.
withdraw-past = What was done before stays lawful, and your answers stay in the record.
withdraw-optional = You can go on using the portal.
withdraw-button = Withdraw consent
withdrawn-done = Consent withdrawn.
cancel = Cancel

receipt-title = Receipt
receipt-answer = Answer
receipt-at = Time
receipt-who = Account
receipt-lang = Language
receipt-place = Where
receipt-number = Receipt number
receipt-hash = SHA-256 of the text
receipt-open = Receipt
receipt-print = Print
receipt-mail = Send by email
receipt-mailed = Receipt sent to your email address.
receipt-changed = The stored text isn’t the one that you read. Contact us with the receipt number.
receipt-contact = Contact us

refusal-consent-unknown = You don’t need to answer this statement.
refusal-consent-changed = The statement changed while you were reading. Read the version below.
refusal-consent-accepted = You’ve accepted this version. To take that back, withdraw it under “Privacy”.
refusal-receipt-unknown = There’s no such receipt in your account.

# $title (String) - the statement
mail-receipt-title = Receipt: { $title }
# $title (String) - the statement
mail-receipt-lead = This is the receipt for your answer to “{ $title }”.
mail-receipt-button = Open the receipt
mail-receipt-reason = You’re receiving this email because you asked for the receipt in your account.

event-consent-accepted = Statement accepted
event-consent-declined = Statement declined
event-consent-withdrawn = Consent withdrawn
event-consent-receipt-mailed = Receipt of an answer sent by email
