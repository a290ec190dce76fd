-- Seats of a license over time (LIC-15). A row says what is true from its day on, until the next row: days on which nothing changed have
-- none, but the first of each month. Written by a job from the rows of the seats, never by a call of a device.
create table license_usage (
    id uuid primary key,
    license_id uuid not null references license (id),
    day_at bigint not null,
    seats bigint not null,
    used bigint not null,
    alive bigint not null,
    most bigint not null
);
create unique index license_usage_day on license_usage (license_id, day_at);
create index license_usage_at on license_usage (day_at);
-- Which days are written, of all licenses.
create table usage_day (
    id uuid primary key,
    day_at bigint not null,
    licenses bigint not null,
    used bigint not null,
    written_at bigint not null
);
create unique index usage_day_at on usage_day (day_at);
-- Licenses of which nearly all seats are taken, or on which more devices may run than they have seats (LIC-14).
create table over_use (
    id uuid primary key,
    license_id uuid not null references license (id),
    seats bigint not null,
    devices bigint not null,
    percent bigint not null,
    since bigint not null,
    seen_at bigint not null
);
create unique index over_use_license on over_use (license_id);
create index over_use_percent on over_use (percent, id);
create index over_use_seen on over_use (seen_at);
