-- The latest signed revocation list of each product (LIC-20): every node hands out the same text.
create table revocation_list (
    product_id blob primary key references product (id),
    seq integer not null check (seq > 0),
    entries integer not null check (entries >= 0),
    digest blob not null,
    list text not null,
    made_at integer not null,
    looked_at integer not null
);
