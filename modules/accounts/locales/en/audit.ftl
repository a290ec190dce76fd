### Texts of the audit log

audit-customer = Customer
audit-record-account = Account
audit-record-session = Session
audit-detail-device = Device
audit-detail-sessions = Sessions
audit-detail-on = Turned on
audit-detail-failures = Number
