-- Each line of the log carries a MAC of itself; a job seals the lines in segments that are chained. A line may go when it is
-- older than the horizon that the sweeper has moved: the log stays append-only against everything else. Failures that are
-- nobody's are counted by network and hour before they become one line.
alter table audit add column mac bytea;
alter table audit add column seal bigint;
-- postgres:
-- Each line is updated once, when it is sealed: room for that on its own page keeps the indexes as they are.
alter table audit set (fillfactor = 90);
-- both:

create table audit_seal (
    seq bigint primary key,
    first_id uuid not null,
    last_id uuid not null,
    lines bigint not null,
    kept bigint not null,
    content bytea not null,
    mac bytea not null,
    sealed_at bigint not null
);
create index audit_seal_last on audit_seal (last_id);

create table audit_horizon (
    name text primary key,
    at bigint not null
);

create table audit_count (
    id uuid primary key,
    kind text not null,
    hour bigint not null,
    network text not null,
    failures bigint not null
-- postgres:
);
-- sqlite:
) without rowid;
-- both:
create unique index audit_count_place on audit_count (hour, kind, network);

-- postgres:
create or replace function audit_is_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if old.at >= coalesce((select at from audit_horizon where name = 'lines'), 0) then
            raise exception 'the audit log is append-only';
        end if;
        return old;
    end if;
    if new.id <> old.id or new.at <> old.at or new.actor_kind <> old.actor_kind or new.kind <> old.kind
        or new.subject_kind <> old.subject_kind
        or new.request_id is distinct from old.request_id
        or (old.seal is not null and new.seal is distinct from old.seal)
        or (new.account_id is not null and new.account_id is distinct from old.account_id)
        or (new.actor_id is not null and new.actor_id is distinct from old.actor_id)
        or (new.subject_id is not null and new.subject_id is distinct from old.subject_id)
        or (new.network is not null and new.network is distinct from old.network)
        or (new.details is not null and new.details is distinct from old.details) then
        raise exception 'the audit log is append-only';
    end if;
    return new;
end $$;
-- sqlite:
drop trigger audit_no_delete;
create trigger audit_no_delete before delete on audit
when old.at >= coalesce((select at from audit_horizon where name = 'lines'), 0)
begin
    select raise(abort, 'the audit log is append-only');
end;
drop trigger audit_no_change;
create trigger audit_no_change before update on audit
when new.id <> old.id or new.at <> old.at or new.actor_kind <> old.actor_kind or new.kind <> old.kind
    or new.subject_kind <> old.subject_kind
    or new.request_id is not old.request_id
    or (old.seal is not null and new.seal is not old.seal)
    or (new.account_id is not null and new.account_id is not old.account_id)
    or (new.actor_id is not null and new.actor_id is not old.actor_id)
    or (new.subject_id is not null and new.subject_id is not old.subject_id)
    or (new.network is not null and new.network is not old.network)
    or (new.details is not null and new.details is not old.details)
begin
    select raise(abort, 'the audit log is append-only');
end;
