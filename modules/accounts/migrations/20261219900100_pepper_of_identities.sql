-- A rotation of the pepper finds what is left under an older one, as for addresses.
create index account_identity_pepper on account_identity (pepper_version);
