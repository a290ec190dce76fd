-- The archive of a person's data (ACC-17, PRI-5): one an account, made by a job, kept for 7 days as a sealed file.
create table account_export (
    id uuid primary key,
    account_id uuid not null references account (id) on delete cascade,
    state text not null,
    requested_at bigint not null,
    made_at bigint,
    file_id uuid,
    size bigint,
    expires_at bigint not null
);
create unique index account_export_account on account_export (account_id);
create index account_export_expires on account_export (expires_at);
