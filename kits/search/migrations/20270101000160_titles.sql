-- postgres:
-- A GIN index knows no weights, so the words of titles have a column and an index of their own.
alter table search_text add column titled_by tsvector generated always as (
    to_tsvector('simple', title) || to_tsvector('simple', marks)
) stored;
create index search_text_titled on search_text using gin (titled_by) with (fastupdate = off);
-- sqlite:
-- FTS5 seeks in one column by itself.
select 1;
