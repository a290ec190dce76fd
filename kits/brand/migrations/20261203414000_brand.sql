-- What the vendor chose for its pages and mails in the console (issue "The shell"): one row, a JSON object of what is not the default.
create table brand (
    id bigint primary key check (id = 1),
    settings text not null,
    version bigint not null,
    changed_at bigint not null
);

-- Pictures as they were written anew, named by their content. They stay: mails that were sent show them.
create table brand_picture (
    name text primary key,
    content bytea not null check (length(content) <= 262144),
    created_at bigint not null
);
