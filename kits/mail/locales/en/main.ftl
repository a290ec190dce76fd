### Lines that letters of every module share.

# $link (String) - an address of the portal
letter-left-alone = Too many of these emails? Stop them for 24 hours: { $link }
# $brand (String) - the vendor's name
letter-security = You’re receiving this email because it concerns the security of your account at { $brand }. Such notices can’t be turned off.
# $brand (String) - the vendor's name
letter-security-staff = You’re receiving this email because it concerns the security of your access to the staff console of { $brand }.
