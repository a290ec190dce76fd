-- Entries of staff.
create table oidc_entry (
    id uuid primary key,
    title text not null check (length(title) between 1 and 120),
    created_at bigint not null
);
create index oidc_entry_created on oidc_entry (created_at, id);
create index oidc_entry_title on oidc_entry (title, id);
