### Joining a company (COM-1, COM-2, COM-5): registration, activation, invitations, requests, and each dead end.

join-email = Email address
join-date = Date
join-ends = Expires
join-choose = Choose …
join-cancel = Cancel
join-reason = Reason
join-print = Print
join-code = Activation code
join-code-hint = Or choose a key file below.
join-sign-in = Sign in
join-register = Register
join-no-branch = None
join-key-file = Key file
join-key-file-hint = Instead of the code. Up to 64 KB; we read it and don’t keep it.
join-password-new = Password
join-password-again = Password again
join-passwords-differ = The two passwords aren’t the same. Enter them again.
join-support-subject = Joining a company
join-ask-support = Ask support
join-tell-support = What to tell support
join-to-company = Go to the company
join-to-start = Start page
join-dead-title = This link doesn’t work
# $title (String) - the title of a statement
join-accept = I accept: { $title }
# $countries (String) - names of countries
join-accept-where = Needed in: { $countries }
way-company = Register your company
way-company-text = Manage licenses together, with a code or key file from your company.
register-title = Register with your company
register-lede = You need an activation code or key file of your company. If the company is already here, you join it; otherwise you create it.
register-company-hint = As it’s written on the license.
company-email = Company email address
register-kept = We keep this until you open the link that we email you, for 30 days at most.
register-known = Do you belong to a company already?
register-alone = Just for yourself?
register-alone-link = Create a personal account
register-anew = Register again
survey = Email me to ask how good your support was: after a request, and once a year
survey-hint = Optional. After a request you get at most one such email in 14 days. You can withdraw this at any time under Account, with the link in each email, or with a request.
notify-survey = once a year to ask how good the support was
notify-rating = after a request, to ask how good the support was
join-first-missing = Enter your first name.
join-last-missing = Enter your last name.
join-company-missing = Enter the company’s name as it’s written on the license.
join-license-missing = Enter an activation code, or choose a key file.
join-license-twice = Use either the code or the key file, not both.
# $title (String) - the title of a statement
join-not-accepted = Accept “{ $title }” to register.
license-seller = Not sure what’s wrong with the code?
license-seller-link = Find who sold it
without-title = If you don’t accept
without-lede = Without accepting, you can’t have a company account here.
without-remains = What remains possible
without-products = Your products keep running: a license works without an account.
without-invited = Somebody at your company who is one of its users here can manage the licenses for you.
without-ask = Support answers questions without an account, too.
without-again = Back to the form
sent-title = Check your email
# $email (String) - an address
sent-to = We sent an email to { $email }. Its link works for 7 days.
sent-plain = We sent an email to the address that you entered. Its link works for 7 days.
sent-nothing = If nothing arrives
sent-delay = Wait a few minutes: email can be slow.
sent-spam = Look in the folder for junk mail.
sent-known = If the address already belongs to a company, the email says how you sign in.
sent-typing = Check the address. If it’s wrong, register again.
sent-again = Send the email again
sent-again-done = We sent the email again, unless one just went out.
activate-title = Activate your company account
# $email (String) - an address
activate-lede = This is for { $email }.
activate-sign-in = This address has an account. Sign in to it, and go on from there.
activate-button = Activate
link-unknown = This link isn’t valid, or a newer one was sent. Use the newest email.
link-ended = This link has expired: it worked for 7 days. We can send it again.
link-ended-for-good = This link has expired, and it was sent again three times. Register again.
link-used = This link was used already. The company account is active.
link-lapsed = The registration wasn’t activated within 7 days. Only support can clear it and invite you again.
lapsed-request = The registration of an invitation wasn’t activated in time. Clear it, and invite me again.
other-account = Another account is signed in. Sign out first, or stay as you are.
accept-account-gone = Your account was deleted meanwhile, so you can’t accept the invitation.
accept-domain = By now the company only takes addresses of its own domains, and yours isn’t one of them. Ask who invited you to invite your address there.
other-title = Which account?
# $wanted (String) - an address
# $here (String) - an address
other-lede = This link is for { $wanted }. You’re signed in as { $here }.
other-kept = Nothing has been used up: the link keeps working.
# $email (String) - an address
other-go-on = Go on as { $email }
# $email (String) - an address
other-stay = Stay as { $email }
cannot-join-title = You can’t join with this
belongs-lede = Your address already belongs to a company. A person can be in one company only.
belongs-title = If you want to change companies
belongs-new = Register with the address that you have in the new company.
belongs-carry = Ask support to carry your data over to it.
belongs-delete = Then delete the old one.
joining-title = Joining a company
joining-lede = What’s left to do before you belong to a company.
joining-waiting = Your registration
joining-asked = Your request to a company
joining-none = No company
joining-none-text = Register with a code or key file of your company, or ask one of its users to invite you.
why-closed = The company that holds this license doesn’t let people join with it. Its administrators can invite you.
why-unverified = We’re still checking this license. Nobody else can join with it until then; try again in a few days.
why-several = Several companies hold this license, and your address doesn’t say which one is yours. Its administrators can invite you.
why-domain = The company only takes addresses of its own domain. Register with your address there, or ask its administrators.
tell-text = We can tell the company’s administrators your name and address, so that they can invite you. Once a day.
tell-button = Tell the administrators
told-done = We told the administrators.
told-today = The administrators were told today. You can tell them again tomorrow.
# $company (String) - a company
invitation-title = Invitation to { $company }
# $name (String) - a person
# $company (String) - a company
invitation-by = { $name } invites you to join { $company }.
# $company (String) - a company
invitation-lede = You’re invited to join { $company }.
invitation-accept = Accept the invitation
invitation-decline = Decline
invitation-sees = The company sees your name, country, branch, rights and whether you use two-step verification. Your licenses and everything else of your own stay yours.
invitation-ask = Ask for another invitation
invitation-unknown = This invitation isn’t valid, or a newer one was sent. Use the newest email.
invitation-expired = This invitation has expired: it was valid for 7 days.
invitation-withdrawn = This invitation was taken back.
invitation-declined = You declined this invitation.
invitation-used = This invitation was accepted already.
invitation-registered = You’ve filled in the form. Go on with the link that we emailed you.
invitation-company-gone = The company no longer exists here.
invitation-over = This invitation can’t be taken back any more.
invitation-others = Somebody else sent this invitation. Taking it back takes the right “Manage users”.
declined-title = Invitation declined
# $company (String) - a company
declined-lede = You won’t join { $company }. Whoever invited you has been told.
asked-title = We passed it on
# $company (String) - a company
asked-lede = Whoever invited you to { $company } has been told that you want another invitation.
asked-today = You asked for another invitation today. You can ask again tomorrow.
invitations-title = Invitations
invitations-lede = People who were invited and haven’t joined yet. A link works for 7 days; each address can be invited three times.
invitations-none = No invitations
invitations-none-text = People whom you invite appear here until they join.
invite-title = Invite a user
invite-button = Send invitation
invite-lang = Language of the email
invite-term = The link works for 7 days. You and the owner are told when they accept.
invite-no-rights = They join without rights. Giving rights takes the right “Manage users”.
invite-rights-hint = You can only give rights that you have.
invite-again = Send again
invite-withdraw = Take back
invite-withdrawn-done = The invitation was taken back.
invited-again-done = The invitation was sent again. The previous link no longer works.
# $email (String) - an address
invited-done = Invitation sent to { $email }.
invited-by = Invited by
invited-sent = Sent
invited-expired = Expired
invited-registered = Registered, not activated
invited-lapsed = Not activated in time
invited-accepted = Accepted
invited-declined = Declined
invited-withdrawn = Taken back
invited-late = Not delivered yet
invited-late-hint = Check the address. If it’s wrong, take the invitation back and send a new one.
invited-lapsed-hint = Ask support to clear the registration and invite them again.
invite-taken = This address already belongs to a company, and can’t be invited.
invite-already = An invitation to this address is under way. Send it again from the list.
invite-registered = This person has registered. The activation is all that’s missing.
invite-lapsed = This person registered and didn’t activate in time. Ask support to clear it and invite them again.
invite-thrice = This address was invited three times. Ask support if it needs to be more.
invite-domain = The company only takes addresses of its own domains.
invite-fifty = The company has sent 50 invitations today. Send more tomorrow.
invite-enough = This address can’t get more invitation emails today. Try again tomorrow.
requests-title = Requests to join
nav-joining = Requests to join
requests-lede = People who have a license of the company and want to join it.
requests-waiting = Waiting for an answer
requests-none = Nobody is waiting.
request-admit = Admit
request-decline = Decline
request-admitted-done = They’re a user of the company now, without rights.
request-declined-done = The request was declined.
request-over = This request was answered already, or has expired.
owner-gone-link = Has the owner left?
owner-gone-title = The owner has left
# $owner (String) - a person
owner-gone-lede = Support can change the owner if you send an official letter with the company’s stamp. Current owner: { $owner }.
owner-asks = If the owner is still with the company, they can ask support themselves, without a letter.
owner-new = New owner
owner-new-email = New owner’s email address
owner-reason = Reason
owner-letter = Show the letter
owner-letter-title = Letter: another owner
owner-letter-lede = Print it, have it signed and stamped, and send it to support. We keep none of it here.
owner-signature = Signature and stamp: ______________________________
event-company-registered = Registered with a company
event-second-claim = Second person with a license that’s being checked
event-join-asked = Request to join
event-join-admitted = Request admitted
event-join-declined = Request declined
event-administrators-told = Administrators told of somebody who can’t join
event-invited = Invitation sent
event-invited-again = Invitation sent again
event-invitation-withdrawn = Invitation taken back
event-invitation-declined = Invitation declined
event-invitation-filled-in = Form of an invitation filled in
event-invitation-accepted = Invitation accepted
event-invitations-refused = Many addresses of companies invited in a day
registration-record = Registration with a company
mail-link-term = The link works for 7 days.
mail-activate-title = Activate your company account
# $brand (String) - the vendor
mail-activate-lead = Somebody registered this address with a company at { $brand }. If it was you, activate the account.
mail-activate-button = Activate
mail-activate-other = If it wasn’t you, do nothing: no account comes of it, and we erase what was entered after 30 days.
# $brand (String) - the vendor
mail-activate-reason = You get this because somebody entered this address at { $brand }.
mail-active-title = Your company account is active
# $brand (String) - the vendor
mail-active-lead = You can use { $brand } in your company’s name now.
mail-active-switch = In the header you switch between the company and your personal account.
# $brand (String) - the vendor
mail-member-reason = You get this because you belong to a company at { $brand }.
mail-known-title = You already belong to a company
# $brand (String) - the vendor
mail-known-lead = Somebody registered this address with a company at { $brand }. It already belongs to one, so nothing was changed. Sign in to see it.
# $link (String) - an address of a page
mail-known-forgot = If you’ve forgotten the password: { $link }
mail-known-other = If it wasn’t you, do nothing.
# $company (String) - a company
# $company (String) - a company
mail-administrator-reason = You get this because you look after the users of { $company }.
mail-asked-title = Somebody asks to join your company
# $company (String) - a company
mail-asked-lead = Somebody with a license of { $company } asks to join it.
mail-asked-button = Answer
mail-asked-term = Without an answer the request expires after 30 days.
# $company (String) - a company
mail-asked-reason = You get this because you asked to join { $company }.
# $company (String) - a company
mail-admitted-title = You’re a user of { $company } now
# $company (String) - a company
mail-admitted-lead = Your request to join { $company } was approved.
# $company (String) - a company
mail-declined-title = { $company } declined your request
# $company (String) - a company
mail-declined-lead = Your request to join { $company } was declined.
mail-declined-way = Talk to an administrator of the company: they can invite you.
mail-cannot-title = Somebody can’t join your company
# $company (String) - a company
mail-cannot-lead = Somebody with a license of { $company } wants to join it and can’t.
mail-cannot-ways = If you know them, invite them, or change who can join with a license.
# $company (String) - a company
mail-invited-title = Invitation to { $company }
# $name (String) - a person
# $company (String) - a company
# $brand (String) - the vendor
mail-invited-lead = { $name } invites you to join { $company } at { $brand }.
# $company (String) - a company
# $brand (String) - the vendor
mail-invited-lead-plain = You’re invited to join { $company } at { $brand }.
mail-invited-button = See the invitation
mail-invited-other = If you don’t know the company, decline on that page or do nothing.
# $company (String) - a company
mail-invited-reason = You get this because an administrator of { $company } entered your address.
mail-accepted-title = Invitation accepted
# $company (String) - a company
mail-accepted-lead = Somebody who was invited has joined { $company }.
mail-accepted-less = They didn’t get all the rights of the invitation: whoever invited them doesn’t have these rights any more, or has left.
mail-refused-title = Invitation declined
# $email (String) - an address
# $company (String) - a company
mail-refused-lead = { $email } doesn’t want to join { $company }.
mail-wanted-title = Somebody asks for another invitation
# $email (String) - an address
# $company (String) - a company
mail-wanted-lead = { $email } asks for another invitation to { $company }: the previous one has ended.
