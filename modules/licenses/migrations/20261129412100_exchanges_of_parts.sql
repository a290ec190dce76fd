-- Exchanges of parts of a device with a seat are counted in its row (LIC-10): in the memory of each node they were free again after a
-- restart, and on every further node. The column says when all of them are free again; 0 where there were none.
alter table activation add column exchanges_until bigint not null default 0;
