-- What the shop tells of an order for the buyer's purchase history (ACC-19): what it cost in the smallest unit of its currency, how its
-- payment stands, and where the invoice is (sealed under the order's key, because such links open without a password).
alter table purchase add column amount bigint;
alter table purchase add column currency text;
alter table purchase add column payment text not null default 'paid';
alter table purchase add column invoice_sealed bytea;
-- The history of one account, newest first; also finds the orders of an account that is deleted.
create index purchase_buyer on purchase (buyer_account, created_at, id) where buyer_account is not null;
drop index purchase_buyer_account;
-- The card that somebody chose to save in the shop: its last four digits and its end, sealed under the account's key. Both are null
-- once the person took it back; the row stays until the shop has heard of it.
create table saved_card (
    id uuid primary key,
    account_id uuid not null,
    purchase_id uuid not null references purchase (id),
    card_sealed bytea,
    ends_at bigint,
    forgotten_at bigint,
    saved_at bigint not null
);
create unique index saved_card_account on saved_card (account_id);
create index saved_card_ends on saved_card (ends_at) where ends_at is not null;
create index saved_card_forgotten on saved_card (forgotten_at, id) where forgotten_at is not null;
create index saved_card_purchase on saved_card (purchase_id);
