-- Orders (the word "order" is SQL's, so the table is "purchase"), the licenses issued under them, and
-- their codes. A code is kept as keyed hashes for look-ups and sealed under its purchase's own key for the
-- owner's eyes: a dump gives nobody a usable code (LIC-4). The term is copied from the catalog, so that a later
-- change of the catalog does not change what was sold.
create table purchase (
    id uuid primary key,
    number text not null,
    source text not null check (source in ('shop', 'partner', 'staff')),
    partner text,
    buyer_account uuid,
    buyer_email_sealed bytea,
    buyer_lookup bytea,
    buyer_lang text,
    note text not null default '',
    created_at bigint not null,
    created_by_kind text not null,
    created_by_id uuid,
    version bigint not null default 1
);
create unique index purchase_number on purchase (number);
create index purchase_created_at on purchase (created_at, id);
create index purchase_partner on purchase (partner, created_at) where partner is not null;
create index purchase_buyer_account on purchase (buyer_account) where buyer_account is not null;
create index purchase_buyer_lookup on purchase (buyer_lookup) where buyer_lookup is not null;

create table issue_batch (
    id uuid primary key,
    purchase_id uuid not null references purchase (id),
    product_id uuid not null references product (id),
    edition_id uuid not null references edition (id),
    term_id uuid not null references term (id),
    kind text not null check (kind in ('commercial', 'trial', 'subscription', 'nfr')),
    seats bigint not null check (seats between 1 and 100000),
    activate_by bigint,
    total bigint not null check (total between 1 and 1000000),
    done bigint not null default 0 check (done between 0 and total),
    state text not null check (state in ('running', 'done', 'failed')),
    created_by_kind text not null,
    created_by_id uuid,
    created_at bigint not null,
    finished_at bigint
);
create index issue_batch_purchase on issue_batch (purchase_id, id);

create table license (
    id uuid primary key,
    number text not null,
    purchase_id uuid not null references purchase (id),
    batch_id uuid references issue_batch (id),
    product_id uuid not null references product (id),
    edition_id uuid not null references edition (id),
    kind text not null check (kind in ('commercial', 'trial', 'subscription', 'nfr')),
    starts text not null check (starts in ('activation', 'fixed')),
    months bigint,
    days bigint,
    fixed_until bigint,
    seats bigint not null check (seats between 1 and 100000),
    seats_used bigint not null default 0,
    first_activated_at bigint,
    ends_at bigint,
    ends_order bigint not null,
    activate_by bigint,
    awaiting_verification boolean not null default false,
    blocked_at bigint,
    block_from bigint,
    block_reason text check (block_reason in ('payment_dispute', 'over_use', 'compromised', 'replaced')),
    block_note text,
    created_at bigint not null,
    version bigint not null default 1,
    constraint license_seats_used check (seats_used between 0 and seats)
);
create unique index license_number on license (number);
create index license_purchase on license (purchase_id, id);
create index license_batch on license (batch_id, id) where batch_id is not null;
create index license_product on license (product_id, created_at, id);
create index license_edition on license (edition_id);
create index license_created_at on license (created_at, id);
create index license_ends_order on license (ends_order, id);
create index license_blocked_at on license (blocked_at) where blocked_at is not null;
create index license_block_due on license (block_from) where block_from is not null and blocked_at is null;
create index license_awaiting on license (created_at, id) where awaiting_verification;

create table license_code (
    id uuid primary key,
    license_id uuid not null references license (id),
    purchase_id uuid not null references purchase (id),
    lookup bytea not null,
    last_group_lookup bytea not null,
    code_sealed bytea not null,
    created_at bigint not null,
    replaced_at bigint
);
create unique index license_code_lookup on license_code (lookup);
create index license_code_last_group on license_code (last_group_lookup);
create index license_code_license on license_code (license_id);

create table license_holder (
    id uuid primary key,
    license_id uuid not null references license (id),
    account_id uuid not null,
    added_at bigint not null
);
create unique index license_holder_license on license_holder (license_id, account_id);
create index license_holder_account on license_holder (account_id, added_at, id);
