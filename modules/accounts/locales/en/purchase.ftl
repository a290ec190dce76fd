### Accounts that a purchase made (ACC-3)

staff-state-invited = No password yet
staff-invite-again = Email link again
# $when (String) - a moment
staff-invited-text = This account was created with a purchase and waits for its first password. The link works until { $when }; after that the account is deleted, and the order stays.
staff-invited-again = Link sent.
invite-has-password = This account doesn’t wait for a first password.
event-account-invited = Account created with a purchase
event-account-invited-again = Link to set the first password sent again
event-account-invited-erased = Account without a password deleted
