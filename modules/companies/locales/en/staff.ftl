### Companies for staff: the list, the page of a company, changes on request, and the mails about them.

## Staff: the list and the page of a company

companies-lede = Every company with an account. Search by name or by the word in its address.
companies-none = No companies
companies-none-text = Companies appear here when somebody registers one.
company-search = Name or word in the address
company-search-hint = Kinds of companies, such as GmbH or Inc., don’t matter.
company-word = Address
staff-created = Created
staff-deleted = Deleted
staff-lang = Language
staff-lang-before = Language before
staff-country-before = Country before
name-before = Name before
staff-waits = Waiting for us
waits-owner = A change of owner
waits-domain = A contested domain
waits-invitation = A lapsed invitation
search-keys-companies = company name or address
search-all-companies = All companies found
staff-overview = Overview
# $count (Number) - how many users it has
company-of-users = { $count ->
    [one] Company with { $count } user
   *[other] Company with { $count } users
}
company-edit = Edit
company-edit-title = Edit company
company-verify = Confirm company
company-verified = The company is confirmed.
company-unverified-staff = The company’s first license awaits verification. Until the company is confirmed, nobody else joins with that license.
# $count (Number) - how many people
company-claimed = { $count ->
    [one] Another person has the license of this company. The code may have leaked: find out who bought it before you confirm anyone.
   *[other] { $count } other people have the license of this company. The code may have leaked: find out who bought it before you confirm anyone.
}
# $until (String) - until when
company-deleted-staff = The owner has deleted this company. You can restore it until { $until }.
company-over-staff = This company is deleted and can’t be restored anymore.
staff-company-restore = Restore company
staff-company-restored = The company is restored.
owner-unproven = Not proven: the row was changed outside of the program
staff-joining = Joining with a license
staff-required = Required
staff-requires-factor = Two-step verification
staff-requires-sso = The company’s own sign-in
company-has = What the company has
company-has-none = Nothing yet
staff-address = Email address
staff-sent = Sent
staff-link-ends = Link ends
staff-invitations = Invitations
staff-invitations-lede = Invitations and the registrations that answer them, newest first. One that was filled in but not activated within 7 days can only be sent anew by us.
staff-invitations-none = No invitations
# $at (String) - when
staff-registered-at = Filled in on { $at }
staff-join-requests = Requests to join
staff-join-requests-none = No requests to join
staff-request-ends = Expires
staff-domains = Domains
staff-domains-none = No domains
staff-domain = Domain
staff-claimed = Claimed
staff-checked = Last checked
staff-domain-pending = Not proven yet
staff-domain-verified = Proven
staff-domain-failing = Record missing
staff-domain-lost = Lost
staff-domain-contested = Contested

## Staff: changes

staff-rename = Name
staff-rename-hint = As on the company’s licenses. Its address follows the name; links with the old address go on working for its users.
staff-rename-button = Rename
staff-renamed = Company renamed.
staff-facts-title = Country and language
staff-lang-hint = The names of its users are sorted in this language.
staff-save = Save
staff-saved = Saved.
staff-cancel = Cancel
staff-remove = Remove
staff-yes = Yes
staff-no = No
staff-branches = Branches
staff-branches-none = No branches
staff-branch-new = New branch
staff-branch-add = Add branch
staff-branch-added = Branch added.
staff-branch-remove = Remove branch
staff-branch-removed = Branch removed.
# $name (String) - the branch
staff-branch-remove-title = Remove the branch { $name }?
staff-branch-no-replacement = No other branch
staff-branch-replacement-hint = The branch’s users go there. A branch without users needs none.
staff-unknown = There’s no such company.
staff-changed-meanwhile = Another team member has changed this company meanwhile. Check what it says now, then try again.
staff-is-deleted = The company is deleted. Restore it first.
staff-name-wrong = Enter a name of up to 200 characters.
staff-country-wrong = Choose a country.
staff-lang-wrong = Choose one of the languages.
staff-not-unverified = This company isn’t awaiting verification.
staff-reason-wrong = Write 1 to 2,000 characters.

