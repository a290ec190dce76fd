### Texts of the audit log

audit-record-license = License
audit-record-order = Order
audit-record-seller = Seller
audit-record-signing-key = Signing key
audit-detail-batch = Batch ID
audit-detail-total = Codes
audit-detail-seats = Seats
audit-detail-source = Source
audit-detail-number = Number
audit-detail-entries = Entries
audit-detail-activation = Activation ID
audit-detail-kid = Key ID
audit-detail-reason = Reason
audit-detail-from = From
audit-detail-seller = Seller
audit-detail-by = By
audit-detail-accepted = Version of the agreement
audit-by-code = whole code
audit-by-last-group = last group of a code
audit-by-email = address
audit-by-number = license number
audit-by-account = account
