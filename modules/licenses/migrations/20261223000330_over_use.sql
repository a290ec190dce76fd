-- Licenses that are used to their limit or beyond (LIC-14), as clerks follow them: what was told of them, since when they are beyond
-- their seats, and whether the owner was warned. Written once a minute from what a node counted, and by a job; never by a call.
create table over_use_case (
    id uuid primary key,
    license_id uuid not null references license (id),
    seats bigint not null,
    devices bigint not null,
    refused bigint not null,
    percent bigint not null,
    told_percent bigint not null,
    over_since bigint,
    over_seen_at bigint,
    seen_at bigint not null,
    warned_at bigint,
    warned_by_id uuid
);
create unique index over_use_case_license on over_use_case (license_id);
create index over_use_case_percent on over_use_case (percent, id);
create index over_use_case_over on over_use_case (over_since, id) where over_since is not null;
create index over_use_case_seen on over_use_case (seen_at);
