-- What staff note about a customer, for each other: sealed under the account's key, and gone with the account (ACC-17).
create table account_note (
    id uuid primary key,
    account_id uuid not null references account (id) on delete cascade,
    author_id uuid not null,
    at bigint not null,
    text_sealed bytea not null
);
create index account_note_account on account_note (account_id, at, id);
