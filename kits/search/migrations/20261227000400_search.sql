-- What is searched by its words. Every word is a keyed hash in nine letters, made by the program alike for both engines; nobody reads a
-- text from it. A row's number says its place in lists, newest first, and never changes.
create table search_text (
    number bigint generated always as identity primary key,
    kind text not null,
    about_id uuid not null,
    part text not null,
    subject_id uuid not null,
    at bigint not null,
    marks text not null,
    title text not null,
    words text not null,
    heads text not null
);
create unique index search_text_about on search_text (kind, about_id, part);
create index search_text_subject on search_text (subject_id);
-- postgres:
alter table search_text add column found_by tsvector generated always as (
    setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', words), 'B')
    || setweight(to_tsvector('simple', heads), 'C') || to_tsvector('simple', marks)
) stored;
create index search_text_found on search_text using gin (found_by) with (fastupdate = off);
-- sqlite:
create virtual table search_index using fts5(
    title, words, heads, marks, content='search_text', content_rowid='number', tokenize='ascii'
);
insert into search_index (search_index, rank) values ('secure-delete', 1);
create trigger search_text_added after insert on search_text begin
    insert into search_index (rowid, title, words, heads, marks)
    values (new.number, new.title, new.words, new.heads, new.marks);
end;
create trigger search_text_removed after delete on search_text begin
    insert into search_index (search_index, rowid, title, words, heads, marks)
    values ('delete', old.number, old.title, old.words, old.heads, old.marks);
end;
create trigger search_text_changed after update of title, words, heads, marks on search_text begin
    insert into search_index (search_index, rowid, title, words, heads, marks)
    values ('delete', old.number, old.title, old.words, old.heads, old.marks);
    insert into search_index (rowid, title, words, heads, marks)
    values (new.number, new.title, new.words, new.heads, new.marks);
end;
