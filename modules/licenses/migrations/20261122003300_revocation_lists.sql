-- The latest signed revocation list of each product (LIC-20): every node hands out the same text.
create table revocation_list (
    product_id uuid primary key references product (id),
    seq bigint not null check (seq > 0),
    entries bigint not null check (entries >= 0),
    digest bytea not null,
    list text not null,
    made_at bigint not null,
    looked_at bigint not null
);
