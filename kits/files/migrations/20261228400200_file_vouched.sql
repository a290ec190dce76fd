-- A member of the staff has sent it and vouches for it (SUP-5): whoever it is for opens it though no scanner has looked into it, unless one
-- finds something in it later.
alter table file add column vouched_by uuid;
alter table file add column vouched_at bigint;
