### Surveys and reports (SUP-15, SUP-19).

mark-1 = Very bad
mark-2 = Bad
mark-3 = OK
mark-4 = Good
mark-5 = Very good
survey-kind-request = After a request
survey-kind-yearly = Yearly survey
mail-survey-title = How was our support?
# $number (String) - the number of a request
mail-survey-lead = Your request { $number } is closed. How was our support? One click is enough; you can then add what you like.
mail-yearly-title = How was our support this year?
mail-yearly-lead = Once a year we ask how good our support was. One click is enough; you can then add what you like.
mail-survey-links = Your rating:
mail-survey-comment = Rate or comment
mail-survey-until = The links work for 30 days. You can change your answer for 7 days after you gave it.
mail-survey-reason = You’re receiving this email because you agreed to be asked how good our support is.
survey-title = How was our support?
# $number (String) - the number of a request
survey-lede = About request { $number }. Support reads your answer together with the request.
survey-lede-gone = About one of your requests.
survey-yearly-title = How was our support this year?
survey-yearly-lede = Support reads your answer without your name, and only once 5 people have answered.
survey-mark = Your rating
survey-speed = Speed of answers
survey-solution = Quality of the solution
survey-manner = Courtesy
survey-comment = Comment
survey-no-answer = No answer
survey-send = Send
survey-thanks = Thank you
survey-thanks-text = Your answer is saved. You can change it for 7 days with the link in the email.
# $number (String) - the number of a request
survey-again-text = We’re sorry that { $number } didn’t end well. Open a new request that continues it, and we’ll look at it again.
survey-again = Continue this request
survey-over = This survey is closed
survey-dead = This link doesn’t work
refusal-survey-nothing = Choose a rating or write a comment.
refusal-survey-over = You answered this survey more than 7 days ago, so the answer can’t be changed any more.
refusal-survey-running = A yearly survey is already running. Stop it first, or wait until everybody has been asked.
refusal-survey-no-round = This yearly survey is over already.
ratings = Ratings
ratings-lede = What customers say about support: after a request, and once a year. Only those who agreed are asked.
ratings-none = No ratings yet
ratings-none-text = Ratings will appear here once customers have answered a survey.
ratings-plot = Mean rating by month
# $count (Number) - how many
# $shown (String) - the same as it is shown
ratings-total = { $count ->
    [one] { $shown } rating
   *[other] { $shown } ratings
}
ratings-by-engineer = By team member
ratings-by-product = By product
rating-no = –
rating-mark = Rating
rating-about = Survey
rating-answered = Answered
rating-comment = Comment
rating-engineer = Team member
rounds = Yearly surveys
rounds-lede = Once a year, everybody who agreed is asked how good support was. Emails go out in batches. Answers have no names, and are shown once 5 people have answered.
rounds-none = No yearly survey yet.
round-new = New yearly survey
round-text = Everybody who agreed to the yearly survey gets an email, unless they had one within the last 350 days. Emails that are sent can’t be taken back.
round-tick = Send the survey to everybody who agreed
round-start = Start
round-started = Started
round-asked = Asked
round-answered = Answered
round-running = Running
round-done = Done
round-stopped = Stopped
round-stop = Stop
round-begun = The yearly survey has started.
round-ended = The yearly survey is stopped. Nobody else gets an email; those who have one can still answer.
report-title = Support reports
report-lede = How many requests come in, how long answers take, and how satisfied customers are. Times are from the customer’s point of view, nights and weekends included; targets count working hours only.
report-by = Group by
report-of = Narrow to
report-of-all = Everything
report-of-hint = Always shown over time.
report-from = From
report-until = Until
report-what = Group
report-day = Day
report-month = Month
report-product = Product
report-opened = Opened
report-ended = Ended
report-open = Open at the end
report-first = First answer (median)
report-first-90 = First answer (90%)
report-first-kept = First answer in time
report-solution = Solution (median)
report-solution-90 = Solution (90%)
report-solution-kept = Solution in time
report-rating = Mean rating
report-ratings = Ratings
report-units = Contract requests used
report-none = None
report-former = Former
# $minutes (Number) - how many
report-minutes = { $minutes } min
# $hours (Number) - how many
report-hours = { $hours } h
# $days (Number) - how many
report-days = { $days } d
# $percent (Number) - how many
report-percent = { $percent }%
# $whole (Number) - before the point
# $tenth (Number) - behind it
report-mean = { $whole }.{ $tenth }
# $opened (Number) - how many
# $ended (Number) - how many
report-opened-ended = { $opened } opened, { $ended } ended
report-open-text = Not ended at the end of each period
report-median-text = Half were faster, half slower
report-rating-text = From 1, very bad, to 5, very good
report-units-text = Requests that contracts paid for
# $when (String) - a time
report-counted = Up to date as of { $when }.
report-counting = The figures are being counted. Some are still missing; this page is complete in a few minutes.
report-empty = No figures yet
report-empty-text = Figures will appear here once the first requests have been counted.
report-recount = Count again
report-recount-title = Count everything again
report-recount-text = Needed after the time zone of the vendor has changed. Requests that have been erased completely are no longer counted after that.
report-recounted = Everything is being counted again.
job-surveys = Send surveys after requests
job-survey-round = Ask everybody who agreed to the yearly survey
job-figures = Count the figures of support
event-rated = Survey answered
event-ratings-listed = Ratings listed
event-round-started = Yearly survey started
event-round-stopped = Yearly survey stopped
event-recounted = Figures of support counted again
data-surveys = Surveys about support
data-sent = Sent
rating-any-engineer = All team members
rounds-plot = Mean rating by survey
# $count (Number) - how many
round-few = From { $count } answers on
round-answers = Answers
quotas = Contract quotas
quotas-lede = What is left of the contracts that run now. A contract that covers several products counts with each of them. Choose a row to see its requests over time.
quotas-none = No running contracts
quotas-none-text = Contracts appear here from their first day.
quota-held = Held by requests
quota-share = Used or held
quota-left-text = Requests left in contracts with a limit
scope-reports-read = Read support reports
