-- Files of people, orders and the installation itself. The bytes are in the storage under the random name `blob`, sealed under
-- a key that is derived from the owner's. A row is there before the first byte and goes after the last, so that no end of
-- the process leaves bytes that nobody knows of.
create table file (
    id uuid primary key,
    owner uuid not null,
    purpose text not null,
    state text not null check (state in ('receiving', 'ready', 'deleting')),
    blob uuid not null,
    name_sealed bytea,
    media text not null,
    size bigint not null,
    content_mac bytea,
    created_at bigint not null,
    expires_at bigint
);
create index file_owner on file (owner, content_mac);
create index file_blob on file (blob);
create index file_expires on file (expires_at) where expires_at is not null;
create index file_deleting on file (id) where state = 'deleting';
