-- Files that come in parts, over hours and broken connections (SUP-5). The file's row is there before the first byte, as ever; its
-- `blob` is then the name of a group, and each part has bytes of its own, sealed for its place in that group. A part's row and
-- the number of received bytes move in one transaction, after the part's bytes are safe.
alter table file add column parts bigint;
alter table file add column receipt_sealed bytea;
alter table file add column scan text not null default 'own';
alter table file add column scanned_at bigint;
alter table file add column scan_said text;
create index file_quarantined on file (id) where scan = 'quarantined';

create table file_part (
    blob uuid primary key,
    file_blob uuid not null,
    starts bigint not null check (starts >= 0),
    size bigint not null check (size > 0),
    unique (file_blob, starts)
);

-- What is on its way: the row goes when the file is attached, or with the file.
create table upload (
    id uuid primary key,
    owner uuid not null,
    payer uuid not null,
    message uuid not null,
    name_sealed bytea not null,
    length bigint not null check (length >= 0),
    received bigint not null check (received >= 0 and received <= length),
    epoch bigint not null,
    hash_sealed bytea,
    done_at bigint,
    created_at bigint not null,
    expires_at bigint not null
);
create index upload_payer on upload (payer);
create index upload_message on upload (message);
create index upload_expires on upload (expires_at);

-- A way in for somebody without a session: for one request, for some days, so many bytes.
create table upload_link (
    id uuid primary key,
    owner uuid not null,
    payer uuid not null,
    target uuid not null,
    purpose text not null,
    token_hash bytea not null unique,
    pin_hash bytea,
    wrong_pins bigint not null,
    most_bytes bigint not null check (most_bytes > 0),
    most_files bigint not null check (most_files > 0),
    begun_bytes bigint not null,
    begun_files bigint not null,
    made_by uuid,
    created_at bigint not null,
    expires_at bigint not null,
    check (begun_bytes >= 0 and begun_bytes <= most_bytes and begun_files >= 0 and begun_files <= most_files)
);
create index upload_link_owner on upload_link (owner);
create index upload_link_target on upload_link (target);
create index upload_link_expires on upload_link (expires_at);
