-- The vendor's staff (ALL-8). Names and addresses are sealed under the member's own key; the address is
-- found by its keyed hash. Whatever belongs to a member goes with him.
create table staff (
    id uuid primary key,
    email_lookup bytea not null,
    email_sealed bytea not null,
    name_sealed bytea not null,
    roles text not null,
    password_hash text,
    totp_secret_sealed bytea,
    totp_pending_sealed bytea,
    totp_last_step bigint not null,
    lang text,
    zone text,
    created_at bigint not null,
    disabled_at bigint,
    version bigint not null
);
create unique index staff_email on staff (email_lookup);
create index staff_created on staff (created_at, id);

-- Sessions. Stage `password_passed` waits for the second factor and opens nothing; `full` is signed in.
-- expires_at moves with use up to ends_at, which never moves.
create table staff_session (
    id uuid primary key,
    token_hash bytea not null,
    staff_id uuid not null references staff (id) on delete cascade,
    stage text not null,
    code_failures bigint not null,
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null,
    ends_at bigint not null,
    elevated_until bigint not null,
    network text,
    agent text
);
create unique index staff_session_token on staff_session (token_hash);
create index staff_session_staff on staff_session (staff_id);
create index staff_session_expires on staff_session (expires_at);

-- Recovery codes: each takes the place of the authenticator app once.
create table staff_recovery_code (
    id uuid primary key,
    staff_id uuid not null references staff (id) on delete cascade,
    code_hash bytea not null,
    created_at bigint not null,
    used_at bigint
);
create unique index staff_recovery_code_hash on staff_recovery_code (staff_id, code_hash);
create index staff_recovery_code_used on staff_recovery_code (used_at) where used_at is not null;

-- Links in mails: one live token of a kind per member; used up by deletion.
create table staff_token (
    id uuid primary key,
    kind text not null,
    token_hash bytea not null,
    staff_id uuid not null references staff (id) on delete cascade,
    created_at bigint not null,
    expires_at bigint not null
);
create unique index staff_token_hash on staff_token (token_hash);
create unique index staff_token_kind on staff_token (staff_id, kind);
create index staff_token_expires on staff_token (expires_at);

-- Slow counters that hold across nodes and restarts: wrong passwords, wrong codes. The id is a keyed
-- hash of what is counted.
create table staff_attempt (
    id bytea primary key,
    kind text not null,
    count bigint not null,
    blocked_until bigint not null,
    expires_at bigint not null
);
create index staff_attempt_expires on staff_attempt (expires_at);

-- API keys (ALL-7): only a keyed hash is stored, and the first letters to tell keys apart.
create table api_key (
    id uuid primary key,
    name text not null,
    key_hash bytea not null,
    prefix text not null,
    scopes text not null,
    created_by uuid,
    created_at bigint not null,
    expires_at bigint,
    revoked_at bigint,
    last_used_at bigint
);
create unique index api_key_hash on api_key (key_hash);
create index api_key_created on api_key (created_at, id);
