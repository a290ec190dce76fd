### What is wrong with what a shop tells

wrong-amount = Enter an amount such as 49.90, with as many decimal places as its currency has.
wrong-currency = Enter a currency by its three letters, such as EUR.
wrong-card-number = This looks like a card number. Nothing was stored: card numbers must not be entered here.
