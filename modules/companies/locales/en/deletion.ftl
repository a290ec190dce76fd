### Deleting a company (COM-11).

delete-company = Delete the company
delete-panel = Deletes the company for all of its users. You see what goes before anything happens.
delete-company-lede = Everything below goes for all users at once. Support can restore the company for 24 hours; then it’s gone for good.
goes-title = What will go
goes-what = What
goes-count = Number
goes-becomes = What happens to it
goes-users = lose access to the company and can no longer open requests in its name; their own accounts stay, except those used for the company alone
goes-invitations = Invitations
goes-links = their links stop working
goes-deleted = deleted
goes-branches = Branches
goes-domains = Verified and claimed domains
goes-domains-free = no longer the company’s
goes-services = Own sign-in service
goes-tokens = Tokens of the directory
goes-tokens-end = stop working
goes-directory = Users from the directory
# $count (String) - how many
# $becomes (String) - what becomes of them
goes-line = { $count } – { $becomes }
delete-ask-text = We’ll email you a link. Nothing is deleted until you open it, and enter your password.
delete-tick = I understand that the company is deleted for all of its users
delete-ask-button = Email me the link
delete-sent = Check your email: the link in it leads on, for 7 days.
# $until (String) - when the link ends
delete-waits = You’ve asked for the link already. It works until { $until }; a new one replaces it.
# $name (String) - the company's name
delete-confirm-title = Delete { $name }?
delete-confirm-lede = This is what goes now. Enter your password to delete the company.
delete-since-asked = Something has changed since you asked for the link. The list shows what goes now.
delete-confirm-text = The company is deleted at once. All of its users are told by email.
delete-button = Delete the company
delete-password = Your password
delete-password-first = The company is deleted with your password, and your account has none yet. Set one, and then open the link again.
delete-set-password = Set a password
# $name (String) - the company's name
# $until (String) - until when it can be restored
delete-done = { $name } is deleted. Support can restore it until { $until }.
delete-dead = This link doesn’t work
delete-ask-again = Ask for a new link
company-goes-changed = What would go has changed in the meantime. Look at the list again, and then go on.
company-not-deleted = This company isn’t deleted.
company-restore-late = The 24 hours are over. The company can’t be restored any more.
restorable-until = Can be restored until

event-deletion-asked = Link to delete the company sent
event-deleted = Company deleted
event-restored = Company restored
event-purged = Company permanently deleted
job-deletion-told = Tell a company’s users that it was deleted
job-purge = Purge a deleted company

mail-delete-title = Confirm deletion of the company
# $company (String) - the company's name
mail-delete-lead = You asked to delete { $company }. Open the link and enter your password to delete it.
mail-delete-goes = This is what will go:
mail-delete-button = Delete the company
# $until (String) - when the link ends
mail-delete-after = The link works until { $until }. If you do nothing, everything stays as it is.
mail-delete-not-you = If it wasn’t you, change your password: somebody else is signed in to your account.
# $company (String) - the company's name
mail-deleted-title = { $company } was deleted
# $company (String) - the company's name
# $at (String) - when
mail-deleted-lead = The owner of { $company } deleted the company on { $at }.
mail-deleted-access = You can no longer use its licenses or open requests in its name. Your own account isn’t affected; one that was used for the company alone is deleted with it.
# $until (String) - until when
mail-deleted-restore = If it was a mistake, tell the owner: support can restore the company until { $until }.
# $company (String) - the company's name
mail-restored-title = { $company } is restored
# $company (String) - the company's name
mail-restored-lead = Support has restored { $company }. Everything is as it was before the deletion, and all users can sign in to it again.
mail-restored-button = Open the company
