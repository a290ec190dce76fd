# $seconds (Number) - how long to wait
rate-limited = Too many attempts from your network. Please try again in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}.
human-wrong = We could not check that you are human. Please wait until the check is done, or type the letters in the picture.
human-wrong-picture = The characters do not match the picture. Here is a new one.
human-stale = The check has expired. Please do it once more.
# $why (String) - what the parser found
request-malformed = The request body is not what this operation expects: { $why }.
request-not-json = Send the body as application/json.
request-too-large = The request body is too large.
request-null-character = A value holds the character U+0000, which no text can have. Send it without.
# $scope (String) - such as licenses:read
request-scope-missing = This API key does not have the scope “{ $scope }”. Ask an administrator for a key that has it.
idempotency-key-reused = This Idempotency-Key was already used with a different request.
idempotency-key-invalid = The Idempotency-Key must have 1 to 200 printable characters.
problem-unauthorized = A valid API key is required: send it as “Authorization: Bearer …”.
problem-forbidden = You do not have the right to do this.
problem-not-found = There is nothing at this address.
problem-bad-request = The request was not understood.
problem-precondition-failed = It was changed in the meantime. Fetch the current version and try again.
problem-broken = Something went wrong on our side. Nothing was changed.
problem-busy = The service is very busy. Please try again in a moment.
problem-cross-site = The request came from another site and was refused.
problem-method = This address does not support that method.
foot-help = Help
api-docs-title = API
api-docs-lede = What staff and products can do over HTTP, as JSON. Errors are RFC 9457 problem details with a stable code.
api-docs-english = The descriptions of the operations are in English.
api-docs-key = Needs an API key: “Authorization: Bearer ghk_…”.
api-docs-scope = Scope:
api-docs-required = required
api-docs-optional = optional
api-docs-parameters = Parameters
api-docs-body = Request body
api-docs-answers = Answers
