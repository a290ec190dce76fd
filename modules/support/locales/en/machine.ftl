### What the machine answers and warns of (SUP-7, SUP-8).

apns-answer = Your request was signed. Download the file, open identity.apple.com/pushcert and sign in with the Apple Account of your company. Choose “Renew” beside your present certificate and upload the file. Don’t create a new certificate unless you have none yet: with a new one, every device has to be enrolled again.
apns-no-vendor = The vendor’s certificate is missing or has ended
apns-not-readable = The file couldn’t be read as a signing request
refusal-no-csr = Attach one certificate signing request (.csr).
refusal-no-archive = Attach the archive with the file: ZIP or 7z, with the password “virus”.
refusal-files-changed = The files were changed in another window. Check them and send the request again.
event-csr-signed = Signing request answered
event-csr-failed = Signing request not answered
event-apns-ending = Staff warned: certificate for Apple’s push service ends
days-left = Days left
job-sign-csr = Sign a request for Apple’s push service
job-apns-ends = Warn before the certificate for Apple’s push service ends
mail-apns-ends-title = Certificate for Apple’s push service ends
# $day (String) - the day
mail-apns-ends-lead = The vendor’s certificate for Apple’s push service ends on { $day }.
mail-apns-ended-lead = The vendor’s certificate for Apple’s push service has ended. Customers’ requests can’t be signed, and wait for an answer from support.
mail-apns-ends-next = Renew the MDM CSR certificate in Apple’s developer portal, and name the new chain in the configuration under [apns].
mail-apns-ends-reason = You get this email because you answer requests to support.
