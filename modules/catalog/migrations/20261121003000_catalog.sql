-- The catalog (LIC-1): what the vendor sells, in which editions with which features, for which terms,
-- and which applications a license activates. A product's version counts every change of it or below it.
create table product (
    id uuid primary key,
    code text not null,
    name text not null,
    description text not null default '',
    key_file_only_after_top_up boolean not null default false,
    trial_days bigint check (trial_days between 1 and 366),
    statement_required boolean not null default false,
    regions text not null default '[]',
    lease_days bigint not null default 7 check (lease_days between 1 and 90),
    archived_at bigint,
    created_at bigint not null,
    version bigint not null default 1
);
create unique index product_code on product (code);
create index product_name on product (name, id);
create index product_created_at on product (created_at, id);

create table edition (
    id uuid primary key,
    product_id uuid not null references product (id),
    code text not null,
    name text not null,
    position bigint not null
);
create unique index edition_code on edition (product_id, code);

create table feature (
    id uuid primary key,
    product_id uuid not null references product (id),
    code text not null,
    label_en text not null,
    label_ja text not null,
    label_ru text not null,
    position bigint not null
);
create unique index feature_code on feature (product_id, code);

create table edition_feature (
    edition_id uuid not null references edition (id) on delete cascade,
    feature_id uuid not null references feature (id) on delete cascade,
    primary key (edition_id, feature_id)
);
create index edition_feature_feature on edition_feature (feature_id);

create table product_version (
    id uuid primary key,
    product_id uuid not null references product (id),
    number text not null,
    released_at bigint not null
);
create unique index product_version_number on product_version (product_id, number);

create table application (
    id uuid primary key,
    product_id uuid not null references product (id),
    code text not null,
    name text not null,
    platform text not null,
    download_url text not null default ''
);
create unique index application_code on application (product_id, code);

create table term (
    id uuid primary key,
    product_id uuid not null references product (id),
    code text not null,
    name text not null,
    starts text not null check (starts in ('activation', 'fixed')),
    months bigint check (months between 1 and 240),
    days bigint check (days between 1 and 7300),
    fixed_until bigint,
    check ((starts = 'fixed') = (fixed_until is not null)),
    check (months is null or days is null)
);
create unique index term_code on term (product_id, code);
