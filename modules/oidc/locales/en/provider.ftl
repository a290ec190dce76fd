### Signing in to sites and apps with the account: pages, refusals, mails, jobs and the audit log.

stuck-title = You can’t sign in this way
stuck-no-client = The site or app that sent you here isn’t known, or is switched off.
stuck-wrong-address = The site or app that sent you here gave an address that isn’t registered for it. Nothing was sent there.
stuck-over = This sign-in took too long, or is finished already.
stuck-hint = Go back to the site or app and start again. If it happens again, tell whoever runs it.
stuck-home = Go to the start page

# $app (String) - what the site or app is called
consent-title = Sign in to { $app }?
# $who (String) - the name or address of whoever is signed in
consent-as = You’re signed in as { $who }.
# $site (String) - the host of the site
consent-site = You’ll go on at { $site }.
consent-may = What it may do
consent-allow = Sign in
consent-refuse = Cancel
consent-other = Use another account
consent-take-back = You can disconnect it at any time in your account, under “Connected apps”.
# $app (String) - what the site or app is called
consent-not-meant = { $app } expects another account. Use that one, or cancel.
may-know = Know that it’s you when you sign in
may-profile = See your name, language and time zone
may-email = See your email address
may-offline = Stay signed in when you’re not here

device-title = Connect a product
device-lede = Type the code that the product shows.
device-code = Code
device-code-hint = 8 letters, for example BCDF-GHJK
device-go-on = Continue
device-confirm-title = Connect this product?
device-compare = Compare this code with the one that the product shows. If they differ, or you didn’t start this, don’t connect it.
device-client = App
device-product = Product
device-version = Version
device-host = Device
device-network = Network
device-began = Started
device-told = The product said this about itself. We can’t check it.
device-connect = Connect
device-not-mine = It’s not mine
device-refused = The product was not connected.
device-done-title = Product connected
device-done = You can go back to the product now. It continues within a few seconds.
refusal-wrong-code = No product is waiting under this code. Check the letters, or get a new code in the product.
refusal-device-over = This code no longer works. Get a new one in the product.
refusal-proof-due = Confirm that it’s you first.

apps-title = Connected apps
apps-lede = Sites, apps and products that you sign in to with this account.
apps-none = No connected apps yet
apps-none-text = When you sign in to a site, an app or a product with this account, it appears here.
app-name = App
app-since = Connected
app-used = Last used
app-disconnect = Disconnect
app-disconnected = App disconnected.
app-called = What it calls you
app-sign-ins = Sign-ins to apps
app-signed-in-at = Signed in
app-revoked-at = Ended
app-scope = May do
app-token = Came twice
app-token-code = Code of a sign-in
app-token-refresh = Token that keeps the app signed in
app-key = Signing key
app-algorithm = Algorithm
refusal-no-app = This app isn’t connected any more.

logout-title = Sign out?
# $app (String) - what the site or app is called
# $who (String) - the name or address of whoever is signed in
logout-by = { $app } asks to sign you out here too. You’re signed in as { $who }.
# $who (String) - the name or address of whoever is signed in
logout-by-nobody = A site asks to sign you out. You’re signed in as { $who }.
logout-other = The site means another account, not the one that’s signed in here.
logout-button = Sign out
logout-stay = Stay signed in
logout-done-title = Signed out
logout-done = You’re signed out here.

# $app (String) - what the site or app is called
mail-connected-title = { $app } is connected with your account
# $app (String) - what the site or app is called
# $at (String) - date and time
# $place (String) - device and network
mail-connected-lead = You signed in to { $app } with your account on { $at } ({ $place }).
mail-connected-device = unknown device
mail-connected-button = Show connected apps
mail-connected-not-you = If that wasn’t you, disconnect it now and change your password.

job-keys = Makes and changes the keys that sign sign-ins
job-tidy = Deletes what is kept for half a minute, and notes who signed out
job-logout = Tells a site or an app that somebody signed out

event-key-made = Signing key made
event-app-connected = App connected
event-app-signed-in = Signed in to an app
event-app-refused = Sign-in to an app canceled
event-app-device-connected = Product connected
event-app-disconnected = App disconnected
event-app-revoked = Sign-in ended by the app
event-app-token-reused = Sign-in to an app ended: a code or token came twice
