### The vendor's brand on pages.

# $brand (String) - the vendor's name
about = Manage your { $brand } licenses, devices and account in one place.
link-home = Website
link-shop = Shop
link-privacy = Privacy
link-terms = Terms of use
link-imprint = Legal notice
link-status = Service status

preview-title = Your licenses
preview-text = This is how text looks on a page.
preview-chosen = The page you are on
preview-link = A link to another page
preview-button = A button
