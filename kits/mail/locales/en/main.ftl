### Lines that letters of every module share.

# $link (String) - an address of the portal
letter-left-alone = Too many of these emails? Stop them for 24 hours: { $link }
# $name (String) - the name
letter-greeting = Hello { $name },
# $brand (String) - the vendor's name
letter-security = You’re receiving this email because it concerns the security of your account at { $brand }. Such notices can’t be turned off.
# $brand (String) - the vendor's name
letter-security-staff = You’re receiving this email because it concerns the security of your access to the staff console of { $brand }.

## The mail of `gatehouse mail test`.

# $brand (String) - the vendor's name
trial-title = Test email from { $brand }
trial-lead = If you can read this, the portal can send email.
# $brand (String) - the vendor's name
trial-reason = You are receiving this email because the operator of { $brand } sent a test to your address.

## What a person gets of their mails in the export of their data.

data-mails = Emails sent to you
data-mail = Email
data-lang = Language
data-queued = Queued
data-sent = Sent
# $link (String) - the page that turns off exactly this kind of email
letter-switch = Turn these emails off: { $link }
