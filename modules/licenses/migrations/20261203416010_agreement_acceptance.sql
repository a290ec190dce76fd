-- Which version of a product's license agreement was accepted for a license, when and by whom (LIC-34). Rows are added, never changed;
-- the account goes with its deletion, the fact stays with the license.
create table agreement_acceptance (
    id uuid primary key,
    license_id uuid not null references license (id),
    agreement_id uuid not null references agreement (id),
    account_id uuid,
    lang text not null,
    accepted_at bigint not null
);
create index agreement_acceptance_license on agreement_acceptance (license_id);
create index agreement_acceptance_account on agreement_acceptance (account_id);
