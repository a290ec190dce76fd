### Texts of the audit log

audit-group-staff = Team and access
audit-group-keys = Keys
audit-group-operation = Operation
audit-record-staff = Team member
audit-record-api-key = API key
audit-record-job = Job
audit-record-any = Record
audit-record-rule = Retention rule
audit-record-file = File
audit-detail-roles = Roles
audit-detail-roles-before = Roles before
audit-detail-rights = Access record number
audit-detail-factor = By
audit-detail-job = Kind of job
audit-detail-count = Number
audit-detail-scopes = Scopes
audit-detail-keys-revoked = API keys revoked
audit-detail-ended = Sessions
audit-detail-rule = Rule
audit-detail-rows = Records
audit-factor-app = authenticator app
audit-factor-password = password
audit-factor-recovery-code = recovery code

## What of the log is shown

audit-search = Search
audit-search-hint = Number of a license or order, email address of a customer, name of a team member
# $most (Number) - the most records of one search
audit-search-cut = More than { $most } records match. Entries of the first { $most } are shown: search by a number or an address.
audit-show = Show
audit-changes = Changes
audit-looks = Views and searches
audit-everything = Everything

## Team

last-sign-in = Last signed in
