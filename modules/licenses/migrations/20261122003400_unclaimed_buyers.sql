-- Since when an order keeps the address of a buyer who has no account: such an address has no owner who could delete it, so
-- it goes by itself (PRI-2). Null: there is no address, or an account answers for it.
alter table purchase add column unclaimed_since bigint;
update purchase set unclaimed_since = created_at where buyer_account is null and buyer_lookup is not null;
create index purchase_unclaimed on purchase (unclaimed_since) where unclaimed_since is not null;
