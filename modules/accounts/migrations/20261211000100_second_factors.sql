-- Two-step verification of customers (ACC-9). A factor's secret and name are sealed under the account's key; of recovery codes and of the
-- cookie of a sign-in that is half done only keyed hashes are stored. Whatever belongs to an account goes with it.
create table account_factor (
    id uuid primary key,
    account_id uuid not null references account (id) on delete cascade,
    kind text not null,
    name_sealed bytea not null,
    secret_sealed bytea not null,
    last_step bigint not null,
    created_at bigint not null,
    used_at bigint
);
create index account_factor_account on account_factor (account_id, created_at, id);

create table account_recovery_code (
    id uuid primary key,
    account_id uuid not null references account (id) on delete cascade,
    code_hash bytea not null,
    created_at bigint not null,
    used_at bigint
);
create unique index account_recovery_code_hash on account_recovery_code (code_hash);
create index account_recovery_code_account on account_recovery_code (account_id);

-- The password was right, the second step is missing.
create table half_sign_in (
    id uuid primary key,
    token_hash bytea not null,
    account_id uuid not null references account (id) on delete cascade,
    kept boolean not null,
    failures bigint not null,
    seen_at bigint not null,
    expires_at bigint not null
);
create unique index half_sign_in_token on half_sign_in (token_hash);
create index half_sign_in_account on half_sign_in (account_id);
create index half_sign_in_expires on half_sign_in (expires_at);

-- All factors of an account are lost: they are removed after three notices, a day apart.
create table factor_removal (
    id uuid primary key,
    account_id uuid not null references account (id) on delete cascade,
    by_staff boolean not null,
    asked_at bigint not null,
    told bigint not null,
    told_at bigint not null
);
create unique index factor_removal_account on factor_removal (account_id);
create index factor_removal_told on factor_removal (told_at);

-- Until when the factor that was given in this session opens changes of factors.
alter table session add column factor_until bigint not null default 0;
-- Until when this browser is asked for no second step.
alter table known_device add column trusted_until bigint;
