### The mail with the codes: what was bought

mail-codes-downloads = Download
mail-codes-product = Product
mail-codes-term = Term
mail-codes-seats = Devices
mail-codes-activate-by = Activate by
mail-codes-order = Order
