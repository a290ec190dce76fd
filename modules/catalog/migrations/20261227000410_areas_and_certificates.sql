-- What support asks with (SUP-2): which area a product protects, and which versions are certified.
alter table product add column area text not null default '';
alter table product_version add column certificate text not null default '';
