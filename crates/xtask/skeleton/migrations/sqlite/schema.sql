-- Entries of staff.
create table {{name}}_entry (
    id blob primary key,
    title text not null check (length(title) between 1 and 120),
    created_at integer not null
);
create index {{name}}_entry_created on {{name}}_entry (created_at, id);
