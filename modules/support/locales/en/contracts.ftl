### Contracts of a company (LIC-27 to LIC-29): their pages, certificates and emails.

contracts-lede = Premium support that your company has bought, who may use it, and what is left.
contracts-none = No contracts yet
contracts-none-text = Here you’ll see your company’s contracts for premium support. Have you bought one? Ask for its activation: give the order number, if you know it, and name the people who will use the contract.
contract-activate = Activate a contract
contract-renew = Renew contract
contract-history = History
contract-all-products = All products
contract-critical-yes = Included
contract-critical-no = Not included
# $count (Number) - how many are left
# $shown (String) - the same, as it is written
# $all (String) - how many there are
contract-left-of = { $count ->
    [one] { $shown } request of { $all }
   *[other] { $shown } requests of { $all }
}
contract-is-over = This contract can’t be used or changed any more. Requests that were left have lapsed.
contract-now-over = This contract has ended
contract-ends-text = Requests that are left lapse at the end and can’t be moved to another contract.
contract-ledger-open = Show all
contract-ledger-text = Every request that was added, held, used, given back or lapsed.
contract-ledger-unlimited = The contract is unlimited; you can still see which requests used it.
ledger-units = Quantity
ledger-corrected = Corrected by support
ledger-none-text = Lines appear here once a request uses the contract.
correction-bought = More requests bought
correction-goodwill = Goodwill
correction-billing = Invoice corrected
correction-mistake = Entered by mistake
end-customer = Canceled by the company
end-unpaid = Not paid
end-replaced = Replaced by another contract
# $most (Number) - the most contacts
contract-contacts-text = Only these people can open requests at the contract’s level; they also need the right to use a contract. You can name up to { $most }, each a user of your company or with an address of one of its verified domains. For anyone else, ask support.
contract-contacts-saved = Contacts saved.
contract-number = Contract number
contract-max-contacts = Maximum number of contacts
contract-asked-by = Activation request
contract-asked-text = Check the order and the contacts in the form below, then enter the contract. That answers the request and emails everyone concerned.
contract-of-request = Entering the contract answers the activation request and tells everyone concerned.
ask-activation = Give the order number or tick that you don’t know it, and name the people who will use the contract. Add the invoice or order confirmation as a file, if you have it.
field-order-unknown = I don’t know the order number
staff-contract-change = Extend, correct or end
contract-extend = Extend contract
contract-extend-hint = A day after the current end. Everyone concerned is reminded again before the new end.
contract-new-end = New last day
contract-correct = Correct requests
contract-more-units = Add or take away
contract-more-units-hint = For example, 5 or -2. Requests that are held or used stay.
contract-end = End contract
contract-end-text = The contract ends now, and the requests left in it lapse. Open requests go on for the days of grace, then they’re canceled. This can’t be undone.
contract-end-tick = I’ve checked that this is the right contract
contract-issue = Issue of the certificate
contract-latest-issue = Latest issue
# $number (String) - the number of the issue
# $day (String) - its day
contract-issue-of = No. { $number } of { $day }
# $name (String) - the contract's name
# $number (String) - its number
# $from (String) - its first day
# $to (String) - its last day
contract-activated = Your contract { $name } (No. { $number }) is active. It runs from { $from } to { $to }.
contract-activated-more = You’ll find it under Contracts on your company’s pages, with its contacts, the requests that are left, and its certificate.

