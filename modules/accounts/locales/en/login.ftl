### Texts of plain logins and secret questions: pages, refusals, events.

## Why something wasn’t done.

refusal-login-invalid = Enter 3 to 32 letters (A–Z), digits, dots, underscores or hyphens. Start with a letter or a digit.
refusal-login-taken = This login is taken. Choose another one.
refusal-question-missing = Choose a question.
refusal-answer-missing = Enter the answer.
refusal-answer-length = Enter an answer of 3 to 100 characters.
refusal-answer-is-login = The answer can’t be the login.
refusal-limits-not-agreed = Check this box to go on.
answer-wrong = The answer or the recovery code is wrong.
# $hours (Number) - until answers are taken again
answers-paused = { $hours ->
    [one] There were too many wrong answers today. Try again in about { $hours } hour.
   *[other] There were too many wrong answers today. Try again in about { $hours } hours.
}

## Signing in and a forgotten password.

email-or-login = Email address or login
forgot-lede-login = Enter your email address or your login. With an address, you get a link to set a new password. With a login, you answer your secret question.
# $login (String) - what was entered
question-lede = To set a new password for { $login }, answer this question:
answer = Answer
question-code = Recovery code
question-code-hint = With a recovery code, the new password works at once. Without one, it works after 72 hours, unless someone signs in to the account before.
question-code-alone = You can leave this empty.
question-waits-title = Your new password doesn’t work yet
# $due (String) - date and time
question-waits = The answer is right. Without a recovery code, the new password works from { $due }.
question-waits-stop = Signing in with the current password stops this.

## In the account.

login = Login
login-instead = Use a login without an email address
login-title = Use a login without an email address
login-lede = You’ll then sign in with a name. Your email address is removed from the account.
login-limits = What you give up
login-limit-answers = You get no answers or notifications by email.
login-limit-recovery = You can’t set a new password by email. For that, there are your recovery codes and your secret question.
login-limit-notices = We can’t warn you by email when someone else gets into your account.
login-hint = 3 to 32 letters (A–Z), digits, dots, underscores or hyphens.
question = Secret question
question-choose = Choose a question
answer-hint = It doesn’t have to be true. Choose something that others can’t find out.
login-agree = I agree to these limits
login-button = Use this login
login-done = From now on, sign in with your login.
login-codes = From now on, sign in with your login. Each of these codes sets a new password at once, together with the answer to your secret question. Keep them where only you can reach them.
waiting-password-title = A new password was requested
# $due (String) - date and time
waiting-password = Someone answered your secret question. The new password works from { $due }. If it wasn’t you, stop it and choose another question.
waiting-password-stop = Stop new password
waiting-password-stopped = New password stopped. The current one stays as it is.

# The secret questions.
question-teacher = What was the name of your first teacher?
question-pet = What was the name of your first pet?
question-street = In which street did you live as a child?
question-book = Which book have you read most often?
question-toy = What was your favorite toy as a child?
question-trip = Where did your first long trip take you?
question-dish = Which dish did you learn to cook first?
question-friend = What was the name of your best friend at school?

job-waiting-passwords = Set new passwords whose waiting time is over

# Events of the audit log, one sentence for every reader.
event-account-login-chosen = Login without an email address chosen
event-account-question-failed = Wrong answer to the secret question
event-account-question-answered = Secret question answered, new password waits for 72 hours
event-account-waiting-password-stopped = New password stopped before it took effect
event-account-password-by-question = Password set by the secret question

## For staff who search.

search-keys-logins = email address or login
staff-lede-logins = Find an account by its full email address or login. Every search is recorded in the audit log.
staff-none-logins = No account with this address or login
staff-start-text-logins = Enter the full address or login, exactly as the customer wrote it.
