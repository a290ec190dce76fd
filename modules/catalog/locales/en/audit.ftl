### Texts of the audit log

audit-record-product = Product
audit-detail-part = Part
audit-detail-code = Code
audit-detail-agreement = Version of the agreement
