### Apps and sites that sign people in here: pages, refusals, the audit log, and what API keys may do.

clients = Apps and sites
clients-lede = Sites, apps and products that sign people in with their account here (OAuth 2.0 and OpenID Connect).
clients-search = Name or client ID
clients-any-kind = All kinds
clients-any-state = All states
clients-none = No apps or sites yet
clients-none-text = Register one, and people can sign in there with their account.
clients-search-keys = name or client ID of an app or site
clients-all = All apps and sites

client-name = Name
client-name-hint = People read it when they sign in, and in the list of their connected apps.
client-id = Client ID
client-kind = Kind
client-kind-web = Website or server
client-kind-web-hint = It runs on a server of yours and keeps a secret.
client-kind-native = App without a secret
client-kind-native-hint = It runs on a computer or phone, or in a browser. It proves each sign-in with PKCE.
client-kind-device = Product with sign-in by code
client-kind-device-hint = Like an app. It can also show a code that the person enters in another browser.
client-state = State
client-active = Active
client-disabled = Disabled
client-created = Created
client-yes = Yes
client-no = No
client-note = What it’s for
client-note-hint = For your team; people and programs don’t see it.
client-own = Our own app or site
client-own-short = Our own
client-own-hint = People who sign in there aren’t asked for consent.
client-products = Products
client-products-hint = Names of the products that sign in with this client, one on each line.
client-redirect-uris = Redirect URIs
client-redirect-hint = Where people return after signing in, one on each line, exactly as the app sends it. Apps can also use http://127.0.0.1/… with any port, and schemes such as com.example.app:/….
client-post-logout-uris = Redirect URIs after sign-out
client-post-logout-hint = Where people can return after signing out, one on each line.
client-backchannel-uri = Back-channel logout URI
client-backchannel-hint = Websites and servers only: here we tell your server that somebody signed out.
client-scopes = Scopes
client-scope-openid = Who is signing in
client-scope-profile = Name, language and time zone
client-scope-email = Email address
client-scope-offline = Staying signed in without the person (refresh tokens)
client-alg = Signature of ID tokens
client-alg-rs256 = RS256 (RSA): every library knows it
client-alg-es256 = ES256 (elliptic curve P-256)
client-alg-eddsa = EdDSA (Ed25519)
client-par = Require pushed authorization requests
client-par-short = Pushed requests required
client-par-hint = The app first sends each request to us, server to server (RFC 9126). Turn it on if its library can do that.
client-about = About it
client-addresses = Addresses
client-protocol = Protocol
client-new = Register app or site
client-new-lede = Its developers get a client ID, and websites and servers get a secret.
client-register = Register
client-registered-done = Registered.
client-change = Change
client-save = Save
client-saved = Saved.
client-back = Cancel
client-stored-now = As it’s stored now
client-is-disabled = This app or site is disabled: nobody can sign in there with their account.
client-history = History
client-issuer = Issuer
client-discovery = Discovery document
client-for-developers = For its developers
client-for-developers-text = With the discovery document, most libraries need nothing else but the client ID and, for websites and servers, the secret.

client-secrets = Client secrets
client-secrets-none = It has no secret that works, so nobody can sign in there. Add one.
client-secret-begins = Begins with
client-secret-used = Last used
client-secret-unused = Not used yet
client-secret-ends = Ends
client-secret-open = When you end it
client-secret-add = Add secret
client-secret-made-title = Your new client secret
client-secret-once = Copy the secret now: it won’t be shown again, and nobody can look it up.
client-secret-kept = I’ve saved this secret
client-secret-end = End
client-secret-end-title = End this secret?
client-secret-end-text = From then on, a server that still uses this secret can’t sign anybody in. Its other secret keeps working.
client-secret-end-last = It’s the only secret. Until you add another one, nobody can sign in there.
client-secret-end-tick = I understand that this secret stops working
client-secret-end-button = End secret
client-secret-ended = Secret ended.
client-overlap = The secret in use keeps working
client-overlap-hint = Put the new secret in place within this time. Two secrets can work at once.
client-overlap-full = Two secrets work already. End one first, or choose that both end at once.
client-overlap-none = Not at all: it ends at once
client-overlap-hour = For 1 hour
client-overlap-day = For 1 day
client-overlap-week = For 7 days
client-overlap-open = Until you end it