## Change of owner

owner-change = Change of owner
owner-next = New owner
becomes = The previous owner becomes
becomes-all = a user with every right
becomes-user = a user without rights
becomes-removed = removed from the company
owner-kind = How
owner-kind-asked = Requested by the owner
owner-kind-gone = By a letter
owner-unfit = This person can’t be the owner. They need an active account, must not be blocked, and must not belong to another company.
owner-same = This person is the owner already.
owner-change-waits = A change of owner is already waiting for this company.
owner-change-waits-staff = A change of owner is waiting. You’ll find it on the company’s page.
owner-nothing-asked = No change of owner is waiting.
owner-asked-notice = The owner asks to make another user the owner.
# $due (String) - when
owner-planned-notice = The company gets a new owner on { $due } unless somebody objects.
owner-decide = Decide
owner-asked = Requested by the owner
owner-asked-text = The owner asked for this while signed in and with a fresh proof of identity. One team member is enough.
owner-carry-title = Make the change
# $name (String) - the new owner
owner-carry = Make { $name } the owner
owner-carried-out = Owner changed. We’ve emailed both.
owner-decline-title = Or decline it
owner-decline-words = Words to the owner
owner-decline = Decline
owner-declined = Declined. The owner was told.
owner-gone = The owner has left
# $hours (Number) - hours to object
owner-gone-text = A stamped letter of the company names the new owner. A second team member approves it. Then the owner and the administrators are told, and have { $hours } hours to object.
owner-next-address = Email address of the new owner
owner-next-hint = They need an account. Somebody who isn’t a user of the company yet joins it with the change.
owner-reason-hint = What happened, and how you checked it. It is sealed and erased after three years.
owner-has-letter = I have the stamped letter, and its names are the ones above
owner-has-letter-hint = Keep the letter with the request.
owner-propose = Propose to a second team member
owner-proposed = Proposed. Another team member decides.
staff-reason = Reason
staff-request-number = Number of the request
staff-request-wrong = Enter the number of the request, up to 100 characters.
staff-person-wrong = Enter first and last name as in the letter, up to 100 characters each.
staff-letter-missing = Without the stamped letter the owner can’t be changed. Ask the company for it.
staff-becomes-wrong = Choose what the owner of before becomes.
staff-nothing-asked = Nothing is waiting: the owner took it back, or another team member has decided.

## For the owner, below /c/NAME/owner, and the link of the mail

owner-ask-title = Change of owner
owner-ask-text = Choose who will own the company. Support checks the request, makes the change, and agrees with you which rights you keep.
owner-ask-address = Or the email address of the user
owner-ask-address-hint = The list doesn’t have everybody. Enter the address of a user who isn’t in it.
owner-ask-reason = What we should know
owner-ask = Ask support
owner-ask-done = Your request is with our support. You’ll get an email when it is done.
owner-ask-waits = Your request is with our support. Until they have made the change, you can take it back.
# $due (String) - when
owner-ask-planned = Our support has a letter of the company that names another owner. It happens on { $due }. If that is wrong, use the link in the email that we sent you.
owner-ask-looked = Our support is looking at a change of owner. If you know nothing of it, contact us.
owner-ask-alone = The company has no other active user. Invite the new owner first.
owner-take-back = Take back
owner-taken-back = You’re still the owner. The request is taken back.
staff-choose = Choose …
owner-object = Object to the change
keep-owner-title = Object to the change of owner?
keep-owner-lede = The change is stopped at once, and the owner stays. Our support looks at the letter again.
kept-owner-title = The owner stays
kept-owner-text = You have stopped the change. Our support looks at it again, and may contact you.
kept-owner-late-title = Nothing to stop
kept-owner-late = The change was stopped before, or it has happened already. If it is wrong, contact our support.
objection-over = This link is too old or not ours. If the change of owner is wrong, contact our support.

## Merging

