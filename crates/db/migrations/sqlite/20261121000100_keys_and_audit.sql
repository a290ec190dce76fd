-- Keys of subjects, wrapped by the master key that lives outside the database (PRI-13), and the
-- append-only audit log (ALL-3). Triggers keep the log append-only even against our own mistakes:
-- only the marks of a person can be cleared from a row.
create table subject_key (
    id blob primary key,
    wrapped blob not null,
    master_version integer not null,
    created_at integer not null
) without rowid;
create index subject_key_master_version on subject_key (master_version);

create table audit (
    id blob primary key,
    at integer not null,
    actor_kind text not null,
    actor_id blob,
    kind text not null,
    subject_kind text not null,
    subject_id blob,
    account_id blob,
    network text,
    details text,
    request_id blob
) without rowid;
create index audit_account on audit (account_id, id) where account_id is not null;
create index audit_subject on audit (subject_id, id) where subject_id is not null;
create index audit_actor on audit (actor_id, id) where actor_id is not null;

create trigger audit_no_delete before delete on audit begin
    select raise(abort, 'the audit log is append-only');
end;
create trigger audit_no_change before update on audit
when new.id <> old.id or new.at <> old.at or new.actor_kind <> old.actor_kind or new.kind <> old.kind
    or new.subject_kind <> old.subject_kind
    or (new.account_id is not null and new.account_id is not old.account_id)
    or (new.actor_id is not null and new.actor_id is not old.actor_id)
    or (new.subject_id is not null and new.subject_id is not old.subject_id)
    or (new.network is not null and new.network is not old.network)
    or (new.details is not null and new.details is not old.details)
begin
    select raise(abort, 'the audit log is append-only');
end;
