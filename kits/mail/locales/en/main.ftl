### Lines that letters of every module share.

# $link (String) - an address of the portal
letter-left-alone = Too many of these emails? Stop them for 24 hours: { $link }
# $name (String) - the name
letter-greeting = Hello { $name },
# $brand (String) - the vendor's name
letter-security = You are receiving this email because it concerns the security of your account at { $brand }. Such notices cannot be switched off.
# $brand (String) - the vendor's name
letter-security-staff = You get this mail because you are on the staff of { $brand } and it concerns the safety of your access.

## The mail of `gatehouse mail test`.

# $brand (String) - the vendor's name
trial-title = Test email from { $brand }
trial-lead = If you can read this, the portal can send email.
# $brand (String) - the vendor's name
trial-reason = You are receiving this email because the operator of { $brand } sent a test to your address.
