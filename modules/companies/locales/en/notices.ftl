### Notices to the administrators of a company (COM-13).

notices = Notices
notices-lede = Which emails about the company you get, as one of its administrators.
notices-legend = Email me
notices-hint = The list depends on your rights. When you get a right, its notices are turned on.
notices-owner = As the owner, you always get emails about people who join without an invitation, and about the company’s deletion.
notices-saved = Notices saved.
notices-choose = Choose notices
notices-on = On
notices-off = Off
notice-new-users = when somebody becomes a user of the company
notice-gone-users = when somebody is no longer a user of the company
notice-join-requests = when somebody asks to join the company, or can’t join with its license
notice-licenses = when a license of the company is added, removed, refused or about to expire
notice-contracts = when a support contract of the company begins, changes, runs out of requests or is about to expire
notice-portal = when the portal changes in a way that matters to administrators
stop-notice-title = Turn off these emails
stop-notice-lede = You can turn off this kind of email here, without signing in.
# $kind (String) - when such an email is sent
stop-notice-kind = You get an email { $kind }.
stop-notice-button = Turn off
stop-notice-done = Emails of this kind are off
# $kind (String) - when such an email was sent
stop-notice-done-lede = You’ll no longer get an email { $kind }. You can turn it on again under Notices on the company’s pages.
stop-notice-sign-in = Sign in
stop-notice-dead = This link doesn’t work

mail-product = Product
mail-license = License
mail-users = Show users
mail-licenses = Show licenses
mail-joined-title = New user in your company
# $company (String) - the company's name
# $name (String) - the user's name
mail-joined-lead = { $company } has a new user: { $name }.
mail-gone-title = A user was deleted
# $company (String) - the company's name
# $name (String) - the name of who was a user
mail-gone-lead = { $name } is no longer a user of { $company }.
mail-several-joined-title = New users in your company
# $count (Number) - how many
# $company (String) - the company's name
mail-several-joined-lead = { $count ->
    [one] { $company } has { $count } new user.
   *[other] { $company } has { $count } new users.
}
mail-several-gone-title = Users were deleted
# $count (Number) - how many
# $company (String) - the company's name
mail-several-gone-lead = { $count ->
    [one] { $count } person is no longer a user of { $company }.
   *[other] { $count } people are no longer users of { $company }.
}
# $count (Number) - how many more than those whose names stand before
mail-several-more = { $count ->
    [one] And { $count } more.
   *[other] And { $count } more.
}
mail-license-added-title = License added
# $company (String) - the company's name
# $name (String) - who did it
mail-license-added-lead = A license was added to { $company } by { $name }.
mail-license-removed-title = License removed
# $company (String) - the company's name
# $name (String) - who did it
mail-license-removed-lead = A license was removed from { $company } by { $name }.
mail-license-refused-title = License not added
# $company (String) - the company's name
mail-license-refused-lead = We checked a license that was added to { $company }, and couldn’t accept it.
# $link (String) - the address of the page
mail-stop = Turn these emails off: { $link }
# $company (String) - the company's name
mail-reason-right = You’re receiving this email because of your rights in { $company }.
# $company (String) - the company's name
mail-reason-owner = You’re receiving this email because you own { $company }. The owner always gets it.
# $company (String) - the company's name
mail-reason-user = You’re receiving this email because you’re a user of { $company }.
job-news = Tell administrators what happened in their company

portal-changes = Portal changes
portal-change = Portal change
portal-lede = Tell the administrators of all companies what changes in the portal. Each reads it in their own language.
portal-title = Title
# $language (String) - the name of a language
portal-title-in = Title, { $language }
# $language (String) - the name of a language
portal-text-in = Text, { $language }
# $most (Number) - the most characters
portal-text-wanted = Enter up to { $most } characters.
portal-confirm = Everybody with a right in a company gets an email, unless they turned these emails off.
portal-tick = I’ve checked the texts; an email can’t be taken back
portal-send = Send the emails
portal-done = The emails are on their way.
portal-before = Sent earlier
portal-none = Nothing yet
mail-portal-button = Open the company
event-portal-told = Administrators told of a portal change
job-portal-change = Tell administrators of a portal change
data-notices-off = Emails turned off
