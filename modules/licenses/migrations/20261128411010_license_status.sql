-- A license's status follows from its dates and blocks. Lists that are filtered by it need it in an index, so it is stored with the
-- moment until which it is true; what is due is judged by the dates themselves, and a job writes it anew. Rows that were there
-- before begin as due.
alter table license add column status text not null default '';
alter table license add column status_until bigint not null default 0;
create index license_status_created on license (status, created_at, id);
create index license_status_ends on license (status, ends_order, id);
create index license_status_due on license (status_until) where status_until < 9223372036854775807;
