-- Entries of staff.
create table {{name}}_entry (
    id uuid primary key,
    title text not null check (length(title) between 1 and 120),
    created_at bigint not null
);
create index {{name}}_entry_created on {{name}}_entry (created_at, id);
create index {{name}}_entry_title on {{name}}_entry (title, id);
