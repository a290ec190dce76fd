-- The outbox: work that must happen after a change is a row written with the change (ALL-4).
-- A schedule's next tick is a row too, so that only one node fires it.
create table job (
    id uuid primary key,
    kind text not null,
    payload text not null,
    dedup_key text,
    run_at bigint not null,
    attempts bigint not null default 0,
    max_attempts bigint not null,
    lease_until bigint not null default 0,
    lease_by uuid,
    last_error text,
    created_at bigint not null,
    dead_at bigint
);
create unique index job_dedup_key on job (dedup_key) where dedup_key is not null;
create index job_due on job (run_at, id) where dead_at is null;
create index job_dead on job (dead_at, id) where dead_at is not null;

create table schedule (
    name text primary key,
    next_at bigint not null,
    last_at bigint,
    last_rows bigint
);
