-- Password hashes are sealed under the member's key, so that a stolen database opens none (PRI-13). The old column stays
-- until a later release, always empty: the start of the program moves what is in it.
alter table staff add column password_sealed bytea;
create index staff_password_hash on staff (id) where password_hash is not null;
