-- An application belongs to a group of its product, or to the product's default one: each group has a key file of its own (LIC-11).
alter table application add column key_group text not null default '';
