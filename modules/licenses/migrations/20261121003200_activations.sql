-- Seats taken by devices, the feed by which every node learns what must not be renewed any more, and the keys
-- that sign leases. One device has one live activation per license: the partial unique index is the second
-- lock behind the counter in license.seats_used (LIC-10).
create table activation (
    id uuid primary key,
    license_id uuid not null references license (id),
    device_lookup bytea not null,
    fingerprint_sealed bytea not null,
    components text not null,
    device_name_sealed bytea,
    platform text not null,
    application text,
    product_version text,
    activated_at bigint not null,
    last_seen_at bigint not null,
    deactivated_at bigint,
    deactivated_by text
);
create unique index activation_device on activation (license_id, device_lookup) where deactivated_at is null;
create index activation_license on activation (license_id, activated_at, id);
create index activation_ended on activation (deactivated_at) where deactivated_at is not null;

create table lease_stop (
    seq bigint generated always as identity primary key,
    at bigint not null,
    kind text not null check (kind in ('activation', 'license', 'changed')),
    activation_id uuid,
    license_id uuid
);
create index lease_stop_at on lease_stop (at);

create table signing_key (
    kid text primary key,
    purpose text not null,
    public bytea not null,
    private_sealed bytea not null,
    certificate text not null,
    not_before bigint not null,
    expires_at bigint not null,
    created_at bigint not null
);
