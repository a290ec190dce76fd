### What an edition needs and brings beside its features (LIC-33, LIC-34).

edition-service = Account and services
# $edition (String) - the edition's name
edition-service-of = Account and services: { $edition }
edition-service-lede = Whether the product must be connected to an account, and what comes with a license. Customers read it on the page of their license. What needs an account applies to licenses sold from now on.
account-need = Connected account
account-need-never = Not needed
account-need-some = Needed for some features
account-need-all = Needed for all features
account-features = Features that need a connected account
# $name (String) - the name of the language
support-in = Standard support ({ $name })
# $name (String) - the name of the language
services-in = Further services ({ $name })
