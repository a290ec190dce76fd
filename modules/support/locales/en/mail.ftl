### Mail that comes in (SUP-13).

more-files = More files of the same email
no-subject = No subject
mail-too-many-title = Your last email didn’t become a request
mail-too-many-lead = We’ve received many emails from you within an hour, so the last one wasn’t registered. Describe the matter in one request on our site.
mail-too-many-open = New request
mail-paused-title = Emails about requests are paused
mail-paused-lead = Five times as many emails about requests as usual went out within an hour. Probably two programs answer each other through a request.
mail-paused-next = Until there are fewer, nobody is emailed what others write. Everything is on the pages of requests, and answers of your team still go out. Look at the requests with the latest messages, and end or merge the one that goes in a circle.
mail-paused-open = View requests
mail-too-large-title = Your last email was too large
mail-too-large-lead = An email can have 30 MB with its files. Yours has more, so it wasn’t added to a request. Send the text without the files, and the files on our site.
mail-too-large-open = How to send large files
