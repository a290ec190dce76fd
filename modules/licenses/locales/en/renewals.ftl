### The renewal center and automatic renewal (LIC-8)

renewals-title = Renewals
renewals-lede = Your licenses by expiry date, and how each is renewed.
renewals-lede-company = The company’s licenses by expiry date, how each is renewed, and what to do now.
renewals-none = Nothing to renew
renewals-none-text = Licenses with an expiry date appear here.
renewals-ends-from = Expires from
renewals-ends-until = Expires until
renewals-by-date = By date
renewals-when = Expires
renewals-automatic = Automatic
renewals-by-hand = By hand
renewals-later = Later
renewals-todo = What to do
renewals-todo-over = Renew what is still needed: expired licenses can’t be used.
renewals-todo-now = Renew now, or add a reserve.
renewals-todo-automatic = Nothing: the shop renews them.
renewals-todo-later = Nothing yet.
renewal-title = Renewal
renewal-open = Open renewal
renewal-panel = Renew this license, or see whether it renews automatically.
renewal-by-hand = Renew now
# $day (String) - the day
renewal-ends = This license expires on { $day }.
renewal-not-begun = The term starts when you activate the first device.
renewal-in-shop = The shop already knows which license you renew. You don’t have to type its number.
renewal-at-seller = Ask the seller to renew this license.
auto-renewal = Automatic renewal
auto-renewal-on = On
auto-renewal-off = Off
auto-renewal-waits = Waiting for the seller
# $day (String) - the day
auto-renewal-next = Renews automatically on { $day }.
auto-renewal-on-text = This license renews automatically. The seller hasn’t told us the date.
auto-renewal-off-text = This license doesn’t renew automatically.
auto-renewal-the-shop = the shop
# $wish (String) - on or off
# $seller (String) - who sold it
auto-renewal-sent-text = You asked for “{ $wish }”. We’re waiting for { $seller } to confirm it.
# $wish (String) - on or off
# $seller (String) - who sold it
auto-renewal-unconfirmed-text = You asked for “{ $wish }”, and { $seller } hasn’t answered for a day. We’re looking into it; you can also contact the seller.
# $seller (String) - who sold it
auto-renewal-refused-text = { $seller } didn’t carry out what you last asked for. Contact them to find out why.
auto-renewal-manage = Manage in the shop
auto-renewal-manage-text = You can also change it in the shop, with immediate effect.
auto-renewal-turn-on = Turn on
auto-renewal-turn-off = Turn off
auto-renewal-agree = I agree
# $seller (String) - who charges
auto-renewal-consent = Renew automatically. { $seller } charges the price shown there on each renewal date until you turn this off. We email you 30 days before each renewal.
auto-renewal-consent-shop = Renew automatically. The shop charges the price shown there on each renewal date until you turn this off. We email you 30 days before each renewal.
auto-renewal-wish-taken = We’ve passed it on to the seller. You’ll see it here once they confirm.
auto-renewal-not-agreed = Check the box to agree.
auto-renewal-no-end = This license never expires, so there’s nothing to renew.
auto-renewal-trial = A trial isn’t renewed. To keep using the product, buy a license.
# $day (String) - the month in which the card ends
auto-renewal-card-ends = Your saved card expires on { $day }, before the next renewal. Save another one in the shop.
auto-renewal-wish = Asked for
auto-renewal-wished = Asked on
auto-renewal-no-wish = Nothing asked for
auto-renewal-asked = Seller not told yet
auto-renewal-sent = Seller emailed
auto-renewal-refused = Refused by the seller
auto-renewal-unconfirmed = No answer for a day
auto-renewal-answer = Record the seller’s answer
auto-renewal-answer-lede = What the shop or seller says is what holders see. A request that it answers no longer waits.
auto-renewal-renews-on = Next renewal
auto-renewal-manage-url = Where the buyer manages it in the shop
auto-renewal-save = Save
auto-renewal-saved = Automatic renewal saved.
waiting-renewals-title = Renewal requests
waiting-renewals-lede = Customers who turned automatic renewal on or off, as long as the shop hasn’t confirmed it.
waiting-renewals-none = No requests waiting
waiting-renewals-none-text = When a customer turns automatic renewal on or off, it appears here until the shop answers.
event-license-auto-renewal-wished = Automatic renewal: change requested
event-license-auto-renewal-told = Automatic renewal: seller’s answer recorded
job-renewal-notices = Tell people that licenses renew
# $product (String) - the product's name
# $day (String) - the day
mail-renewal-title = Your license for { $product } renews on { $day }
# $number (String) - the license number
# $product (String) - the product's name
# $day (String) - the day
mail-renewal-lead = License { $number } for { $product } renews automatically on { $day }. The seller charges you on that day.
# $count (Number) - licenses
mail-renewal-title-many = { $count ->
    [one] { $count } license renews soon
   *[other] { $count } licenses renew soon
}
# $count (Number) - licenses
mail-renewal-lead-many = { $count ->
    [one] { $count } of your licenses renews automatically:
   *[other] { $count } of your licenses renew automatically:
}
# $product (String) - the product's name
# $number (String) - the license number
# $day (String) - the day
mail-renewal-line = { $product }, { $number }: renews on { $day }
mail-renewal-off = If you don’t want that, turn automatic renewal off before then. It takes one click.
mail-renewal-open = Open renewal
mail-renewal-open-all = Open renewals
mail-renewal-reason = You’re receiving this email because automatic renewal is on for a license in your account.
# $order (String) - the order number
mail-ask-on-title = Turn on automatic renewal for order { $order }
# $order (String) - the order number
mail-ask-on-lead = The holder of a license from your order { $order } wants it to renew automatically and agreed to be charged by you on each renewal date.
# $order (String) - the order number
mail-ask-off-title = Turn off automatic renewal for order { $order }
# $order (String) - the order number
mail-ask-off-lead = The holder of a license from your order { $order } no longer wants it to renew automatically. Don’t charge them again.
mail-ask-answer = Confirm it through the API or by replying to us. The holder sees your answer in the portal.
mail-ask-reason = You’re receiving this email because you are the seller of this order.
# $product (String) - the product's name
mail-switched-on-title = Automatic renewal requested for { $product }
# $number (String) - the license number
# $product (String) - the product's name
mail-switched-on-lead = You turned on automatic renewal for license { $number } for { $product } and agreed to be charged by the seller on each renewal date. You can turn it off at any time.
# $product (String) - the product's name
mail-switched-off-title = Automatic renewal turned off for { $product }
# $number (String) - the license number
# $product (String) - the product's name
mail-switched-off-lead = You turned off automatic renewal for license { $number } for { $product }.
mail-switched-answer = We’ve passed it on to the seller. The renewal page shows when they have confirmed it.
mail-switched-reason = You’re receiving this email because automatic renewal was changed in your account.

data-auto-renewal-consents = Agreements to automatic renewal
data-ended = Ended

### A lost activation code (LIC-12)

lost-code-title = Lost your activation code?
lost-code-lede = There are three ways to get it back. Start with the first.
lost-code-account = Look in your account
lost-code-account-text = If the license is in your account, you can show its code there whenever you need it.
lost-code-account-open = Open my licenses
lost-code-seller = Ask the seller
lost-code-seller-text = The shop or partner who sold the license has your order. Enter the order number and your email address, and we email you how to reach them.
lost-code-seller-open = Find the seller
lost-code-help = Ask us
lost-code-help-text = If the seller can’t help, contact us. Have your order number ready.
# $count (Number) - how many licenses, at most 1,000
# $shown (String) - the same as it is written
need-renewal-answer = { $count ->
    [one] { $shown } renewal request has had no answer for a day
   *[other] { $shown } renewal requests have had no answer for a day
}
need-renewal-answer-text = Ask the shop, then record its answer on the license.
