### People of a request, and how its mails end

people-open = People and emails
people-part = Role
people-leave = Leave this request
people-muted = Gets no emails
# $email (String) - an address
people-add-this = Add { $email }
people-proposed = People of your company have written about this request:
people-add = Add
people-add-email = Add by email address
people-add-hint = A user of your company, or an address of one of its verified domains. They see this request and get its emails.
people-by-support = To add somebody to this request, ask support in an answer.
people-mails = Emails about this request
people-mails-on = You get an email with every answer.
people-mails-off = You get no emails about this request. You can still read and answer it here.
people-mails-stop = Turn off emails
people-mails-begin = Turn on emails
people-mails-stopped = You’ll get no more emails about this request.
people-mails-begun = You’ll get emails about this request again.
people-added = Added to the request.
people-removed = Removed from the request.
people-left = You’ve left the request.
# $link (String) - the address of a page
mail-stop = Turn off emails about this request: { $link }
stop-title = Turn off emails about this request
stop-lede = You can turn them off here, without signing in. Answers stay in the request.
stop-button = Turn off
stop-done = Emails about this request are off
stop-done-lede = You’ll get no more emails about it. If that was a mistake, turn them on again.
stop-begun = Emails about this request are on
stop-begun-lede = You’ll get its answers by email again.
stop-home = Home
stop-dead = This link doesn’t work
refusal-people-support = Only support can add people to this request.
refusal-people-company = Enter the address of a user of your company, or one of its verified domains.
# $most (Number) - the most people
refusal-people = No more than { $most } people can belong to a request.
refusal-people-author = The person who asked can’t be removed.
event-person-added = Person added to request
event-person-removed = Person removed from request
event-mails-stopped = Emails about request turned off
event-mails-begun = Emails about request turned on
