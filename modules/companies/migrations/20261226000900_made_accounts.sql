-- Whether somebody's account came about with their membership (COM-14): one that never used its personal side goes with it.
alter table company_member add column made_account boolean not null default false;
