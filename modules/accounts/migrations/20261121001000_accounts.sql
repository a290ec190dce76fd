-- Customers' accounts (ACC). What a person tells about himself is sealed under his own key; the address
-- is found by its keyed hash. Whatever belongs to an account goes with it.
create table account (
    id uuid primary key,
    state text not null,
    email_lookup bytea not null,
    email_sealed bytea not null,
    name_sealed bytea,
    company_sealed bytea,
    phone_sealed bytea,
    address_sealed bytea,
    password_hash text,
    password_changed_at bigint,
    country text,
    region text,
    lang text not null,
    zone text,
    created_at bigint not null,
    confirmed_at bigint,
    pending_since bigint,
    version bigint not null
);
create unique index account_email on account (email_lookup);
create index account_pending on account (pending_since) where pending_since is not null;

-- Which kinds of notification a person switched on; no row: off (ACC-16).
create table notification_choice (
    id uuid primary key,
    account_id uuid not null references account (id) on delete cascade,
    kind text not null,
    chosen_at bigint not null
);
create unique index notification_choice_kind on notification_choice (account_id, kind);

-- Sessions (ACC-10). expires_at moves with use up to ends_at, which never moves.
create table session (
    id uuid primary key,
    token_hash bytea not null,
    account_id uuid not null references account (id) on delete cascade,
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null,
    ends_at bigint not null,
    kept boolean not null,
    elevated_until bigint not null,
    network text,
    agent text,
    device_id uuid
);
create unique index session_token on session (token_hash);
create index session_account on session (account_id);
create index session_expires on session (expires_at);

-- Links in mails: one live token of a kind per account; used up by deletion. A registration's password
-- lies with its own token until the address is proven.
create table one_time_token (
    id uuid primary key,
    kind text not null,
    token_hash bytea not null,
    account_id uuid not null references account (id) on delete cascade,
    password_hash text,
    created_at bigint not null,
    expires_at bigint not null
);
create unique index one_time_token_hash on one_time_token (token_hash);
create unique index one_time_token_kind on one_time_token (account_id, kind);
create index one_time_token_expires on one_time_token (expires_at);

-- Browsers that have signed in to an account before.
create table known_device (
    id uuid primary key,
    account_id uuid not null references account (id) on delete cascade,
    device_hash bytea not null,
    first_at bigint not null,
    last_at bigint not null
);
create unique index known_device_hash on known_device (account_id, device_hash);
create index known_device_last on known_device (last_at);

-- Slow counters that hold across nodes and restarts: wrong passwords, mails to an address (ACC-11). The
-- id is a keyed hash of what is counted.
create table attempt (
    id bytea primary key,
    kind text not null,
    count bigint not null,
    blocked_until bigint not null,
    expires_at bigint not null
);
create index attempt_expires on attempt (expires_at);
