# $why (String) - what the parser found
request-malformed = The request body isn’t what this operation expects: { $why }.
request-query-unknown = This operation has no query parameter “{ $member }”.
request-query-repeated = The query parameter “{ $member }” was sent more than once.
request-not-json = Send the body as application/json.
request-too-large = The request body is too large.
request-null-character = A value contains the character U+0000, which no text can have. Send it without.
# $scope (String) - such as licenses:read
request-scope-missing = This API key doesn’t have the scope “{ $scope }”. Ask an administrator for a key that has it.
refusal-not-allowed = Your role doesn’t allow this. An administrator can do it, or give you the role.
idempotency-key-reused = This Idempotency-Key was already used with a different request.
idempotency-key-invalid = The Idempotency-Key must have 1 to 200 printable characters.
problem-unauthorized = A valid API key is required: send it as “Authorization: Bearer …”.
problem-forbidden = You don’t have the right to do this.
problem-not-found = There’s nothing at this address.
problem-bad-request = We couldn’t understand the request.
problem-precondition-failed = It was changed in the meantime. Fetch the current version and try again.
problem-broken = Something went wrong on our side. Nothing was changed.
problem-busy = The service is very busy. Try again in a moment.
problem-another-host = This isn’t the address of the portal. Its address is { $origin }.
problem-too-slow = The request body didn’t arrive in time.
problem-cross-site = The request came from another site and was refused.
problem-method = This address doesn’t support that method.
foot-help = Help
api-docs-title = API
api-docs-lede = What team members and products can do over HTTP, as JSON. Errors are RFC 9457 problem details with a stable code.
api-docs-english = The descriptions of the operations are in English.
api-docs-key = Needs an API key: “Authorization: Bearer ghk_…”.
api-docs-scope = Scope:
api-docs-required = required
api-docs-optional = optional
api-docs-parameters = Parameters
api-docs-body = Request body
api-docs-answers = Answers
# $task (String) - the name of a task
api-docs-task-title = { $task } – API
api-docs-contents = Contents
api-docs-overview = Overview
api-docs-start = Quick start
api-docs-rules = What holds for every operation
api-docs-common = Answers of every operation
api-docs-common-text = They are not repeated below each operation.

foot-browsers = Supported browsers
outdated = This browser is too old for some of this site.
outdated-more = Which browsers work
browsers-title = Supported browsers
# $brand (String) - the vendor's name
browsers-lede = { $brand } works in the latest versions of these browsers. Older versions work from the one named here.
browsers-browser = Browser
browsers-from = Works from version
browsers-update = How to update
browsers-fit = This browser shows everything on this site.
browsers-unfit = This browser is too old for some of this site. Update it, or use another one from the list.
browsers-older-title = In an older browser
browsers-older-text = Everything but comfort works without JavaScript: signing in, licenses, profile and forms. Pages may look plainer, copying and filters take more steps, and the human check asks for the characters in a picture.
browsers-help-title = If a sign-in from a product fails
browsers-help-text = Update the browser and the operating system, or make another browser from the list the default one, and try again from the product.
