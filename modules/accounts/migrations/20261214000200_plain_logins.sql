-- Logins that are no addresses (ACC-13, ACC-14). The login stands where the address of an account stands, sealed and found by its keyed
-- hash. Its secret question is one of a list; of the answer there is a hash, as of a password, sealed under the account's key.
create table secret_question (
    account_id uuid primary key references account (id) on delete cascade,
    question bigint not null,
    answer_sealed bytea not null,
    set_at bigint not null
);

-- A new password that waits for 72 hours, because nothing stood beside the answer.
create table waiting_password (
    id uuid primary key,
    account_id uuid not null references account (id) on delete cascade,
    password_sealed bytea not null,
    asked_at bigint not null
);
create unique index waiting_password_account on waiting_password (account_id);
create index waiting_password_asked on waiting_password (asked_at);
