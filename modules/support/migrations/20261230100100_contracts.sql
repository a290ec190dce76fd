-- Premium contracts (LIC-27 to LIC-29): how many contacts one may have, the request that asked for it, the issue of its certificate, what was told
-- of its units, and why it ended before its term. Who is named may want no mails of it.
alter table contract add column max_contacts bigint not null default 50 check (max_contacts between 1 and 50);
alter table contract add column request_id uuid;
alter table contract add column issue bigint not null default 1;
alter table contract add column issued_at bigint not null default 0;
alter table contract add column told_units bigint not null default 0;
alter table contract add column end_reason text check (end_reason in ('customer', 'unpaid', 'replaced', 'mistake'));
update contract set issued_at = created_at;
-- What comes to its end is found by contract_state: a partial index is not, because the state is bound.
drop index contract_ends_at;
create unique index contract_request on contract (request_id) where request_id is not null;
alter table contract_contact add column muted boolean not null default false;

-- Support corrects the units, for a reason. SQLite cannot change a check, so there the table is made anew; nothing refers to it.
-- postgres:
alter table quota_ledger drop constraint quota_ledger_kind_check;
alter table quota_ledger add constraint quota_ledger_kind_check
    check (kind in ('granted', 'reserved', 'released', 'used', 'returned', 'lapsed', 'corrected'));
alter table quota_ledger add column reason text check (reason in ('bought', 'goodwill', 'billing', 'mistake'));
-- sqlite:
create table quota_ledger_with_reasons (
    id blob primary key,
    contract_id blob not null references contract (id),
    request_id blob,
    kind text not null check (kind in ('granted', 'reserved', 'released', 'used', 'returned', 'lapsed', 'corrected')),
    units integer not null,
    left_after integer,
    by_kind text not null,
    by_id blob,
    at integer not null,
    reason text check (reason in ('bought', 'goodwill', 'billing', 'mistake'))
);
insert into quota_ledger_with_reasons (id, contract_id, request_id, kind, units, left_after, by_kind, by_id, at)
    select id, contract_id, request_id, kind, units, left_after, by_kind, by_id, at from quota_ledger;
drop table quota_ledger;
alter table quota_ledger_with_reasons rename to quota_ledger;
create unique index quota_ledger_request on quota_ledger (request_id, kind) where request_id is not null;
create index quota_ledger_contract on quota_ledger (contract_id, at, id);
