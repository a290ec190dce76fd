-- Statements that customers are asked to accept (ACC-12, PRI-7): versions with a text in each language. A published version never changes:
-- people answered it.
create table statement (
    id uuid primary key,
    kind text not null check (kind in ('processing', 'terms')),
    name text not null check (length(name) between 1 and 120),
    created_at bigint not null
);
create index statement_name on statement (name, id);
create index statement_created on statement (created_at, id);

create table statement_version (
    id uuid primary key,
    statement_id uuid not null references statement (id),
    number bigint not null,
    state text not null check (state in ('draft', 'published')),
    required boolean not null,
    asks_again boolean not null,
    countries text not null,
    created_at bigint not null,
    published_at bigint,
    revision bigint not null,
    check ((state = 'published') = (published_at is not null))
);
create unique index statement_version_number on statement_version (statement_id, number);
-- One draft at a time.
create unique index statement_version_draft on statement_version (statement_id) where state = 'draft';

create table statement_text (
    version_id uuid not null references statement_version (id),
    lang text not null,
    title text not null,
    body text not null,
    primary key (version_id, lang)
);

-- How each account answers each statement now; what it was before stands in the ledger.
create table consent (
    account_id uuid not null references account (id) on delete cascade,
    statement_id uuid not null references statement (id),
    version_id uuid not null references statement_version (id),
    number bigint not null,
    answer text not null check (answer in ('accepted', 'declined', 'withdrawn')),
    answered_at bigint not null,
    primary key (account_id, statement_id)
);
create index consent_version on consent (version_id, answer);

-- The ledger of answers. Rows are added, and never changed but for the account, which goes with its deletion; then they end after three years.
create table consent_event (
    id uuid primary key,
    account_id uuid,
    statement_id uuid not null references statement (id),
    version_id uuid not null references statement_version (id),
    answer text not null check (answer in ('accepted', 'declined', 'withdrawn')),
    lang text not null,
    text_hash bytea not null,
    place text not null check (place in ('before_use', 'account')),
    at bigint not null,
    forgotten_at bigint
);
create index consent_event_account on consent_event (account_id, at, id);
create index consent_event_forgotten on consent_event (forgotten_at);

-- postgres:
create function consent_event_is_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if old.forgotten_at is null then
            raise exception 'the ledger of consents is append-only';
        end if;
        return old;
    end if;
    if old.account_id is null or new.account_id is not null or old.forgotten_at is not null or new.forgotten_at is null
        or new.id <> old.id or new.statement_id <> old.statement_id or new.version_id <> old.version_id
        or new.answer <> old.answer or new.lang <> old.lang or new.text_hash <> old.text_hash
        or new.place <> old.place or new.at <> old.at then
        raise exception 'the ledger of consents is append-only';
    end if;
    return new;
end $$;
create trigger consent_event_append_only before update or delete on consent_event
    for each row execute function consent_event_is_append_only();
-- sqlite:
create trigger consent_event_no_delete before delete on consent_event
when old.forgotten_at is null
begin
    select raise(abort, 'the ledger of consents is append-only');
end;
create trigger consent_event_no_change before update on consent_event
when old.account_id is null or new.account_id is not null or old.forgotten_at is not null or new.forgotten_at is null
    or new.id <> old.id or new.statement_id <> old.statement_id or new.version_id <> old.version_id
    or new.answer <> old.answer or new.lang <> old.lang or new.text_hash <> old.text_hash
    or new.place <> old.place or new.at <> old.at
begin
    select raise(abort, 'the ledger of consents is append-only');
end;
