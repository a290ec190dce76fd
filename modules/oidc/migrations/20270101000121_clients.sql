-- OAuth and OpenID Connect clients: sites, apps and products that sign people in here.
create table oidc_client (
    id uuid primary key,
    client_id text not null unique,
    name text not null check (length(name) between 1 and 100),
    kind text not null,
    redirect_uris text not null,
    post_logout_redirect_uris text not null,
    backchannel_logout_uri text,
    scopes text not null,
    id_token_alg text not null,
    require_par boolean not null,
    first_party boolean not null,
    products text not null,
    note_sealed bytea,
    rights_sealed bytea not null,
    created_at bigint not null,
    changed_at bigint not null,
    disabled_at bigint,
    version bigint not null
);
create index oidc_client_created on oidc_client (created_at, id);
create index oidc_client_name on oidc_client (name, id);

-- The secrets of clients that can keep one: at most two that work, so that one can take over from the other.
create table oidc_client_secret (
    id uuid primary key,
    client uuid not null references oidc_client (id),
    secret_hash bytea not null unique,
    pepper_version bigint not null,
    prefix text not null,
    rights_sealed bytea not null,
    created_at bigint not null,
    ends_at bigint,
    used_at bigint
);
create index oidc_client_secret_client on oidc_client_secret (client);
create index oidc_client_secret_ends on oidc_client_secret (ends_at);
