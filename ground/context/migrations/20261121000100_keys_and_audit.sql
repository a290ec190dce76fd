-- Keys of subjects, wrapped by the master key that lives outside the database (PRI-13), and the
-- append-only audit log (ALL-3). Triggers keep the log append-only even against our own mistakes:
-- only the marks of a person can be cleared from a row.
create table subject_key (
    id uuid primary key,
    wrapped bytea not null,
    master_version bigint not null,
    created_at bigint not null
-- postgres:
);
-- sqlite:
) without rowid;
-- both:
create index subject_key_master_version on subject_key (master_version);

create table audit (
    id uuid primary key,
    at bigint not null,
    actor_kind text not null,
    actor_id uuid,
    kind text not null,
    subject_kind text not null,
    subject_id uuid,
    account_id uuid,
    network text,
    details text,
    request_id uuid
-- postgres:
);
-- sqlite:
) without rowid;
-- both:
create index audit_account on audit (account_id, id) where account_id is not null;
create index audit_subject on audit (subject_id, id) where subject_id is not null;
create index audit_actor on audit (actor_id, id) where actor_id is not null;

-- postgres:
create function audit_is_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'the audit log is append-only';
    end if;
    if new.id <> old.id or new.at <> old.at or new.actor_kind <> old.actor_kind or new.kind <> old.kind
        or new.subject_kind <> old.subject_kind
        or (new.account_id is not null and new.account_id is distinct from old.account_id)
        or (new.actor_id is not null and new.actor_id is distinct from old.actor_id)
        or (new.subject_id is not null and new.subject_id is distinct from old.subject_id)
        or (new.network is not null and new.network is distinct from old.network)
        or (new.details is not null and new.details is distinct from old.details) then
        raise exception 'the audit log is append-only';
    end if;
    return new;
end $$;
create trigger audit_append_only before update or delete on audit
    for each row execute function audit_is_append_only();
-- sqlite:
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
