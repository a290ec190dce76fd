-- A company has a license as an account does (LIC-5, LIC-24): a row names one of the two. What was added by a key file has its name,
-- under the company's key. SQLite cannot take a "not null" away, so there the tables are made anew; nothing refers to them.
-- postgres:
alter table license_holder alter column account_id drop not null;
alter table license_holder add column company_id uuid;
alter table license_holder add column key_file_name_sealed bytea;
alter table license_holder add constraint license_holder_one check ((account_id is null) <> (company_id is null));
alter table verification alter column account_id drop not null;
alter table verification add column company_id uuid;
alter table verification add constraint verification_one check ((account_id is null) <> (company_id is null));
-- sqlite:
create table license_holder_of_both (
    id blob primary key,
    license_id blob not null references license (id),
    account_id blob,
    added_at integer not null,
    company_id blob,
    key_file_name_sealed blob,
    constraint license_holder_one check ((account_id is null) <> (company_id is null))
);
insert into license_holder_of_both (id, license_id, account_id, added_at) select id, license_id, account_id, added_at from license_holder;
drop table license_holder;
alter table license_holder_of_both rename to license_holder;
create unique index license_holder_license on license_holder (license_id, account_id);
create index license_holder_account on license_holder (account_id, added_at, id);
create index license_holder_first on license_holder (license_id, added_at, id);
create table verification_of_both (
    id blob primary key,
    license_id blob not null references license (id),
    account_id blob,
    kind text not null,
    asked_at integer not null,
    due_at integer not null,
    state text not null check (state in ('waiting', 'approved', 'declined')),
    reason text check (reason in ('buyer_unclear', 'payment_unclear', 'wrong_region', 'resold')),
    words_sealed blob,
    decided_at integer,
    decided_by_id blob,
    company_id blob,
    constraint verification_one check ((account_id is null) <> (company_id is null))
);
insert into verification_of_both (id, license_id, account_id, kind, asked_at, due_at, state, reason, words_sealed, decided_at, decided_by_id)
    select id, license_id, account_id, kind, asked_at, due_at, state, reason, words_sealed, decided_at, decided_by_id from verification;
drop table verification;
alter table verification_of_both rename to verification;
create unique index verification_waiting on verification (license_id, account_id) where state = 'waiting';
create index verification_queue on verification (state, due_at, id);
create index verification_license on verification (license_id);
create index verification_account on verification (account_id);
create index verification_decided on verification (decided_at) where decided_at is not null;
-- both:
create unique index license_holder_of_company on license_holder (license_id, company_id) where company_id is not null;
create index license_holder_company on license_holder (company_id, license_id) where company_id is not null;
create unique index verification_company_waiting on verification (license_id, company_id) where state = 'waiting' and company_id is not null;
create index verification_company on verification (company_id) where company_id is not null;

-- The company that an order was sold to, as the seller wrote it: one of another name has its license looked at (LIC-23).
alter table purchase add column licensee_sealed bytea;

-- A company has one trial of a product (LIC-22), also after it has let the license go.
create table company_trial (
    id uuid primary key,
    company_id uuid not null,
    product_id uuid not null,
    license_id uuid not null,
    taken_at bigint not null
);
create unique index company_trial_product on company_trial (company_id, product_id);
