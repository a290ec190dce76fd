### Texts of the home page, the public front and the search.

home = Home
home-hello = Welcome
# $name (String) - what the customer is greeted by
home-hello-name = Hello, { $name }
home-empty = Nothing to do right now
home-empty-text = Your products and messages will appear here.
home-all-activity = All activity
# $brand (String) - the vendor's name
front-title = Welcome to { $brand }
front-lede = Activate products, manage your licenses and devices, and get help.
front-help = Get help
front-help-text = Read guides and contact support.
search-keys = email address
staff-overview = Overview
front-recover = Recover your account
front-recover-text = Set a new password if you can’t sign in.

staff-notes = Internal notes
# $count (Number) - notes
staff-noted = { $count ->
    [one] { $count } internal note:
   *[other] { $count } internal notes, the latest:
}
staff-all-notes = Show internal notes
