### What is wrong with an email address.

missing = Enter an email address.
too-long = This address is too long. An email address has at most 254 characters.
invalid = This is not an email address. It should look like name@example.com.
# $character (String) - the code point, such as U+200B
hidden = There is a character in this address that cannot be seen: { $character }. Delete it and what stands next to it, then type that part again.
not-ascii = Before the @ of an address, we can only use Latin letters without accents, digits and signs such as . - _ +
