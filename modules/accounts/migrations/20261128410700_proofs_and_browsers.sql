-- A link knows the browser that chose what waits with it, several of a kind live at once, and a used one is remembered
-- until it would have ended. A known browser can be recognized by its owner. A deleted account's session is remembered
-- for a short while, so that the second of two equal requests is told the truth.
drop index one_time_token_kind;
alter table one_time_token add column browser_hash bytea;
alter table one_time_token add column used_at bigint;
create index one_time_token_account on one_time_token (account_id, kind, created_at);

alter table known_device add column network text;
alter table known_device add column agent text;
alter table known_device add column told_at bigint;
update known_device set told_at = 0;
create index known_device_account on known_device (account_id, last_at);
create index known_device_untold on known_device (first_at) where told_at is null;

-- The id is the keyed hash of the cookie's token.
create table deleted_session (
    id bytea primary key,
    expires_at bigint not null
);
create index deleted_session_expires on deleted_session (expires_at);
