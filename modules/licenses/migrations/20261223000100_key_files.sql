-- Key files (LIC-11, LIC-12): the count behind serial numbers, the register of every issued file, status lists of a product and
-- year (LIC-20), issuing keys that were taken back, and requests of the public form until their archive is fetched.
create table key_serial (
    id bigint primary key check (id = 1),
    counted bigint not null check (counted >= 0 and counted <= 4294967295),
    secret_sealed bytea not null
);

create table status_list (
    id uuid primary key,
    product_id uuid not null references product (id),
    year bigint not null,
    part bigint not null check (part > 0),
    issuer text not null,
    product_code text not null,
    name text not null,
    places bigint not null check (places > 0),
    taken bigint not null check (taken >= 0),
    secret_sealed bytea not null,
    opens_at bigint not null,
    closes_at bigint not null,
    seq bigint not null check (seq >= 0),
    digest bytea,
    list text,
    made_at bigint not null,
    looked_at bigint not null
);
create unique index status_list_part on status_list (product_id, year, part);
create unique index status_list_name on status_list (product_code, name);

create table key_file (
    id uuid primary key,
    license_id uuid not null references license (id),
    activation_id uuid not null,
    copy bigint,
    serial text not null,
    kid text not null,
    claims_sealed bytea not null,
    list_sealed bytea not null,
    status_list_id uuid not null references status_list (id),
    place bigint not null check (place >= 0),
    status bigint not null check (status between 0 and 3),
    status_at bigint,
    issued_at bigint not null,
    ends_at bigint not null,
    replaced_at bigint,
    returned_at bigint
);
create unique index key_file_serial on key_file (serial);
create unique index key_file_place on key_file (status_list_id, place);
create unique index key_file_seat on key_file (activation_id) where replaced_at is null;
create index key_file_activation on key_file (activation_id);
create index key_file_license on key_file (license_id, issued_at);
create index key_file_changed on key_file (status_list_id, status_at);
create index key_file_ended on key_file (ends_at);

create table key_revocation (
    seq bigint primary key check (seq > 0),
    list text not null,
    made_at bigint not null
);

create table key_file_ask (
    id uuid primary key,
    asked_sealed bytea,
    lang text not null,
    zone text,
    key_file_id uuid,
    token_lookup bytea,
    asked_at bigint not null,
    mailed_at bigint,
    taken_at bigint
);
create unique index key_file_ask_token on key_file_ask (token_lookup) where token_lookup is not null;
create index key_file_ask_asked on key_file_ask (asked_at);
