-- A license names the revision of its edition that it was sold with, and so does the batch that made it (LIC-1). Whatever was sold until
-- now is of the first revision, which the catalog has filled from what it was on this day. A batch remembers the offer that it was bought
-- under.
alter table license add column edition_rev bigint not null default 1;
alter table issue_batch add column edition_rev bigint not null default 1;
alter table issue_batch add column offer_rev_id uuid;
drop index license_edition;
create index license_edition on license (edition_id, edition_rev, id);
-- Sales are added up by batches of a span of time (LIC-15).
create index issue_batch_created on issue_batch (created_at);

-- A clerk's decision about a sold license: what it was, what it becomes, from when on, and why, under the order's key. Rows are added; that
-- one took effect, or was called off before, is noted in it. A license has one at a time that waits.
create table license_change (
    id uuid primary key,
    license_id uuid not null references license (id),
    edition_before uuid not null,
    rev_before bigint not null,
    seats_before bigint not null,
    edition_after uuid not null,
    rev_after bigint not null,
    seats_after bigint not null check (seats_after between 1 and 100000),
    takes_away boolean not null,
    reason_sealed bytea,
    from_at bigint not null,
    decided_at bigint not null,
    decided_by_kind text not null,
    decided_by_id uuid,
    applied_at bigint,
    called_off_at bigint
);
create index license_change_license on license_change (license_id, id);
create unique index license_change_waits on license_change (license_id) where applied_at is null and called_off_at is null;
create index license_change_due on license_change (from_at, id) where applied_at is null and called_off_at is null;

-- A clerk's decision that what an edition grants now goes also to the licenses sold before: each of them gets a license_change of it.
create table edition_rollout (
    id uuid primary key,
    edition_id uuid not null references edition (id),
    edition_rev bigint not null,
    reason text not null,
    from_at bigint not null,
    decided_at bigint not null,
    decided_by_kind text not null,
    decided_by_id uuid,
    finished_at bigint
);
create index edition_rollout_edition on edition_rollout (edition_id, id);
