### Why a device is or would be refused, rule by rule (LIC-10).

explain-title = Can another device be activated?
explain-open = Check activation
explain-lede = What’s checked when you activate another device with this license, and what stands in the way.
explain-lede-staff = What the customer is told when they activate another device with this license. Looking changes nothing.
explain-back = Back to the license
explain-passes = Another device can be activated
explain-passes-text = Nothing stands in the way.
explain-fix = Fix it here
explain-final = Trying again won’t help until this is resolved.
explain-passing = You can try again later.
explain-rules = What’s checked
explain-rule = Rule
explain-value = Now
explain-limit = Limit
explain-said = Result
explain-passed = Passed
explain-failed = Not passed
explain-not-asked = Not checked
rule-request = The request is well formed
rule-code = The code has no typing errors
rule-device = The device is described correctly
rule-clock = The device’s clock is right
rule-guesses = Few enough wrong codes have been tried
rule-rate = Few enough requests were made in a short time
rule-known = A license has this code
rule-product = The license is for this product
rule-application = The license is for this app
rule-region = The product is available in this country
rule-merged = The license hasn’t been merged into another one
rule-reserve = The code isn’t a reserve
rule-replaced = The code hasn’t been replaced by another one
rule-blocked = The license isn’t blocked
rule-verified = The license has been verified
rule-term = The license hasn’t expired
rule-activate-by = The last day for the first activation hasn’t passed
rule-key-file-only = The code activates online
rule-agreement = The license agreement has been accepted
rule-trial = The device hasn’t had a trial of this product
rule-limited = The license accepts more devices
rule-seat = A seat is free
rule-transfers = The license hasn’t been moved too often
rule-returns = The device doesn’t come back too often
rule-here = The license isn’t in this account yet
rule-accounts = The license can be in one more account
# $count (Number) - how many hours
# $number (String) - the same as it is written
rule-hours = { $count ->
    [one] { $number } hour
   *[other] { $number } hours
}
