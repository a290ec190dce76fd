-- Single sign-on of staff by the vendor's own OpenID Connect provider (ALL-8). Who a member is there is sealed in their row, and part of the
-- statement of their rights; the look-up only finds the row.
alter table staff add column identity_sealed bytea;
create table staff_identity (
    staff_id uuid primary key references staff (id) on delete cascade,
    subject_lookup bytea not null,
    pepper_version bigint not null,
    connected_at bigint not null,
    used_at bigint
);
create unique index staff_identity_subject on staff_identity (subject_lookup);

-- What the provider vouched for in a session: what it calls the session there, and the ID token for signing out.
alter table staff_session add column vouched_sealed bytea;
alter table staff_session add column vouched_lookup bytea;
create index staff_session_vouched on staff_session (vouched_lookup) where vouched_lookup is not null;

-- Logout tokens that were taken: each counts once (OpenID Connect Back-Channel Logout 1.0).
create table staff_logout_token (
    id bytea primary key,
    expires_at bigint not null
);
create index staff_logout_token_expires on staff_logout_token (expires_at);
