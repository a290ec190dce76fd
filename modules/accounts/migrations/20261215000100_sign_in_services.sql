-- Signing in with an account elsewhere (ACC-7, ACC-8). An identity is found by the keyed hash of its service and the subject there, never
-- by an address; what is shown of it is sealed under the account's key.
create table account_identity (
    id uuid primary key,
    account_id uuid not null references account (id) on delete cascade,
    provider text not null,
    subject_lookup bytea not null,
    pepper_version bigint not null,
    subject_sealed bytea not null,
    shown_sealed bytea,
    created_at bigint not null,
    used_at bigint not null
);
create unique index account_identity_subject on account_identity (subject_lookup);
create index account_identity_account on account_identity (account_id, created_at, id);

-- An identity that waits with its mailed link for the proof of the address.
create table waiting_identity (
    id uuid primary key references one_time_token (id) on delete cascade,
    account_id uuid not null references account (id) on delete cascade,
    identity_sealed bytea not null
);
create index waiting_identity_account on waiting_identity (account_id);
