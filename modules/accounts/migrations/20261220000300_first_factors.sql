-- The first factor of an account beside its password (ACC-9): the mail about it has a link by which the owner says that it was not them. The
-- link names this row, which goes with the last factor, and after seven days.
create table first_factor (
    id uuid primary key,
    account_id uuid not null references account (id) on delete cascade,
    added_at bigint not null,
    undone_at bigint
);
create unique index first_factor_account on first_factor (account_id);
create index first_factor_added on first_factor (added_at);
