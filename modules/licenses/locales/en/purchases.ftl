### Buyers without an account (ACC-3)

mail-codes-set = Set password
mail-codes-set-term = We’ve created an account for this address. Once you set a password, the license is in it, and you can look the code up whenever you need it. The link works for 7 days; after that, ask for a new one under “Forgot your password?”. If you already have an account with another address, add the code there.
order-invite = Email link to set a password
order-invited = Link sent.
refusal-invite-nobody = No email address is on file for this order, so there’s nobody to send the link to.
refusal-invite-has-account = The buyer already has an account and can sign in. Nothing was sent.
refusal-invite-too-often = The link was emailed several times just now. Try again in an hour.
event-order-buyer-invited = Link to set a password sent to the buyer
