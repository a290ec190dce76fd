-- The pepper of the address's and of the key's look-up, so that a rotation can move them.
alter table staff add column pepper_version bigint not null default 1;
alter table api_key add column pepper_version bigint not null default 1;