client-disable-title = Disable
client-disable-text = Nobody will be able to sign in there with their account, and the people who are signed in will be signed out there within 15 minutes. What they allowed is kept: you can enable it again.
client-disable-tick = I understand that people can’t sign in there any more
client-disable = Disable
client-disabled-done = App or site disabled.
client-enable = Enable
client-enable-text = If you enable it again, people can sign in there as before.
client-enabled-done = App or site enabled.
client-remove-title = Delete
client-remove-text = Its client ID, its secrets and everything that people allowed it will be deleted. To bring it back, you’d have to register it anew, with another client ID.
client-remove-tick = I understand that this can’t be undone
client-remove = Delete
client-removed-done = App or site deleted.

client-name-missing = Enter a name.
# $most (String) - a number
client-too-long = Use at most { $most } characters.
# $character (String) - such as U+202E
client-unprintable = This contains a character that can’t be stored: { $character }. It’s invisible or changes the order in which the text is read.
client-kind-unknown = Choose a kind.
client-redirect-missing = Enter at least one redirect URI.
# $most (String) - a number
client-too-many-uris = Enter at most { $most } addresses.
client-uri-twice = One address is in the list twice. For apps, addresses that differ only in their port are the same.
# $most (String) - a number
client-uri-too-long = An address can have at most { $most } characters.
# $uri (String) - what was typed
client-uri-invalid = This isn’t an address that can be registered: { $uri }
# $uri (String) - what was typed
client-uri-fragment = Leave out “#” and what follows it: { $uri }
# $uri (String) - what was typed
client-uri-wildcard = Enter each address in full, without “*”: { $uri }
# $uri (String) - what was typed
client-uri-user = Leave out the user name and password: { $uri }
# $uri (String) - what was typed
client-uri-not-normal = Browsers write this address differently. Use small letters in the host name, end a bare host with “/”, and leave out the usual port and “..”: { $uri }
# $uri (String) - what was typed
client-uri-not-https = Use an address that begins with https: { $uri }
# $uri (String) - what was typed
client-uri-localhost = Use 127.0.0.1 or [::1] in place of a name: { $uri }
# $uri (String) - what was typed
client-uri-scheme-of-apps = Only apps can use a scheme of their own: { $uri }
# $uri (String) - what was typed
client-uri-scheme = A scheme of an app’s own is a domain written backwards, with one slash after it, such as com.example.app:/signed-in: { $uri }
# $uri (String) - what was typed
client-uri-parameter = Leave out parameters that are part of our answer, such as code, state, iss and error: { $uri }
client-backchannel-of-servers = Only websites and servers can have this address.
client-scope-unknown = Choose scopes from the list.
client-alg-unknown = Choose one of the signatures.
# $most (String) - a number
client-too-many-products = Enter at most { $most } products.
# $most (String) - a number
client-too-many = There are { $most } apps and sites already. Delete one first.
client-unknown = There’s no such app or site.
client-changed-meanwhile = Another team member has changed this app or site since you opened the page. Check what is stored now, then save again.
client-row-changed = The record of this app or site was changed outside Gatehouse, so it signs nobody in. Delete it and register it anew.
client-already-disabled = This app or site is already disabled.
client-not-disabled = This app or site is active. Disable it first.
client-keeps-no-secret = Apps can’t keep a secret, so they have none.
client-two-secrets = Two secrets work already. End one first.
client-secret-unknown = There’s no such secret, or it has ended.
client-overlap-unknown = Choose how long the secret in use keeps working.
client-not-confirmed = Check the box to confirm.

event-client-registered = App or site registered
event-client-changed = App or site changed
event-client-secret-added = Client secret added
event-client-secret-ended = Client secret ended
event-client-disabled = App or site disabled
event-client-enabled = App or site enabled
event-client-removed = App or site deleted
client-detail-fields = Changed
client-detail-uris-gone = Addresses removed
audit-record-client = App or site
scope-clients-read = Read apps and sites that sign people in
scope-clients-write = Register, change, disable and delete apps and sites
api-task-clients = Apps and sites that sign people in
api-task-clients-text = Register and change OpenID Connect clients, and replace their secrets.
