-- What a clerk changed alone, so that many small changes are seen as the large one that they are together. The row of license
-- 00000000-0000-0000-0000-000000000000 is held while one is judged, so that two at once are counted one after the other.
create table small_change (
    id uuid primary key,
    member_id uuid not null,
    kind text not null,
    license_id uuid not null,
    seats bigint not null,
    at bigint not null
);
create unique index small_change_license on small_change (member_id, kind, license_id);
create index small_change_at on small_change (at);
