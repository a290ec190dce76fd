-- The log is read by its ids, which are in the order of time; its filters by kind and by area (what stands before the
-- first dot of a kind) walk an index that ends with the id, so that a page costs the same among millions of lines.
create index audit_kind on audit (kind, id);
-- postgres:
create index audit_area on audit ((split_part(kind, '.', 1)), id);
-- sqlite:
create index audit_area on audit (substr(kind, 1, instr(kind || '.', '.') - 1), id);
