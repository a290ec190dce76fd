### Texts of the audit log

audit-event-account-registered-again = Address registered once more
audit-event-account-viewed = Account viewed
audit-event-account-searched = Account searched for by its address
audit-event-account-deleted = Account deleted
audit-event-account-unconfirmed-erased = Unconfirmed registration erased

audit-customer = Customer
audit-record-account = Account
audit-record-session = Session
audit-detail-device = Device
audit-detail-sessions = Sessions
audit-detail-on = Switched on
audit-event-account-sign-ins-unknown = Sign-ins with unregistered addresses in one hour
audit-detail-failures = Number
