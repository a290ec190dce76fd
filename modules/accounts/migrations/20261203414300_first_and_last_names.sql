-- First and last name apart, with their readings (ACC-16). A name of before, which was one text, is split by the first start of a
-- newer program, which alone has the keys.
alter table account add column first_name_sealed bytea;
alter table account add column last_name_sealed bytea;
alter table account add column first_reading_sealed bytea;
alter table account add column last_reading_sealed bytea;
create index account_whole_name on account (id) where name_sealed is not null;
