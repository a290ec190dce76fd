### Texts of single sign-on of the team.

sso = Single sign-on
# $label (String) - what the provider is called
sso-button = Sign in with { $label }
sso-refused-title = You couldn’t be signed in
sso-failed-title = Single sign-on didn’t work
# $label (String) - what the provider is called
sso-declined = The sign-in was canceled at { $label }.
# $label (String) - what the provider is called
sso-away = { $label } doesn’t answer. Try again in a few minutes. Administrators can sign in with their password meanwhile.
# $label (String) - what the provider is called
sso-wrong = The answer of { $label } couldn’t be used. Try again, or tell an administrator.
sso-again = Try again
sso-other-way = Do you have a password?
# $label (String) - what the provider is called
sso-step-up = Confirm with { $label }

refusal-sso-off = Single sign-on isn’t set up here.
refusal-sso-no-role = None of your groups has a role in this console. Ask an administrator, or whoever manages your groups.
refusal-sso-disabled = Your access is disabled. Ask an administrator.
refusal-sso-no-address = The sign-in service gave no confirmed email address. Ask whoever manages your account there.
refusal-sso-address-taken = A team member with your email address already signs in another way. Sign in that way and connect single sign-on in your profile, or ask an administrator.
refusal-sso-taken = Another team member already signs in with this account.
refusal-sso-connected = Single sign-on is already connected. Reload the page.
refusal-sso-not-connected = This team member doesn’t use single sign-on. Reload the page.
refusal-sso-another = Someone else signed in at the service. Sign in there with the account that you use here.
refusal-sso-over = That took too long, or was begun in another browser. Start again.
refusal-sso-subject-invalid = Enter the person’s identifier (sub) at the sign-in service, up to 255 characters.
refusal-own-means-off = Only administrators can sign in this way here. Use single sign-on.

## Profile

# $label (String) - what the provider is called
sso-own-connected = You can sign in with { $label }. Your roles then follow your groups there. To stop, ask an administrator.
# $label (String) - what the provider is called
sso-own-text = Connect your access with your account at { $label }. From then on you can sign in with it, and your roles then follow your groups there.
# $label (String) - what the provider is called
sso-own-connect = Connect { $label }
sso-connect-title = Connect single sign-on?
# $label (String) - what the provider is called
# $shown (String) - the account there: an address, a name or an identifier
sso-connect-text = With { $label }, the account { $shown } will be able to sign in as you.
sso-connected = Single sign-on connected.

## A member's page

sso-ways = Signs in by
sso-way-none = Not signed in yet
# $label (String) - what the provider is called
sso-attach-text = Let this team member sign in with { $label }. Enter the identifier (sub) that the service’s administration shows for this person. At each sign-in, their roles follow their groups there.
sso-attach = Connect
sso-attached = Single sign-on connected. We’ve told this team member by email.
sso-subject = Identifier at the service (sub)
sso-subject-hint = Not an email address: the identifier that never changes.
sso-detach = Switch to password
sso-detach-text = This team member no longer signs in by single sign-on, and the sessions opened by it end. Roles stay as they are. Someone without a password gets a link to set one.
sso-detached = Single sign-on disconnected.
sso-no-role = No role

## Settings

sso-settings-lede = Your team signs in with your own sign-in service (OpenID Connect), and groups there give roles here. The settings are in the configuration file.
sso-is-off = Single sign-on isn’t set up. The operator turns it on with the section [staff_sign_in] of gatehouse.toml.
sso-configured = Configuration
sso-issuer = Issuer
sso-client = Client ID
sso-scopes = Scopes
sso-group-claim = Claim with the groups
sso-factors = Two-step verification there counts with
sso-factor-ours = Never: this console asks for its own
sso-passwords = Password or passkey
sso-passwords-all = Everyone can sign in with them too
sso-passwords-administrators = Administrators only
sso-groups = Groups and roles
sso-groups-text = Roles are taken anew at each sign-in. The last administrator with a password and an authenticator app stays one.
sso-addresses = Addresses
sso-addresses-text = Register these at the sign-in service.
sso-back = Redirect URI
sso-back-channel = Back-channel logout URI
sso-after-sign-out = Post-logout redirect URI
sso-members = Team members with single sign-on
sso-kept = Administrators who can sign in without it
sso-reached = Service can be reached
sso-signs-out = Signing out goes on at the service
sso-yes = Yes
sso-no = No
sso-test-text = Sign in at the service once to see what it tells. Nothing is changed by it.
sso-test = Test sign-in
sso-tried = What came back
sso-tried-text = The test worked. A sign-in with this account would lead to the following.
sso-groups-told = Groups told
sso-groups-known = Groups with a role here
sso-tells-when = Tells when the person signed in
sso-tells-session = Names the session, so that it can be ended
sso-gave-factor = Two-step verification counted
sso-is-member = Team member
sso-open-member = Open
sso-would-be-new = Would be added

## Mails

mail-sso-connected-title = Single sign-on was connected
mail-sso-connected-lead = Your access to the staff console was connected with an account at the team’s sign-in service. That account can sign in as you.
mail-joined-by-sso-title = New team member by single sign-on
# $name (String) - who came
mail-joined-by-sso-lead = { $name } signed in to the staff console for the first time, by single sign-on.
mail-joined-by-sso-body = Their roles come from their groups at the sign-in service.
mail-joined-by-sso-button = Open team member
mail-network-lead-sso = Someone signed in to the staff console as you by single sign-on, from a network you hadn’t used before.

## Audit log

event-staff-sso-joined = Team member added by single sign-on
event-staff-sso-roles = Roles taken from groups at single sign-on
event-staff-sso-kept = Administrator role kept without a group: the last administrator with a password
event-staff-sso-connected = Single sign-on connected
event-staff-sso-disconnected = Single sign-on disconnected
event-staff-sso-passed = Signed in at the sign-in service
event-staff-sso-refused = Single sign-on refused
event-staff-sso-unknown = Single sign-ons refused of people who aren’t team members within one hour
event-staff-sso-ended = Sessions ended by the sign-in service
event-staff-sso-tried = Single sign-on tested
audit-factor-sso = single sign-on
