-- Change of address (ACC-14). What waits for its proof, one of an account; the address is sealed under the account's key, and nobody finds it
-- by what it is. Addresses that were an account's until lately are found by their keyed hash, so that nobody else takes one.
create table address_change (
    id uuid primary key,
    account_id uuid not null references account (id) on delete cascade,
    email_sealed bytea not null,
    asked_at bigint not null,
    expires_at bigint not null
);
create unique index address_change_account on address_change (account_id);
create index address_change_expires on address_change (expires_at);

create table former_address (
    id uuid primary key,
    account_id uuid not null references account (id) on delete cascade,
    email_lookup bytea not null,
    pepper_version bigint not null,
    email_sealed bytea not null,
    changed_at bigint not null,
    undone_at bigint
);
create index former_address_email on former_address (email_lookup);
create index former_address_account on former_address (account_id);
create index former_address_changed on former_address (changed_at);
create index former_address_pepper on former_address (pepper_version);