merge = Merge
# $name (String) - the double
merge-title = Merge { $name } into another company
# $name (String) - the double
merge-text = { $name } ends, and its users go into the other company, where they keep what they wrote. A second team member approves it.
# $most (Number) - how many users
merge-ends = Their rights, open invitations, domains, the company’s own sign-in and its directory don’t come along. Rights of directory groups go on only for users whom the other company’s directory names too. At most { $most } users move.
merge-from = Company that ends
merge-into = Company that stays
merge-into-hint = Its address, such as acme, or its identifier.
merge-keeps = The owner of the company that ends gets every right in the other one
merge-keeps-hint = Without this they’re a user without rights there.
merge-propose = Propose to a second team member
merge-proposed-done = Proposed. Another team member decides.
merge-unknown = No company has this address or identifier.
staff-merge-same = Choose another company than this one.
# $most (Number) - how many users
staff-merge-too-many = The company that ends has more than { $most } users. Propose it the other way round, or remove users first.
staff-merge-proposed = This merge is waiting for approval already.

## What waits for a second team member

proposal-owner = Change of owner by a letter, waiting for approval
proposal-merge = Merge, waiting for approval
proposed-by = Proposed by
proposed-at = Proposed
proposal-ends = Can be approved until
proposal-own = You proposed this. Another team member decides.
proposal-approve = Approve
proposal-decline = Decline
proposal-decline-reason = Why you decline
proposal-withdraw = Take back
proposal-planned = Approved. The owner and the administrators are told, and can object until the date shown.
proposal-merged = Approved. The users are in this company now.
proposal-declined-done = Declined.
proposal-withdrawn-done = Taken back.
staff-proposal = Proposal
staff-nothing-left = Nothing is left to approve: it was stopped meanwhile.

## The account's page and the home page

person-no-company = They don’t belong to a company.
person-no-rights = None
person-broken = The row of this membership was changed outside of the program. It gives no access until an administrator of the installation has looked at it.
tile-registrations = Company registrations waiting
tile-unverified = Companies to verify
staff-need-open = Open
# $count (Number) - how many
need-claimants = { $count ->
    [one] { $count } person has a license that an unverified company shows
   *[other] { $count } people have licenses that unverified companies show
}
need-claimants-text = The code may have leaked. Find out who bought it before you confirm the company.
# $count (Number) - how many
need-owners = { $count ->
    [one] { $count } owner asks for another owner
   *[other] { $count } owners ask for another owner
}
need-owners-text = Check the request, then make the change or decline it.
# $count (Number) - how many
need-lapsed = { $count ->
    [one] { $count } invitation wasn’t activated in time
   *[other] { $count } invitations weren’t activated in time
}
need-lapsed-text = When the company asks for it, clear the registration and invite anew.
# $count (Number) - how many
need-second = { $count ->
    [one] { $count } change of a company waits for a second team member
   *[other] { $count } changes of companies wait for a second team member
}
need-second-text = Approve or decline it, unless you proposed it yourself.

## Rights, jobs, the guide to the API

scope-companies-read = Read companies and their users
scope-companies-write = Change companies: name, country, branches, restoring
job-owner-changes = Carry out changes of owner
api-task-companies = Companies
api-task-companies-text = Find companies and their users, and make the changes that they ask for.

## The audit log

event-viewed = Company viewed
event-searched = Companies searched
event-users-listed = People of the company listed
event-facts-changed = Country or language changed
event-owner-asked = Another owner requested
event-owner-begun = Change of owner proposed by a letter
event-owner-approved = Change of owner approved
event-owner-stopped = Change of owner stopped
event-owner-changed = Owner changed
event-merge-proposed = Merge proposed
event-merged = Another company merged into this one
event-proposal-declined = Proposal declined
event-proposal-withdrawn = Proposal taken back

## Mails

