-- The OpenID Connect provider (ACC-21): keys that sign, requests on their way, what people allowed, and the tokens that came of it.
create table oidc_signing_key (
    id uuid primary key,
    kid text not null unique,
    alg text not null check (alg in ('RS256', 'ES256', 'EdDSA')),
    public text not null,
    private_sealed bytea not null,
    created_at bigint not null,
    signs_at bigint not null,
    ends_at bigint
);
create index oidc_signing_key_ends on oidc_signing_key (ends_at);

-- What clients call an account.
create table oidc_subject (
    account_id uuid primary key,
    sub_sealed bytea not null
);

-- What a client asks, while the person signs in and decides, or until the browser comes with a pushed one.
create table oidc_request (
    id uuid primary key,
    token_hash bytea not null unique,
    client uuid not null,
    asked_sealed bytea not null,
    is_opened boolean not null,
    created_at bigint not null,
    expires_at bigint not null
);
create index oidc_request_expires on oidc_request (expires_at);

-- What somebody has connected with their account, and what it may.
create table oidc_app (
    id uuid primary key,
    account_id uuid not null,
    client uuid not null,
    allowed_sealed bytea not null,
    created_at bigint not null,
    used_at bigint not null
);
create unique index oidc_app_of on oidc_app (account_id, client);
create index oidc_app_client on oidc_app (client);

-- One sign-in to a client, with every token that came of it. It is revoked as a whole.
create table oidc_family (
    id uuid primary key,
    app_id uuid not null references oidc_app (id) on delete cascade,
    account_id uuid not null,
    client uuid not null,
    -- Null: the session has ended, or there was none.
    session_id uuid references session (id) on delete set null,
    -- Null: nobody has to hear that the session ended.
    signed_in_at bigint,
    sid text not null,
    allowed text not null,
    proven_at bigint not null,
    acr text not null,
    jkt text,
    created_at bigint not null,
    revoked_at bigint,
    expires_at bigint not null
);
create index oidc_family_app on oidc_family (app_id);
create index oidc_family_session on oidc_family (session_id) where session_id is not null;
create index oidc_family_signed_out on oidc_family (id) where session_id is null and signed_in_at is not null;
create index oidc_family_expires on oidc_family (expires_at);

create table oidc_code (
    id uuid primary key,
    code_hash bytea not null unique,
    family_id uuid not null references oidc_family (id) on delete cascade,
    client uuid not null,
    redirect_uri text not null,
    challenge text not null,
    nonce text,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);
create index oidc_code_family on oidc_code (family_id);
create index oidc_code_expires on oidc_code (expires_at);

create table oidc_refresh (
    id uuid primary key,
    token_hash bytea not null unique,
    family_id uuid not null references oidc_family (id) on delete cascade,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint,
    -- The token that came in its place, for who did not get the answer; taken out half a minute later.
    next_sealed bytea
);
create index oidc_refresh_family on oidc_refresh (family_id);
create index oidc_refresh_expires on oidc_refresh (expires_at);
create index oidc_refresh_next on oidc_refresh (used_at) where next_sealed is not null;

-- A product that waits for its owner at another device (RFC 8628).
create table oidc_device (
    id uuid primary key,
    device_hash bytea not null unique,
    code_hash bytea not null unique,
    client uuid not null,
    about_sealed bytea not null,
    network text,
    state text not null check (state in ('waiting', 'approved', 'denied')),
    account_id uuid,
    approved_sealed bytea,
    polled_at bigint,
    pause bigint not null,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint,
    -- The answer, for who did not get it; taken out half a minute later.
    next_sealed bytea
);
create index oidc_device_expires on oidc_device (expires_at);
create index oidc_device_account on oidc_device (account_id) where account_id is not null;
create index oidc_device_next on oidc_device (used_at) where next_sealed is not null;

-- Proofs of possession that were seen (RFC 9449): none counts twice.
create table oidc_proof (
    id uuid primary key,
    proof_hash bytea not null unique,
    expires_at bigint not null
);
create index oidc_proof_expires on oidc_proof (expires_at);

-- Clients that have yet to hear that somebody signed out.
create table oidc_logout (
    id uuid primary key,
    client uuid not null,
    sub text not null,
    sid text,
    created_at bigint not null
);
create index oidc_logout_created on oidc_logout (created_at);
