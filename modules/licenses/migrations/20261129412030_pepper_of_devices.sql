-- The pepper of the marks of devices, so that a rotation can move them. A license names the one that further devices get, so
-- that a device never has two marks under the unique index. 0: the oldest, as all were made before.
alter table activation add column pepper_version bigint not null default 0;
alter table license add column device_pepper bigint not null default 0;
create index activation_pepper on activation (pepper_version);
