-- The outbox: work that must happen after a change is a row written with the change (ALL-4).
-- A schedule's next tick is a row too, so that only one node fires it.
create table job (
    id blob primary key,
    kind text not null,
    payload text not null,
    dedup_key text,
    run_at integer not null,
    attempts integer not null default 0,
    max_attempts integer not null,
    lease_until integer not null default 0,
    lease_by blob,
    last_error text,
    created_at integer not null,
    dead_at integer
);
create unique index job_dedup_key on job (dedup_key) where dedup_key is not null;
create index job_due on job (run_at, id) where dead_at is null;
create index job_dead on job (dead_at, id) where dead_at is not null;

create table schedule (
    name text primary key,
    next_at integer not null,
    last_at integer,
    last_rows integer
);
