-- At which mail of a mailbox fetching fails again and again: after some times it is passed over, and staff are told, so that it keeps none of the
-- others out (SUP-13).
alter table mailbox_mark add column stuck_uid bigint;
alter table mailbox_mark add column stuck_times bigint not null default 0;
