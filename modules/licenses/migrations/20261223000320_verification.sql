-- Which licenses a clerk looks at before they work (LIC-23): those of a license, batch, order or product that is flagged. Rules of other
-- kinds come with companies, so their kind is a word without a check.
create table verification_rule (
    id uuid primary key,
    kind text not null,
    about_id uuid not null,
    set_at bigint not null,
    set_by_kind text not null,
    set_by_id uuid,
    ended_at bigint
);
create unique index verification_rule_open on verification_rule (kind, about_id) where ended_at is null;
create index verification_rule_set on verification_rule (set_at, id);
-- A license that an account added and that waits for a clerk's word, or has it.
create table verification (
    id uuid primary key,
    license_id uuid not null references license (id),
    account_id uuid not null,
    kind text not null,
    asked_at bigint not null,
    due_at bigint not null,
    state text not null check (state in ('waiting', 'approved', 'declined')),
    reason text check (reason in ('buyer_unclear', 'payment_unclear', 'wrong_region', 'resold')),
    words_sealed bytea,
    decided_at bigint,
    decided_by_id uuid
);
create unique index verification_waiting on verification (license_id, account_id) where state = 'waiting';
create index verification_queue on verification (state, due_at, id);
create index verification_license on verification (license_id);
create index verification_account on verification (account_id);
create index verification_decided on verification (decided_at) where decided_at is not null;
