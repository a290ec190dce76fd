-- How many mails an address got that anybody can cause, and whether its owner wants to be left alone. Ids and addresses
-- are keyed hashes.
create table mail_ledger (
    id blob primary key,
    address blob not null,
    mailed integer not null,
    day_ends integer not null,
    last_at integer not null,
    expires_at integer not null
);
create index mail_ledger_address on mail_ledger (address);
create index mail_ledger_expires on mail_ledger (expires_at);
