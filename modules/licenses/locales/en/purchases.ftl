### Buyers without an account (ACC-3)

mail-codes-set = Set password
mail-codes-set-term = We’ve created an account for this address. Once you set a password, the license is in it, and you can look the code up whenever you need it. The link works for 7 days; after that, ask for a new one under “Forgot your password?”. If you already have an account with another address, add the code there.
order-invite = Email link to set a password
order-invited = Link sent.
refusal-invite-nobody = No email address is on file for this order, so there’s nobody to send the link to.
refusal-invite-has-account = The buyer already has an account and can sign in. Nothing was sent.
refusal-invite-too-often = The link was emailed several times just now. Try again in an hour.
event-order-buyer-invited = Link to set a password sent to the buyer

### Purchases and saved cards (ACC-19)

purchases-title = Purchases
purchases-lede = What you bought with this account’s address, and where to find the invoices.
purchases-none = No purchases yet
purchases-none-text = Purchases in the shop with your email address appear here. If you have an activation code, add it to your licenses.
purchase-products = Products
purchase-nothing-yet = Not delivered yet
# $count (Number) - licenses
# $product (String) - product and edition
# $seats (Number) - devices of each
purchase-line = { $count ->
    [1] { $seats ->
        [one] { $product }, 1 device
       *[other] { $product }, { $seats } devices
    }
   *[other] { $seats ->
        [one] { $count } × { $product }, 1 device each
       *[other] { $count } × { $product }, { $seats } devices each
    }
}
purchase-made = Date
purchase-amount = Amount
purchase-payment = Payment
purchase-invoice = Invoice
purchase-invoice-open = Open invoice
purchase-again = Buy again
payment-paid = Paid
payment-part-refunded = Partly refunded
payment-refunded = Refunded
payment-disputed = Disputed
card-title = Saved card
card-none = No card is saved. You can choose to save one when you pay in the shop; only its last four digits and its expiry date are kept here.
card-text = You chose to save this card in the shop. Only its last four digits and its expiry date are kept here.
card-number = Card
card-expires = Expires
card-saved = Saved
card-remove = Remove card
card-removed = Card removed. The shop is told to remove it too.
refusal-card-number = More than the last four digits of a card. Nothing was stored: card numbers must not be sent here.
refusal-card-unreadable = Send the last four digits and the month of expiry, for example “4242” and “2028-09”.
refusal-card-ended = This card has expired, or its expiry date is too far ahead.
refusal-card-no-account = Nobody has this order in their account yet, so there’s no account to show the card in.
refusal-card-taken-back = The customer removed their saved card. Remove it in the shop and delete it here first.
refusal-card-not-yours = Sign in to remove your saved card.
event-order-payment-told = Payment updated by the shop
event-card-saved = Card saved in the shop
event-card-taken-back = Saved card removed
event-card-removed = Saved card removed by the shop

### Notifications that people switch on (ACC-16)

notify-license-expires = when one of my licenses is about to expire
notify-payment-changed = when the payment of one of my orders changes, for example after a refund
# $product (String) - the product's name
# $day (String) - the last day
mail-expires-title = Your license for { $product } expires on { $day }
# $number (String) - the license number
# $product (String) - the product's name
# $day (String) - the last day
mail-expires-lead = Your license { $number } for { $product } expires on { $day }.
# $count (Number) - licenses
mail-expires-title-many = { $count ->
    [one] { $count } license expires soon
   *[other] { $count } licenses expire soon
}
# $count (Number) - licenses
mail-expires-lead-many = { $count ->
    [one] { $count } of your licenses expires soon:
   *[other] { $count } of your licenses expire soon:
}
# $name (String) - product and edition
# $number (String) - the license number
# $day (String) - the last day
mail-expires-line = { $name }, { $number }: expires on { $day }
mail-expires-renew = Renew license
mail-expires-open = Open license
mail-expires-show = Show licenses
mail-expires-after = After that day, the product stops on the devices at its next license check.
mail-expires-reason = You’re receiving this email because you turned on notifications about expiring licenses in your profile.
# $number (String) - the order number
# $state (String) - how the payment stands
mail-payment-title = Order { $number }: { $state }
# $number (String) - the order number
# $state (String) - how the payment stands
mail-payment-lead = The shop updated the payment of your order { $number }: { $state }.
mail-payment-open = Open purchases
mail-payment-after = If you didn’t expect this, contact the seller. You’ll find them with your purchases.
mail-payment-reason = You’re receiving this email because you turned on notifications about payments in your profile.
job-expiry-notices = Tell people that licenses expire
