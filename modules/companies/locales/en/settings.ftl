### Settings of a company (COM-2, COM-4, COM-10, COM-14).

settings = Settings
settings-save = Save
settings-cancel = Cancel
settings-saved = Settings saved.
settings-name-by-support = Support changes the name on request.
settings-people = People and lists
settings-join = People who have a license of the company
settings-join-hint = They register with its activation code or key file.
join-open = join as users without rights
join-approve = ask, and an administrator decides
join-closed = can’t join; they need an invitation
settings-domains = Only addresses of the company’s domains
settings-domains-box = Only people with an address of the company’s domains can join and be invited
settings-domains-hint = Users who are here already stay.
settings-lang = Language of the lists
settings-lang-hint = Names are sorted in the order of this language. Each person reads the pages in their own.
settings-on = on
settings-off = off
# $what (String) - the name of a setting
before = { $what } (before)
company-state-active = Active
company-state-unverified = Awaiting verification
company-state-deleted = Deleted
company-changed = Somebody else has changed the company in the meantime. Check the settings and save again.
company-join-by-license = Choose one of the answers.
company-no-domain = The company has no verified domain yet, so nobody could join. Verify a domain first.
company-lang = Choose a language from the list.

factor-title = Set up two-step verification
# $name (String) - the company's name
factor-lede = { $name } requires two-step verification. You can’t open its pages until you’ve set it up. Your personal account isn’t affected.
factor-steps = How to go on
factor-step-app = Connect an authenticator app or add a passkey on the Security page.
factor-step-codes = Save your recovery codes.
factor-step-back = Come back here, or choose the company in the switcher at the top.
factor-set-up = Open Security
factor-again = I’ve set it up
factor-title-settings = Two-step verification
factor-settings-lede = The company can require two-step verification of all its users.
factor-required = The company’s users need two-step verification.
factor-not-required = The company’s users don’t need two-step verification.
factor-change = Change
factor-box = Users need two-step verification
factor-box-hint = Users without it can’t open the company’s pages until they’ve set it up. Nobody is removed, and their own accounts aren’t affected.
factor-own = You don’t have two-step verification yet.
company-own-factor-first = Set up two-step verification for yourself first, then require it of everybody.

event-settings-changed = Company settings changed
event-factor-required = Two-step verification required
event-factor-free = Two-step verification no longer required
event-renamed = Company renamed
event-notices-changed = Notices chosen
job-sort-names = Sort a company’s names in another language
