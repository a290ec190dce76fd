-- Which products an article is about, and which of their versions, such as "12.1-12.4" or "13+"; none: it is about the portal (SUP-18).
create table help_product (
    id uuid primary key,
    article_id uuid not null references help_article (id),
    product_id uuid not null,
    versions text not null check (length(versions) <= 40)
);
create unique index help_product_article on help_product (article_id, product_id);
create index help_product_product on help_product (product_id, article_id);

-- Pictures that staff put into an article. Who may see one is whoever may read a published text that has it.
create table help_picture (
    id uuid primary key,
    article_id uuid not null references help_article (id),
    name text not null check (length(name) between 1 and 60),
    file_id uuid not null,
    alt text not null check (length(alt) between 1 and 200),
    made_by uuid,
    made_at bigint not null
);
create unique index help_picture_article on help_picture (article_id, name);
create index help_picture_name on help_picture (name);

-- What was sought and not found. The words stand here only once three visitors or days have had the same; before, a keyed hash counts.
create table help_missed (
    id uuid primary key,
    lang text not null,
    sought bytea not null,
    words text check (length(words) between 1 and 60),
    times bigint not null,
    first_at bigint not null,
    last_at bigint not null
);
create unique index help_missed_sought on help_missed (sought);
create index help_missed_last on help_missed (last_at, id);
create index help_missed_times on help_missed (times, id);
