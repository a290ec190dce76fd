-- The pepper of the look-ups, so that a rotation can move them.
alter table license_code add column pepper_version bigint not null default 1;
alter table purchase add column pepper_version bigint not null default 1;
create index license_code_pepper on license_code (pepper_version);
create index purchase_pepper on purchase (pepper_version);