contract-certificate = Contract certificate
# $number (String) - the contract's number
# $vendor (String) - the vendor's name
contract-certificate-lede = Premium support, contract { $number }, issued by { $vendor }
# $page (String) - the page
# $of (String) - how many there are
contract-certificate-page = Page { $page } of { $of }
contract-certificate-no-contacts = No contacts are named.
# $count (Number) - how many others
contract-certificate-others = { $count ->
    [one] The contract has { $count } more contact, who isn’t named on this copy.
   *[other] The contract has { $count } more contacts, who aren’t named on this copy.
}
# $vendor (String) - the vendor's name
# $number (String) - the contract's number
contract-certificate-foot = { $vendor } · Contract certificate { $number }
# $language (String) - the name of a language
contract-certificate-download = Download PDF ({ $language })
contract-certificate-panel = A PDF that states the company, level, dates, number of requests and contacts. Anyone you give it to can check that it’s genuine.
contract-check = Check a contract certificate
# $code (String) - the check code
contract-check-text = Check code { $code }. Scan the code or open the address to see whether this certificate is genuine and whether the contract still runs.
contract-check-picture = QR code with the address where this certificate is checked
contract-check-lede = Enter the contract number and the check code printed on the certificate.
contract-check-button = Check certificate
contract-code = Check code
contract-code-hint = 24 letters and digits next to the QR code, for example 8K2M-…
contract-company-hint = Enter the name exactly as printed to check that the certificate was made out to it.
contract-company-button = Check company
contract-company-same = As on the certificate
contract-company-other = Not the company on the certificate
contract-another = Check another certificate
contract-not-genuine = This certificate couldn’t be confirmed
contract-genuine = This certificate is genuine
contract-now-active = The contract is active today. Compare these details with the paper; a later issue may name other contacts.
contract-now-planned = The certificate was issued by us. Its contract hasn’t begun yet.
contract-now-ended = The certificate was issued by us, but its contract has ended.
contract-today = Status today
refusal-contract-number = Enter the contract number as printed on the certificate.
refusal-contract-code = Enter all 24 letters and digits of the check code. Hyphens don’t matter.
refusal-contract-not-genuine = No certificate with this contract number and check code was issued here. Check both for typing errors.
# $most (Number) - the most contacts
refusal-contract-contacts-most = This contract has room for { $most } contacts. Remove some, or ask support for more.
refusal-contract-contacts-company = Name users of your company, or addresses of its verified domains. For anyone else, ask support.
refusal-contract-ended = The contract has ended. Enter or ask for a new one.
refusal-contract-changed = Somebody else has changed the contract meanwhile. Check what it says now, then save again.
refusal-contract-end = Choose a day after the contract’s present end.
refusal-contract-units = The total can’t be less than what’s held and used, or more than 1,000,000. Enter another number.
refusal-contract-unlimited = The contract is unlimited, so there’s nothing to correct.
refusal-contract-request = That isn’t a request of this company for a contract. Enter the contract without it, or choose the right company.
refusal-contract-activated = The request has led to a contract already. Open that one.

