### Licenses of a company (LIC-24), and what companies bring to orders and verification (LIC-22, LIC-23).

company-licenses-title = Company licenses
company-licenses-lede = Every user of the company sees this list. Users with the right “Manage licenses” add and remove licenses.
company-licenses-by-hand = New purchases are added by hand
company-licenses-by-hand-text = Only the license that the company registered with is added automatically. Add each later purchase with its activation code or key file: technical support covers the products whose licenses are in this list.
company-licenses-none = No licenses here
company-licenses-none-text = Licenses of the company appear here once they’re added.
company-column-code = Code or key file
company-serial = Serial number of the key file
company-by-key-file = Added with this key file. We didn’t keep the file: you can create it again below if you manage licenses.
company-license-needs-right = To add or remove licenses, view codes or get key files, you need the right “Manage licenses”. An administrator of the company can give it to you.
company-license-remove = Remove from company
company-added-on = Added to the company

company-add-title = Add a license to the company
company-add-by-code = With an activation code
company-add-by-file = With a key file
company-add-file = Key file
company-add-file-hint = A .key file, up to 64 KB. Unpack it if it came in an archive.
company-add-file-text = We read the file to find the license and don’t keep it. Its name is kept for your list.
company-add-file-button = Add with key file
company-license-added = License added to the company.
company-license-pending = License added to the company. It is being verified and can’t be used yet. We’ll email those who manage licenses.
company-license-here-already = The company already has this license.
company-trial-taken = The company has already had a trial of this product.
company-file-missing = Choose the key file.
company-file-too-large = The file is larger than 64 KB, so it isn’t a key file. Choose the .key file.
company-file-other = This isn’t a key file. Choose the .key file; if it came in an archive, unpack it first.
company-file-not-believed = This key file was changed or wasn’t issued by us. Choose the file as you received it.
company-file-replaced = This key file is no longer valid: a newer one replaced it.
company-file-replaced-next = Add the license with its activation code or the newest key file.

# $product (String) - the product's name
company-remove-text = The license for { $product } will disappear from the company’s list, and anyone who has the code can add it to theirs. Devices in use keep working until they’re deactivated. An expired license can’t be added again.
# $product (String) - the product's name
company-remove-active = This license is active. If you remove it, the company’s technical support for { $product } ends, unless another active license for it stays in the list.
company-license-removed = License removed from the company.
company-license-not-here = The company doesn’t have this license.
company-licenses-go = removed from the company; others can add them

holder-company = Company
order-licensee = Sold to company
order-licensee-hint = The company’s name as on the license. If a company with another name adds the license, the licensing team verifies it first.
verification-rule-first-of-country = First license of the product for a company in each country
verification-rule-other-name = Sold to a company with another name

event-license-company-added = License added to the company
event-license-company-removed = License removed from the company
event-license-company-refused = License declined by verification
event-license-company-code-shown = License code viewed
event-license-company-changed = License changed
event-license-company-key-file = Key file downloaded
# $link (String) - an address of a page
mail-company-stop = Don’t want these emails about the company’s licenses? { $link }
# $company (String) - a company
mail-company-reason = You’re receiving this email because you manage the licenses of { $company }.
