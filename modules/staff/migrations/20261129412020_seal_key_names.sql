-- What an API key is called is sealed under the installation's key, as it may name people (PRI-13). The old column stays until
-- a later release, always empty: the start of the program moves what is in it.
alter table api_key add column name_sealed bytea;
create index api_key_name on api_key (id) where name <> '';
