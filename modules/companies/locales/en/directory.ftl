### Domains, own sign-in and directory of companies (COM-14).

own-sign-in = Domains, sign-in and directory
domains = Domains
domain = Domain
domains-lede = Prove that an email domain belongs to the company. People with an address of it can then join without approval, and the company’s sign-in and directory can add users of it.
domains-none = No domains yet.
domain-claim = Add a domain
domain-claim-button = Add domain
domain-hint = The part of the address after @, such as example.com.
domain-subdomains = Subdomains count too
domain-subdomains-hint = For example mail.example.com as well as example.com.
domain-claimed = Domain added. Now create the DNS record.
domain-removed = Domain removed.
domain-not-removed = Nothing was removed. Check the box to confirm.
domain-remove = Remove domain
domain-remove-text = Users whom the domain brought stay. New ones no longer join without approval, and the directory can’t add any.
domain-remove-tick = I understand what the company loses with this domain
domain-check = Check now
domain-looked = We asked the name servers. See below what came back.
domain-now-verified = The domain is verified.
domain-now-contested = The record is there, but another company has verified this domain before. Support decides.
domain-record = Create this TXT record with your DNS provider:
domain-record-kept = Keep this TXT record with your DNS provider. We look for it every day.
domain-record-name = Name of the record
domain-record-value = Value of the record
domain-record-wait = New records often take 20 minutes to become visible, sometimes an hour. Leave the record in place: we look for it every day.
domain-counts = Covers
domain-asked = Record checked
domain-came-back = Answer
domain-not-asked = We haven’t asked yet.
domain-next = Next check
domain-never = Never
domain-pending = Waiting for the record
domain-pending-text = The domain has no effect yet.
domain-verified = Verified
domain-verified-text = The record was there when we last looked.
domain-failing = Record missing
domain-failing-text = Restore the record. After three days without it the domain is lost.
domain-lost = Lost
domain-lost-text = Add the domain again to get a new record.
domain-contested = With support
domain-contested-text = Another company has verified this domain before. Support decides whose it is.
domain-missing = Enter a domain.
domain-malformed = This isn’t a domain. Enter one such as example.com.
domain-public-suffix = Many organizations have names under this domain. Enter your own, such as example.co.jp.
domain-free-mail = Anyone can get an address of this domain. Enter a domain that belongs to the company.
domain-not-public = This domain exists only inside networks. Enter one that’s on the internet.
domain-already = The company has added this domain already. You’ll find it on this page.
domain-too-many = A company can have 20 domains. Remove one first.
domain-gone = The domain was removed meanwhile.
domain-decided = This was decided already.
found-records = These text records were found:
found-no-records = The name exists, but has no text records.
found-no-name = There’s no such name yet.
# $code (String) - the name server's code
found-failed = The name server answered with an error: { $code }. We’ll try again; it doesn’t count as missing.
found-silent = The name servers didn’t answer in time. We’ll try again; it doesn’t count as missing.
found-unreachable = We couldn’t reach a name server. We’ll try again; it doesn’t count as missing.
found-broken = The answer couldn’t be understood. We’ll try again; it doesn’t count as missing.
job-domains = Check companies’ domains
contested = Contested domains
contested-lede = Two companies have proven the same email domain. Decide whose it is; both owners are told.
contested-none = No domain is contested.
contested-by = Claimed by
contested-since = Claimed on
contested-held = Held by
# $company (String) - the company's name
contested-give = Give to { $company }
contested-refuse = Refuse claim
contested-done = Decided. Both owners were told.
# $domain (String) - a domain
contested-alarm = Two companies claim { $domain }
contested-open = Decide
# $domain (String) - a domain
mail-domain-verified-title = Domain verified: { $domain }
# $domain (String) - a domain
# $company (String) - the company's name
mail-domain-verified-lead = The domain { $domain } of { $company } is verified. People with an address of it can join without approval.
# $domain (String) - a domain
mail-domain-back-title = DNS record found again: { $domain }
# $domain (String) - a domain
# $company (String) - the company's name
mail-domain-back-lead = The DNS record of { $domain } is there again. The domain stays with { $company }.
# $domain (String) - a domain
mail-domain-missing-title = DNS record missing: { $domain }
# $domain (String) - a domain
# $company (String) - the company's name
mail-domain-missing-lead = The DNS record that proves { $domain } for { $company } is missing. If we don’t find it on the next two days either, the domain is lost. Restore the record.
# $domain (String) - a domain
mail-domain-lost-title = Domain lost: { $domain }
# $domain (String) - a domain
# $company (String) - the company's name
mail-domain-lost-lead = { $company } no longer has the domain { $domain }. Its users stay. To prove the domain again, add it anew.
# $domain (String) - a domain
mail-domain-contested-title = Another company has this domain: { $domain }
# $domain (String) - a domain
# $company (String) - the company's name
mail-domain-contested-lead = { $company } has proven { $domain }, but another company has verified this domain before. Support decides and will tell you.
mail-domain-button = Open domains
# $domain (String) - a domain
mail-domain-staff-title = Two companies claim a domain: { $domain }
# $domain (String) - a domain
# $company (String) - the company's name
mail-domain-staff-lead = { $company } has proven { $domain }, which another company has verified before. Decide whose it is.
mail-domain-staff-button = Decide
mail-domain-staff-reason = You’re receiving this email because support and administrators decide about contested domains.
mail-owner-button = Open settings
mail-owner-not-you = If this wasn’t you or somebody you trust, change it in the settings, and change your password.
# $company (String) - the company's name
mail-owner-reason = You’re receiving this email because you own { $company }.
# $company (String) - the company's name
mail-sso-on-title = Company sign-in turned on: { $company }
# $company (String) - the company's name
mail-sso-on-lead = Users of { $company } can now sign in with the company’s own service.
# $company (String) - the company's name
mail-sso-off-title = Company sign-in turned off: { $company }
# $company (String) - the company's name
mail-sso-off-lead = Users of { $company } no longer sign in with the company’s own service. Sessions opened by it have ended.
# $company (String) - the company's name
mail-sso-required-title = Company sign-in required: { $company }
# $company (String) - the company's name
mail-sso-required-lead = Users of { $company } now have to sign in with the company’s own service. You can still come in with your password and second step.
# $company (String) - the company's name
mail-sso-optional-title = Company sign-in optional: { $company }
# $company (String) - the company's name
mail-sso-optional-lead = Users of { $company } can use the company again after signing in with their own accounts.
# $company (String) - the company's name
mail-sso-aside-title = Owner signed in without the company’s service: { $company }
# $company (String) - the company's name
mail-sso-aside-lead = You opened { $company } with your password and second step instead of the company’s own service.
# $company (String) - the company's name
mail-scim-token-title = New directory token: { $company }
# $company (String) - the company's name
mail-scim-token-lead = A token was created with which a directory can add, change and block users of { $company }.
# $company (String) - the company's name
mail-scim-owner-title = Your directory tried to remove you: { $company }
# $company (String) - the company's name
mail-scim-owner-lead = The directory of { $company } wanted to deactivate or delete you. We refused: a company always has its owner. Ask support to make somebody else the owner first.
# $company (String) - the company's name
mail-sso-changed-title = Company sign-in changed: { $company }
# $company (String) - the company's name
mail-sso-changed-lead = The provider of the company sign-in of { $company } was changed. The sign-in is off until you’ve tested it and turned it on again.
# $company (String) - the company's name
mail-scim-ended-title = Directory token ended: { $company }
# $company (String) - the company's name
mail-scim-ended-lead = A token of the directory of { $company } was ended. A directory that uses it can’t change anything any more.
# $company (String) - the company's name
mail-scim-group-title = Directory group changed: { $company }
# $group (String) - the group's name
# $company (String) - the company's name
mail-scim-group-lead = What the group “{ $group }” of the directory of { $company } gives its members was changed.
# $company (String) - the company's name
mail-domain-removed-title = Domain removed: { $company }
# $domain (String) - the domain
# $company (String) - the company's name
mail-domain-removed-lead = The domain { $domain } was removed from { $company }. Users whom it brought stay.
# $company (String) - the company's name
mail-directory-title = You’re now a user of { $company }
# $company (String) - the company's name
mail-directory-lead = { $company } has created an account for you through its directory.
mail-directory-password = To sign in, set a password first.
mail-directory-set = Set password
mail-directory-sign-in = Sign in
# $company (String) - the company's name
mail-directory-reason = You’re receiving this email because { $company } added your address.
# $company (String) - the company's name
mail-directory-invites-title = Invitation: { $company }
# $company (String) - the company's name
mail-directory-invites-lead = { $company } wants to add you as a user. You have an account already, so nothing happens unless you accept.
mail-directory-invites-button = Open invitation
mail-directory-invites-after = If you do nothing, the invitation expires after 7 days.
# $company (String) - the company's name
mail-directory-invites-reason = You’re receiving this email because { $company } added your address to its directory.
# $name (String) - the company's name
mail-blocked-lead-directory = The directory of { $name } blocked your access to the company.
# $name (String) - the company's name
mail-removed-lead-directory = The directory of { $name } removed you from the company.
sso = Company sign-in
sso-lede = Let users sign in with the company’s own OpenID Connect provider, such as Entra ID, Okta or Keycloak.
sso-provider = Provider
sso-enter = Connect a provider
sso-change = Change the provider
sso-issuer = Issuer
sso-issuer-hint = The provider’s address, such as https://login.example.com. We read the rest from it.
sso-client = Client ID
sso-secret = Client secret
sso-secret-hint = Leave empty to keep the one that’s stored, or if the provider gave none.
sso-jit = Add people of the company’s verified domains when they first sign in
sso-jit-hint = They get no rights. Otherwise only users of the company can come in.
sso-mfa = Trust the provider about two-step verification
sso-mfa-hint = If the company requires two-step verification, the provider’s word that it was used is enough.
sso-save = Save provider
sso-saved = Provider saved. Register the callback address with it, then test it.
sso-back = Callback address, to register with the provider
sso-address = Sign-in address for users
sso-draft = Not tested
sso-ready = Tested
sso-on = On
sso-required = Required
sso-yes = Yes
sso-no = No
sso-tested-at = Last test
sso-users = Users who have signed in with it
sso-test = Test sign-in
sso-test-text = Sign in at the provider yourself first. Within an hour after that you can turn it on.
sso-tested = The test worked. You can turn the sign-in on within an hour.
sso-turn-on = Turn on
sso-turn-off = Turn off
sso-turn-required = Require it
sso-turn-optional = Make it optional
sso-is-on = Company sign-in turned on.
sso-is-off = Company sign-in turned off.
sso-is-required = Company sign-in is required now.
sso-is-optional = Company sign-in is optional now.
sso-remove = Remove provider
sso-remove-text = Users stay, and sign in with their own accounts. Sessions opened by the provider end.
sso-remove-tick = I understand that users can’t sign in with it any more
sso-removed = Provider removed.
sso-not-removed = Nothing was removed. Check the box to confirm.
sso-issuer-missing = Enter the provider’s address.
sso-issuer-wrong = This isn’t the address of a provider. Enter one such as https://login.example.com.
sso-issuer-plain = The address must begin with https.
sso-issuer-silent = We couldn’t read an OpenID Connect description from this address. Check it, and that the provider can be reached from the internet.
sso-client-missing = Enter the client ID that the provider gave you, up to 500 characters.
sso-secret-long = Enter a secret of up to 500 characters.
sso-none = Connect a provider first.
sso-untested = Test the sign-in first. It can be turned on within an hour after your own test.
sso-off = Turn the company sign-in on first.
sso-owner-factor = Turn on two-step verification for your own account first. It’s your way in when the provider is down.
sso-other = Another provider was entered meanwhile. Test that one.
sso-taken = Another user of the company has already signed in with this account at the provider.
sso-not-on = This company sign-in isn’t on. Sign in with your own account.
sso-no-address = The provider gave no email address that can be used. Ask your company’s administrators.
sso-unverified = The provider says that your email address isn’t verified. Verify it there first.
sso-other-domain = Your email address isn’t of a verified domain of the company. Ask your company’s administrators for an invitation.
sso-not-invited = You aren’t a user of the company yet. Ask its administrators for an invitation.
sso-elsewhere = You belong to another company already. A person can be a user of one company.
sso-somebody-else = Somebody else is signed in in this browser, or the address is of another account. Sign out, and try again.
sso-over = That took too long, or was begun in another browser. Start again.
sso-own-sign-in = Sign in with my own account
# $company (String) - the company's name
sso-connect-title = Connect to { $company }?
# $email (String) - an email address
# $company (String) - the company's name
sso-connect-prove = { $email } has an account of its own. Sign in to it once; after that, the sign-in of { $company } is enough.
# $email (String) - an email address
# $company (String) - the company's name
sso-connect-text = The sign-in of { $company } will open the company for { $email }. It doesn’t open your own side of the account.
sso-connect-button = Connect
sso-connected = Connected. Next time the company’s sign-in is enough.
sso-refused-title = You couldn’t be signed in
sso-failed-title = The company’s sign-in didn’t work
sso-declined = The sign-in was canceled at the company’s service.
sso-away = The company’s sign-in service doesn’t answer. Try again in a few minutes.
sso-wrong = The answer of the company’s sign-in service couldn’t be used. Tell your company’s administrators.
sso-again = Try again
sso-owner-way = Are you the company’s owner?
# $company (String) - the company's name
sso-due-title = Sign in to { $company }
sso-due-button = Go to the company’s sign-in
sso-aside-text = As the owner you can also come in with your password and second step. This is recorded, and you get an email.
sso-aside-button = Come in as the owner
scim = Directory
scim-lede = Let the company’s directory, such as Entra ID or Okta, add, change and block users by SCIM 2.0.
scim-connect = Connection
scim-connect-text = Enter this address and a token in the directory. Users and groups can be assigned there.
scim-base = Address (tenant URL)
scim-token-made = Created
scim-tokens = Tokens
scim-tokens-none = No tokens yet. Create one to connect the directory.
scim-token-make = Create token
scim-token-new = New token
scim-token-once = Copy the token now. It’s shown only this once, and works for a year.
scim-token-kept = I’ve stored the token
scim-token-ends = Expires
scim-token-used = Last used
scim-token-end = Revoke
scim-token-ended = Token revoked.
scim-two-tokens = There are two tokens already. Revoke one first.
scim-rules = What the directory can do
scim-rules-domains = It can add people with addresses of the company’s verified domains. Whoever has an account of their own is invited, and decides.
scim-rules-accounts = Deactivated users are blocked at once and keep their rights; only the directory lets them in again. Deleted ones leave the company.
scim-rules-owner = The owner can’t be deactivated or deleted by it.
scim-groups = Groups
scim-group = Group
scim-groups-lede = Choose which rights and which branch a group of the directory gives to its users. Rights that people gave by hand stay as they are.
scim-groups-none = The directory hasn’t sent any groups yet.
scim-group-change = Change rights and branch
scim-group-save = Save group
scim-group-saved = Group saved.
scim-no-branch = None
scim-no-group = The directory has removed this group.
scim-log = Directory log
scim-log-lede = What the directory asked for in the last 30 days, how we understood it, and what came of it.
scim-log-none = Nothing yet
scim-log-none-text = Changes by the directory, and requests that were refused, appear here.
scim-request = Request
scim-effects = Attributes
scim-result = Result
scim-only-refused = Refused
event-domain-claimed = Domain added
event-domain-verified = Domain verified
event-domain-contested = Domain contested
event-domain-awarded = Contested domain decided
event-domain-failing = DNS record missing
event-domain-lost = Domain lost
event-domain-removed = Domain removed
event-sso-saved = Sign-in provider saved
event-sso-tested = Company sign-in tested
event-sso-on = Company sign-in turned on
event-sso-off = Company sign-in turned off
event-sso-required = Company sign-in required
event-sso-optional = Company sign-in made optional
event-sso-removed = Sign-in provider removed
event-sso-entered = Signed in with the company’s service
event-sso-linked = Connected to the company’s sign-in
event-sso-aside = Owner signed in without the company’s service
event-scim-token-made = Directory token created
event-scim-token-ended = Directory token revoked
event-group-mapped = Rights of a directory group changed
event-directory-created = User created by the directory
event-directory-invited = User invited by the directory
event-directory-changed = User changed by the directory
event-directory-blocked = User blocked by the directory
event-directory-unblocked = User unblocked by the directory
event-directory-rights = Rights from directory groups changed
event-directory-refused = Directory refused: owner
find-sign-in-title = Sign in through your company
find-sign-in-lede = Enter your company email address. If your company has its own sign-in service, we’ll take you there.
find-sign-in-button = Continue
find-sign-in-none = No sign-in service is set up for this domain. Sign in with your own account.
