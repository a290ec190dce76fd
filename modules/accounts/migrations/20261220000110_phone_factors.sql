-- Codes by text message (ACC-9, ACC-13): a phone is a factor, whose sealed secret is its number. A code that waits to be typed is bound to
-- what asked for it, and goes with it: half a sign-in, a session, or a new password that waits. Of the code a keyed hash is stored.
create table text_code (
    id uuid primary key,
    account_id uuid not null references account (id) on delete cascade,
    kind text not null,
    half_id uuid references half_sign_in (id) on delete cascade,
    session_id uuid references session (id) on delete cascade,
    waiting_id uuid references waiting_password (id) on delete cascade,
    factor_id uuid references account_factor (id) on delete cascade,
    code_hash bytea not null,
    reference text not null,
    number_sealed bytea,
    failures bigint not null,
    sent_at bigint not null,
    expires_at bigint not null
);
create unique index text_code_half on text_code (half_id);
create unique index text_code_session on text_code (session_id, kind);
create unique index text_code_waiting on text_code (waiting_id);
create index text_code_account on text_code (account_id);
create index text_code_factor on text_code (factor_id);
create index text_code_expires on text_code (expires_at);
