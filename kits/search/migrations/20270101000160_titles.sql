-- postgres:
alter table search_text add column titled_by tsvector generated always as (
    to_tsvector('simple', title) || to_tsvector('simple', marks)
) stored;
create index search_text_titled on search_text using gin (titled_by) with (fastupdate = off);
