-- Password hashes are sealed under the account's key, so that a stolen database opens none (PRI-13). The old columns stay
-- until a later release, always empty: the start of the program moves what is in them.
alter table account add column password_sealed bytea;
alter table one_time_token add column password_sealed bytea;
create index account_password_hash on account (id) where password_hash is not null;
create index one_time_token_password_hash on one_time_token (id) where password_hash is not null;
