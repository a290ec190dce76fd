### Offers and revisions of editions (LIC-1)

edition-revision = Revision
offer = Offer
offers = Offers
offers-none = No offers yet. A shop can name an offer in place of product, edition and term.
offer-add = Add offer
offer-choose = Choose…
offer-code = Offer code
offer-code-hint = Unique in the whole catalog. Shops send it with an order.
offer-kind = Kind
offer-kind-commercial = Commercial
offer-kind-subscription = Subscription
offer-kind-trial = Trial
offer-kind-nfr = Not for resale
offer-seats = Seats
offer-seats-min = Seats (minimum, if variable)
offer-seats-max = Seats (maximum)
offer-seats-max-hint = Leave empty if the number is fixed.
offer-seats-step = In steps of
offer-regions = Countries
offer-regions-hint = Two-letter codes such as JP, DE. Empty: wherever the product is sold.
# $min (String) - the fewest
# $max (String) - the most
offer-seats-between = { $min } to { $max }
# $min (String) - the fewest
# $max (String) - the most
# $step (String) - by how many it grows
offer-seats-in-steps = { $min } to { $max }, in steps of { $step }
# $number (String) - the revision
offer-revision = Revision { $number }
offer-retired = No longer sold
offer-retire = Retire
offer-retired-now = The offer is no longer sold. What was bought under it stays.
wrong-sold = Licenses that were sold carry this identifier, so it can’t be changed.
wrong-not-of-offer = The offer sells something else. Leave this empty, or enter what the offer says.
event-offer-created = Offer added
event-offer-changed = Offer changed
event-offer-retired = Offer retired
event-offer-removed = Offer removed
