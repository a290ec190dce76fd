# People of a company: their pages, rights, blocking, leaving, mails.
branches = Branches
branches-lede = The company’s branches. To add or remove one, ask support.
branches-ask = Add or remove a branch
branches-none = The company has no branches. To add one, ask support.
branch-hint = Branches are added and removed by support on request.
none-chosen = Not given
save = Save
cancel = Cancel
member-data = Name, country and branch
member-saved = Details saved.
address = Email address
factor = Two-step verification
factor-on = On
factor-off = Off
rights-question = What may this user do?
rights-hint = Every user can use what the company has, and see their own requests. Whoever may answer others’ requests also sees them.
# $rights (String) - names of rights
rights-hint-some = You can give and take only the rights that you have yourself. You don’t have: { $rights }.
rights-hint-own = You can only give up your own rights. Only another administrator or the owner can give them back.
rights-change = Change rights
rights-proof = Before you change rights, we’ll ask you to confirm that it’s you.
# $rights (String) - names of rights
rights-of-groups = From the company’s directory, and changed only there: { $rights }.
rights-saved = Rights saved. The user gets an email.
owner-has-all = The owner has every right. Only support can change the owner, on request.
no-rights = None
user-doings = Access
user-doings-text = A blocked user stays in the list and keeps their rights for later. Their personal account isn’t affected by anything here.
access-owner = The owner can’t be blocked or removed. Support changes the owner on request.
# $rights (String) - the rights
access-more = You can’t block or remove this user, because they have rights that you don’t: { $rights }.
mail-password = Send a password link
password-mailed = Link sent to the user’s mailbox.
password-mailed-you = Link sent. Check your mailbox.
block = Block
unblock = Unblock
blocked-done = User blocked.
unblocked-done = User unblocked.
remove-user = Remove user
# $name (String) - a person's name
remove-title = Remove { $name } from the company?
remove-lede = They lose access to the company at once.
remove-text = Their name is erased. Their requests stay with the company under “Former user”. Their personal account goes on, unless they have only used it for the company: then it’s deleted too. They can be invited again.
remove-tick = I understand that this user loses access to the company
removed-done = User removed.
block-all = Block all users
block-all-title = Block all users?
block-all-lede = For an emergency: nobody but you and the people listed below can use the company’s pages until you unblock them.
block-all-passed = Not blocked
block-all-you = You
# $name (String) - a person's name
block-all-owner = { $name }, the owner
# $name (String) - a person's name
block-all-above = { $name }, who has rights that you don’t have
# $count (Number) - how many
block-all-text = { $count ->
    [one] { $count } user will be blocked and gets an email.
   *[other] { $count } users will be blocked. Each gets an email.
}
# $count (Number) - how many at once
block-all-parts = At most { $count } are blocked at a time. Press the button again for the rest.
block-all-tick = I understand that these users lose access to the company at once
block-all-nobody = There’s nobody left to block.
# $count (Number) - how many
block-all-done = { $count ->
    [0] Nobody was blocked.
    [one] { $count } user blocked.
   *[other] { $count } users blocked.
}
unblock-all = Unblock all users
# $count (Number) - how many
unblock-all-text = { $count ->
    [one] { $count } user is blocked by administrators. Users blocked by the company’s directory stay blocked.
   *[other] { $count } users are blocked by administrators. Users blocked by the company’s directory stay blocked.
}
# $count (Number) - how many
unblock-all-done = { $count ->
    [0] Nobody was unblocked.
    [one] { $count } user unblocked.
   *[other] { $count } users unblocked.
}
not-saved = Nothing was saved
what-you-typed = What you entered
stored-now = Stored now
stored-now-text = Somebody changed this user while you had the page open. Compare, and save again if your version is right.
to-company = To the company
me = My details
me-lede = How the company knows you. The name in your account is separate.
sign-in-panel = Sign-in
address-change = Use another address
mail-me-password = Email me a password link
password-how = To change your password, we email you a link. It works for one hour.
current-password = Current password
leave = Leave the company
# $name (String) - the company's name
leave-title = Leave { $name }?
leave-lede = You lose access to the company. You decide whether your personal account goes too.
leave-owner = You’re the owner, so you can’t leave. Ask support to make somebody else the owner, or delete the company.
leave-what = What happens
leave-name = Your name, country and branch in the company are erased at once.
leave-requests = Your requests stay with the company under “Former user”.
leave-again = The same address can join again later. That doesn’t bring back what you had; support can, after checking that it’s you.
leave-how = We email you a link. It works for 7 days and asks for your password. Nothing changes until then.
leave-tick = I understand that I’ll lose access to the company
leave-button = Email me the link
leave-mailed = Link sent. Check your mailbox.
leave-confirm-lede = Enter your password to leave.
leave-account = What happens to your personal account?
leave-keeps = It stays
leave-keeps-hint = Your licenses, devices and sign-in go on.
leave-all = It’s deleted too
leave-all-hint = Your address, profile and licenses are erased, at once and for good.
leave-final = You’ll no longer be a user of the company.
leave-final-tick = I understand that this can’t be undone
leave-dead = This link doesn’t work
leave-no-password = Your account has no password yet, because you sign in with another service. Set one first, then open the link again.
leave-set-password = Set a password
left = You’ve left the company. Your personal account stays.
address-title = Use another email address
# $address (String) - an email address
address-lede = The company knows you as { $address }. This address can’t be changed. You get another one this way, and lose nothing:
address-steps = How it works
address-step-invite = Ask an administrator to invite the new address, and join the company with it. That’s a new account.
address-ask = Another address, and the data of the old account
address-step-carry = Ask support to carry your data over to the new account: requests, contacts, rights and branch. We check that both are yours.
address-step-leave = Then leave the company with the old account.
address-lost = If you can’t get in
address-lost-password = Forgot the password: ask for a link on the page below, also without signing in.
address-lost-mailbox = Lost the mailbox: tell an administrator of your company. They can block the old user and invite your new address.
address-forgot = Forgotten password