mail-contract-active-title = Your contract is active
# $company (String) - the company's name
# $name (String) - the contract's name
mail-contract-active-lead = { $company } has premium support by the contract { $name }.
# $day (String) - the first day
mail-contract-planned-title = Your contract begins on { $day }
# $company (String) - the company's name
# $name (String) - the contract's name
# $day (String) - the first day
mail-contract-planned-lead = { $company } has the contract { $name } for premium support. You can use it from { $day } on.
mail-contract-certificate = The certificate is attached as a PDF. The contract’s page has it in three languages, with the contacts and the requests that are left.
mail-contract-certificate-own = The certificate is attached as a PDF. It names you alone; the company has the one with every contact.
# $day (String) - the last day
mail-contract-extended-title = Your contract now runs until { $day }
# $name (String) - the contract's name
# $day (String) - the last day
mail-contract-extended-lead = The contract { $name } was extended until { $day }.
mail-contract-contacts-title = Contacts of your contract changed
# $name (String) - the contract's name
# $company (String) - the company's name
mail-contract-contacts-lead = The contract { $name } of { $company } has other contacts now.
# $count (Number) - how many
mail-contract-added = { $count ->
    [one] Added: { $count } contact
   *[other] Added: { $count } contacts
}
# $count (Number) - how many
mail-contract-removed = { $count ->
    [one] Removed: { $count } contact
   *[other] Removed: { $count } contacts
}
mail-contract-contacts-next = The new certificate is attached; it names today’s contacts. If you didn’t expect this change, ask your administrators.
mail-contract-corrected-title = Requests of your contract changed
# $count (Number) - how many requests it has in all
# $name (String) - the contract's name
# $company (String) - the company's name
# $shown (String) - how many, as it is written
mail-contract-corrected-lead = { $count ->
    [one] The contract { $name } of { $company } now has { $shown } request in all.
   *[other] The contract { $name } of { $company } now has { $shown } requests in all.
}
# $day (String) - the last day
mail-contract-ends-title = Your contract ends on { $day }
# $name (String) - the contract's name
# $company (String) - the company's name
# $day (String) - the last day
mail-contract-ends-lead = The contract { $name } of { $company } ends on { $day }.
mail-contract-rest = Requests that are left then lapse and can’t be moved to another contract.
# $percent (Number) - of the requests
mail-contract-units-title = { $percent }% of your contract’s requests are used
# $name (String) - the contract's name
# $company (String) - the company's name
# $percent (Number) - of the requests
mail-contract-units-lead = Of the requests in the contract { $name } of { $company }, { $percent }% are held or used.
mail-contract-none-left-title = No requests left in your contract
# $name (String) - the contract's name
# $company (String) - the company's name
mail-contract-none-left-lead = All requests in the contract { $name } of { $company } are held or used.
mail-contract-none-left-next = You can still ask at the standard level. To have more requests in this contract, ask support.
mail-contract-ended-title = Your contract has ended
# $name (String) - the contract's name
# $company (String) - the company's name
mail-contract-ended-lead = The contract { $name } of { $company } has ended.
# $reason (String) - why
mail-contract-ended-why = Reason: { $reason }
# $count (Number) - how many
mail-contract-lapsed = { $count ->
    [one] { $count } request that was left has lapsed.
   *[other] { $count } requests that were left have lapsed.
}
mail-contract-ended-next = Open requests at the contract’s level go on for some days. To keep this level, renew the contract.
# $company (String) - the company's name
mail-contract-outside-ask = Questions about this contract? Ask the administrators of { $company }.
# $company (String) - the company's name
mail-contract-outside-renew = To keep this level of support, ask the administrators of { $company } to renew the contract.
# $company (String) - the company's name
mail-contract-outside-none-left = You can still ask at the standard level. To have more requests in this contract, ask the administrators of { $company }.
# $company (String) - the company's name
mail-contract-outside-ended = Open requests at the contract’s level go on for some days. To keep this level, ask the administrators of { $company } to renew the contract.
mail-contract-open = Open contract
# $link (String) - the address of a page
mail-contract-stop = Turn off these emails: { $link }
# $company (String) - the company's name
mail-contract-reason-right = You’re receiving this email because you may use the contracts of { $company }.
# $company (String) - the company's name
mail-contract-reason-contact = You’re receiving this email because you’re a contact of this contract of { $company }.
stop-contract-title = Turn off emails about this contract
stop-contract-lede = You can turn them off here, without signing in. You stay a contact.
stop-contract-done = Emails about this contract are off
stop-contract-done-lede = You’ll get no more emails about it. If that was a mistake, turn them on again.
stop-contract-begun = Emails about this contract are on
stop-contract-begun-lede = You’ll get its emails again.

event-contract-extended = Contract extended
event-contract-corrected = Requests of contract corrected
event-contract-ended = Contract ended early
event-contract-lapsed = Contract ended; the rest lapsed
event-contract-told = People told that the contract ends
event-contact-added = Contact added to contract
event-contact-removed = Contact removed from contract
event-contact-changed = Contact of contract changed
event-contract-mails-stopped = Contact turned off emails about contract
event-contract-mails-begun = Contact turned on emails about contract
event-contract-certificate-taken = Contract certificate downloaded by staff
job-contracts = Tell of contracts that end, and let ended ones lapse
data-contract-contacts = Contracts that name you
