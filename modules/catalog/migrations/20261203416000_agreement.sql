-- The license agreement of a product (LIC-34): versions with a text in each language. Versions are added, never changed.
create table agreement (
    id uuid primary key,
    product_id uuid not null references product (id),
    number bigint not null,
    published_at bigint not null
);
create unique index agreement_number on agreement (product_id, number);

create table agreement_text (
    agreement_id uuid not null references agreement (id) on delete cascade,
    lang text not null,
    body text not null,
    primary key (agreement_id, lang)
);

-- Until now nothing came of it, and there was no text that could be accepted. With a text it can be asked for again.
update product set statement_required = false;
