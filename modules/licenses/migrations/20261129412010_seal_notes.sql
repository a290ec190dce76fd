-- What clerks write about an order or to the holder of a license is sealed under the order's key, as it may name people
-- (PRI-13). The old columns stay until a later release, always empty: the start of the program moves what is in them.
alter table purchase add column note_sealed bytea;
alter table license add column block_note_sealed bytea;
create index purchase_note on purchase (id) where note <> '';
create index license_block_note on license (id) where block_note is not null;
