### Texts of mail that comes in

mail-not-failed = This email is no longer among the failed ones. Another team member has retried or discarded it.

# Said to mail servers.
# $megabytes (Number) - the most that a mail may have
# $page (String) - where larger files are sent
mail-too-large = The message is larger than { $megabytes } MB. Send large files here: { $page }

failed-title = An incoming email couldn’t be read
failed-lead = An incoming email couldn’t be read. It’s kept, and all other emails are processed as usual.
failed-next = Look at it on the page of failed emails. You can retry it, for example after an update, or discard it. If more emails fail within the hour, we won’t write again.
failed-button = View failed emails
failed-reason = You’re receiving this email because you look after support requests.

left-title = An email stays in its mailbox
left-too-large = An email in a support mailbox is larger than 30 MB, so it wasn’t taken in.
left-stuck = An email in a support mailbox couldn’t be fetched after several tries. The emails after it are taken in as usual.
left-mailbox = Mailbox
left-uid = Number (UID)
left-next = Open it in the mailbox with an email program and answer its sender there. Large files go to the upload page.

event-failed = Incoming email couldn’t be read
event-retried = Failed incoming email retried
event-discarded = Failed incoming email discarded
event-left = Incoming email left in its mailbox
event-dropped = Incoming email dropped: sent by this portal

job-read = Read an incoming email
job-fetch = Fetch email from mailboxes

data-mails = Emails to support
data-came = Received
data-size = Size in bytes
data-read = Processed

record-mail = Incoming email

failure-no-mail = It isn’t an email
failure-too-much = It’s too large or too complex to read
failure-broken = Reading it failed
failure-given-up = It couldn’t be added to a request
