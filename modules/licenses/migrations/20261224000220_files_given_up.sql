-- Key files of freed seats run to their end, unless their device gave them up (LIC-13): until then they count as over-use (LIC-14).
alter table key_file add column given_up boolean not null default false;
create index key_file_freed on key_file (ends_at) where returned_at is not null;
