-- What the vendor sells under a code of its own: an edition for a term with a number of seats. A shop names the code. Each change is a
-- revision, and an order's line names the one that it was bought under. Rows of offer_rev are added, never changed.
create table offer (
    id uuid primary key,
    product_id uuid not null references product (id),
    code text not null,
    retired_at bigint
);
create unique index offer_code on offer (code);
create index offer_product on offer (product_id);

create table offer_rev (
    id uuid primary key,
    offer_id uuid not null references offer (id) on delete cascade,
    number bigint not null check (number >= 1),
    name text not null,
    edition_id uuid not null references edition (id),
    edition_rev bigint not null,
    term_id uuid not null references term (id),
    starts text not null,
    months bigint,
    days bigint,
    fixed_until bigint,
    kind text not null check (kind in ('commercial', 'trial', 'subscription', 'nfr')),
    seats_min bigint not null check (seats_min between 1 and 100000),
    seats_max bigint not null check (seats_max between seats_min and 100000),
    seats_step bigint not null check (seats_step between 1 and 100000),
    regions text not null,
    made_at bigint not null
);
create unique index offer_rev_number on offer_rev (offer_id, number);
create index offer_rev_edition on offer_rev (edition_id);
create index offer_rev_term on offer_rev (term_id);
