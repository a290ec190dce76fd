-- What staff note about a license, for each other: sealed under the order's key, since such words name people, and erased with its last
-- account or the buyer (ACC-17).
create table license_note (
    id uuid primary key,
    license_id uuid not null references license (id),
    author_id uuid not null,
    at bigint not null,
    text_sealed bytea not null
);
create index license_note_license on license_note (license_id, at, id);
