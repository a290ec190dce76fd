### License certificates and their check (LIC-25, LIC-34)

certificate-title = License certificate
# $number (String) - the license number
# $vendor (String) - the vendor's name
certificate-lede = License { $number }, issued by { $vendor }
# $page (String) - this page
# $of (String) - how many pages there are
certificate-page = Page { $page } of { $of }
certificate-licensee = Licensee
certificate-bearer = Not named: the license isn’t in an account yet
certificate-kind = Kind
certificate-issued = Issued
certificate-begins = Valid from
certificate-begins-open = First activation
certificate-ends = Expires
certificate-ends-open = Depends on the first activation
certificate-no-end = Perpetual license
certificate-brings = What the license includes
# $count (Number) - devices
# $shown (String) - the same, as it is written
certificate-brings-seats = { $count ->
    [one] Use on { $shown } device
   *[other] Use on up to { $shown } devices at a time
}
# $term (String) - the term in words
certificate-brings-term = Term: { $term }
# $vendor (String) - the vendor's name
certificate-brings-support = Standard support from { $vendor } while the license is active
# $support (String) - what the vendor says of the standard support
certificate-brings-support-of = Standard support: { $support }
# $services (String) - what the vendor says of further services
certificate-brings-services = Further services: { $services }
# $version (String) - the version's number
certificate-agreement = Version { $version } of the license agreement applies:
# $version (String) - the version's number
# $day (String) - the day
certificate-agreement-accepted = Version { $version } of the license agreement, accepted on { $day }:
certificate-check = Check a certificate
# $code (String) - the check code
certificate-check-text = Check code { $code }. Scan the code or open the address to see whether this certificate is genuine and whether the license is still valid.
certificate-code-picture = QR code with the address where this certificate is checked
# $vendor (String) - the vendor's name
# $number (String) - the license number
certificate-foot = { $vendor } · License certificate { $number }
# $language (String) - the name of a language, in itself
certificate-download = Download PDF ({ $language })
certificate-panel = A PDF that states the licensee, the product, the number of devices and the dates, for your records or an audit. Anyone you give it to can check that it’s genuine.
certificate-staff-panel = A PDF made out to the account that added the license first. Downloads are recorded in the audit log.
certificate-code = Check code
certificate-code-hint = 24 letters and digits next to the QR code, for example 8K2M-…
certificate-licensee-hint = Enter the name exactly as printed to check that the certificate was made out to it.
certificate-check-button = Check certificate
certificate-check-lede = Enter the license number and the check code printed on the certificate.
certificate-not-genuine = This certificate couldn’t be confirmed
certificate-genuine = This certificate is genuine
certificate-now-valid = The license is valid today. Compare these details with the paper.
certificate-now-expired = The certificate was issued by us, but its license has expired.
certificate-now-blocked = The certificate was issued by us, but its license is blocked and can’t be used.
certificate-today = Status today
certificate-licensee-same = As on the certificate
certificate-licensee-other = Not the name on the certificate
certificate-another = Check another certificate
certificate-licensee-button = Check licensee
refusal-certificate-number = Enter the 10 digits of the license number, for example 12345-67890.
refusal-certificate-code = Enter all 24 letters and digits of the check code. Hyphens don’t matter.
refusal-certificate-not-genuine = No certificate with this license number and check code was issued here. Check both for typing errors.
refusal-no-certificate = There’s no certificate for this license. None is issued while the license awaits verification.
event-license-certificate-taken = License certificate downloaded by staff
