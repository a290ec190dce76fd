### What is wrong with an email address.

missing = Enter an email address.
too-long = This address is too long. An email address has at most 254 characters.
invalid = This isn’t an email address. It should look like name@example.com.
# $character (String) - the code point, such as U+200B
hidden = There’s a character in this address that can’t be seen: { $character }. Delete it and the characters next to it, then type that part again.
not-ascii = Before the @ of an address, use only Latin letters without accents, digits and signs such as . - _ +
