-- The pepper of the address's look-up, so that a rotation can move it.
alter table account add column pepper_version bigint not null default 1;
create index account_pepper on account (pepper_version);
