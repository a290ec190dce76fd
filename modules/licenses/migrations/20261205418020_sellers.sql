-- Who sells (LIC-35): shops and partners with the ways to reach them. An order names its seller, so that who bought from them is told whom to ask.
create table seller (
    id uuid primary key,
    code text not null,
    name text not null,
    kind text not null check (kind in ('shop', 'partner')),
    site text not null default '',
    email text not null default '',
    phone text not null default '',
    hours text not null default '',
    country text,
    archived_at bigint,
    created_at bigint not null,
    version bigint not null default 1
);
create unique index seller_code on seller (code);
create index seller_name on seller (name, id);
create index seller_created_at on seller (created_at, id);
alter table purchase add column seller_id uuid references seller (id);
-- What its holder calls a device (LIC-13), sealed under the order's key; it goes with the last account that has the license.
alter table activation add column given_name_sealed bytea;
