-- Which codes have ended lately: the key files that were made from them are looked at every minute.
create index license_code_ended on license_code (replaced_at) where replaced_at is not null;
