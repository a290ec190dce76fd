-- Each line of the log carries a MAC of itself; a job seals the lines in segments that are chained. A line may go when it is
-- older than the horizon that the sweeper has moved: the log stays append-only against everything else. Failures that are
-- nobody's are counted by network and hour before they become one line.
alter table audit add column mac blob;
alter table audit add column seal integer;

create table audit_seal (
    seq integer primary key,
    first_id blob not null,
    last_id blob not null,
    lines integer not null,
    kept integer not null,
    content blob not null,
    mac blob not null,
    sealed_at integer not null
);
create index audit_seal_last on audit_seal (last_id);

create table audit_horizon (
    name text primary key,
    at integer not null
);

create table audit_count (
    id blob primary key,
    kind text not null,
    hour integer not null,
    network text not null,
    failures integer not null
) without rowid;
create unique index audit_count_place on audit_count (hour, kind, network);

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
