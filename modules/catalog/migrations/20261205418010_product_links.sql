-- Where a product is bought and renewed (J3): addresses of the vendor's shop, empty where there are none. They may hold placeholders
-- for the license's number, the edition's code and the reader's language.
alter table product add column buy_url text not null default '';
alter table product add column renew_url text not null default '';
