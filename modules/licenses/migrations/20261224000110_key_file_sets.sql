-- Key files come in sets: one for each group of applications, all of one license, device and seat (LIC-11). The file of the default group
-- is the set's first; the others name it.
alter table key_file add column of_set uuid;
alter table key_file add column app_group text not null default '';
alter table key_file add column applications text not null default '';
drop index key_file_seat;
create unique index key_file_seat on key_file (activation_id, app_group) where replaced_at is null;
create index key_file_set on key_file (of_set) where of_set is not null;
