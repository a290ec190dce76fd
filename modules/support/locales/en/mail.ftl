### Mail that comes in (SUP-13).

more-files = More files of the same email
no-subject = No subject
mail-too-many-title = Your last email didn’t become a request
mail-too-many-lead = We’ve received many emails from you within an hour, so the last one wasn’t registered. Describe the matter in one request on our site.
mail-too-many-open = New request
