-- Passkeys and security keys are factors too (ACC-9): what is sealed of one is its public key with its counter. A sign-in without a password
-- finds it by a hash of the credential's random id, which exists once in the installation.
alter table account_factor add column credential_hash bytea;
create unique index account_factor_credential on account_factor (credential_hash);
