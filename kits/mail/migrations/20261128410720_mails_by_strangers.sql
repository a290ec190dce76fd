-- How many mails an address got that anybody can cause, and whether its owner wants to be left alone. Ids and addresses
-- are keyed hashes.
create table mail_ledger (
    id bytea primary key,
    address bytea not null,
    mailed bigint not null,
    day_ends bigint not null,
    last_at bigint not null,
    expires_at bigint not null
);
create index mail_ledger_address on mail_ledger (address);
create index mail_ledger_expires on mail_ledger (expires_at);