staff-mail-open-company = Open the company
staff-mail-open-users = Open users
# $name (String) - the company
staff-mail-reason-owner = You get this because you own { $name }.
# $name (String) - the company
staff-mail-reason-user = You get this because you’re a user of { $name }.
staff-mail-renamed-title = Your company has a new name
# $before (String) - the name of before
# $now (String) - the name of now
staff-mail-renamed-lead = { $before } is called { $now } from now on.
staff-mail-renamed-links = Links with the old address go on working for your users.
staff-mail-verified-title = Your company is confirmed
# $name (String) - the company
staff-mail-verified-lead = We’ve checked the first license of { $name }. Others can join with the company’s licenses now.
# $into (String) - the company that is left
mail-merged-title = You’re a user of { $into } now
# $from (String) - the double
# $into (String) - the company that is left
mail-merged-lead = Our support has merged { $from } into { $into }, because both are the same company. What you wrote is still yours.
mail-merged-rights = Rights from before don’t come along. If you need some, ask the owner.
mail-merged-into-title = Users from another company
# $count (Number) - how many users
# $from (String) - the double
# $into (String) - the company that is left
mail-merged-into-lead = { $count ->
    [one] { $count } user of { $from } is a user of { $into } now, because our support has merged both companies.
   *[other] { $count } users of { $from } are users of { $into } now, because our support has merged both companies.
}
mail-merged-into-rights = They have no rights yet. Give them those that they need.
# $name (String) - the company
mail-owner-planned-title = { $name } will get a new owner
# $name (String) - the company
mail-owner-planned-lead = Our support has a stamped letter of { $name } that names another owner, and two team members have checked it.
# $next (String) - the new owner
# $due (String) - when
mail-owner-planned-when = { $next } becomes the owner on { $due }.
mail-owner-planned-object = If that is wrong, object until then. One click stops it, and we look at it again.
# $name (String) - the company
mail-owner-next-title = You’re about to own { $name }
# $name (String) - the company
# $due (String) - when
mail-owner-next-lead = A letter of { $name } names you as its new owner. It happens on { $due }.
mail-owner-next-wait = Until then the owner and the administrators can object. You don’t need to do anything.
# $name (String) - the company
mail-owner-changed-title = { $name } has a new owner
# $next (String) - the new owner
# $name (String) - the company
mail-owner-changed-lead = { $next } owns { $name } now.
# $name (String) - the company
mail-owner-changed-you = You own { $name } now.
mail-owner-changed-rights = You have every right in it, and you alone can delete it.
mail-owner-now-all = You’re a user with every right now.
mail-owner-now-user = You’re a user without rights now.
mail-owner-now-gone = You don’t belong to the company anymore. Your personal account isn’t affected.
# $name (String) - the company
mail-owner-stopped-title = The owner of { $name } stays
# $name (String) - the company
mail-owner-stopped-lead = The change of owner of { $name } that we wrote of isn’t made.
# $name (String) - the company
mail-owner-stopped-objected = Somebody has objected to the change of owner of { $name }. It isn’t made; our support looks at it again.
# $name (String) - the company
# $next (String) - who was to be the owner
mail-owner-declined-lead = Our support hasn’t made { $next } the owner of { $name }. You’re still the owner.
# $name (String) - the company
mail-objected-title = Objection to the change of owner of { $name }
# $name (String) - the company
mail-objected-lead = Somebody of { $name } has objected to the change of owner. It is stopped. Look at the letter again.

clear-and-invite = Clear and invite anew
cleared-and-invited = Cleared. A new invitation was sent.
event-cleared-and-invited = Registration cleared, invited anew
staff-no-such-invitation = There’s no such invitation.
staff-not-lapsed = The company can send this invitation itself. Only one that was filled in and not activated in time is cleared here.
staff-address-taken = The address belongs to a company meanwhile, or has another open invitation.
carry-title = Carry data over
carry-text = What a user had goes to another user of the company: their requests, ticked rights and branch. Do it on request, after checking that both are the same person; it works once.
carry-to = Address of the user who gets it
carry-from = Address of the previous user
carry-from-hint = Leave empty for a former user with the same address.
carry-identity = I have checked the person’s identity
carry-button = Carry over
carry-done = Carried over. The user was told.
carry-nobody = No user of this company has this address.
carry-no-former = No former user of this company had this address, or their data were carried over before.