company-first-name-missing = Enter a first name.
company-last-name-missing = Enter a last name.
company-too-long = Use up to 100 characters.
# $character (String) - a code point
company-unprintable = This contains a character that can’t be used ({ $character }).
company-no-country = Choose a country from the list.
company-member-changed = Somebody changed this user while you had the page open. Nothing was saved yet.
company-not-ticked = Tick the box to go on.
# $hours (Number) - hours to wait
company-mails-too-often = Too many emails for today. Try again in { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
}.
company-no-sign-in-yet = Nobody can sign in with this user’s account yet.
company-leave-link = The link is too old, was made for another account, or has been used.
company-branch-replacement = Choose another branch of the company for the users of this one.
company-carry-same = Choose two different users.
company-carry-request = Enter the request, in up to 40 characters.
company-carry-identity = Tick the box once you’ve checked who the person is.
company-carried-before = This user’s data has already been carried over.
company-carry-other-address = The former user had another address. Only a user with the same address can get this history.

event-member-changed = User’s details changed
event-rights-changed = User’s rights changed
event-blocked = User blocked
event-unblocked = User unblocked
event-all-blocked = All users blocked
event-all-unblocked = All users unblocked
event-password-mailed = Password link sent
event-leaving-asked = Link for leaving sent
event-branch-removed = Branch removed
event-carried-over = User’s data carried over
changed = Changed
how-many = Users
branch-replacement = Replaced by
carried-from = From user
request = Request

mail-to-company = To the company
mail-to-account = To your account
mail-ask-administrator = If you think this is a mistake, ask an administrator of the company.
# $name (String) - the company's name
mail-reason-former = You get this email because you were a user of { $name }.
# $name (String) - the company's name
mail-blocked-title = { $name } blocked your access
# $name (String) - the company's name
mail-blocked-lead = An administrator of { $name } blocked your access to the company.
mail-blocked-own = Your personal account isn’t affected.
# $name (String) - the company's name
mail-unblocked-title = { $name } unblocked your access
# $name (String) - the company's name
mail-unblocked-lead = You can use { $name } again.
# $name (String) - the company's name
mail-removed-title = You’re no longer a user of { $name }
# $name (String) - the company's name
mail-removed-lead = An administrator of { $name } removed you from the company.
mail-removed-own = Your name there was erased. Your personal account stays as it is.
# $name (String) - the company's name
mail-left-title = You’ve left { $name }
# $name (String) - the company's name
mail-left-lead = You’re no longer a user of { $name }. Your name there was erased.
mail-left-again = Your personal account stays. The same address can join again later.
mail-carried-title = Your data was carried over
# $name (String) - the company's name
mail-carried-lead = Support carried over what you had at { $name } to your account here.
mail-carried-old = If you still have the old account, you can now leave the company with it.
# $name (String) - the company's name
mail-leave-title = Confirm that you’re leaving { $name }
# $name (String) - the company's name
mail-leave-lead = Open the link and enter your password to leave { $name }. Nothing changes until then.
mail-leave-button = Leave the company
mail-leave-term = The link works for 7 days.
mail-leave-other = If you didn’t ask for this, do nothing, and change your password.
mail-password-title = Set a new password
# $name (String) - the company's name
mail-password-lead = An administrator of { $name } sent you this link so that you can set a new password.
mail-password-own = You asked for this link to set a new password.
mail-password-button = Set password
# $at (String) - until when
mail-password-term = The link works until { $at }.
mail-password-other = If you don’t need it, do nothing. Your password stays as it is.
mail-rights-title = Your rights have changed
# $name (String) - the company's name
mail-rights-lead = At { $name } you now have these rights:
# $name (String) - the company's name
mail-rights-none = At { $name } you no longer have special rights. You can still use what the company has, and see your own requests.
blocked-by-person = by an administrator
blocked-by-directory = by the company’s directory
blocked-by-both = by an administrator and by the company’s directory: each unblocks separately
company-blocked-next = You can also leave the company.
# $link (String) - an address of a page
mail-blocked-leave = You can also leave the company: { $link }
mail-removed-gone = Your account was used for the company alone, so it was deleted too.
