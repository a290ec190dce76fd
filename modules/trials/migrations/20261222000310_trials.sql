-- Trials that were asked for (LIC-22): who asked lies under the trial's own key, and ends with it.
create table trial (
    id uuid primary key,
    product_id uuid not null,
    state text not null check (state in ('asked', 'refused', 'mailed', 'running', 'ended', 'bought', 'closed')),
    account_id uuid,
    license_id uuid,
    name_sealed bytea not null,
    phone_sealed bytea,
    email_sealed bytea not null,
    mailbox_lookup bytea not null,
    pepper_version bigint not null,
    lang text not null,
    zone text,
    given_again boolean not null default false,
    asked_at bigint not null,
    mailed_at bigint,
    activate_by bigint,
    activated_at bigint,
    ends_at bigint,
    told bigint not null default 0 check (told between 0 and 5),
    bought_at bigint,
    closed_at bigint
);
create index trial_asked_at on trial (asked_at, id);
create index trial_state on trial (state, asked_at, id);
create index trial_product on trial (product_id, asked_at, id);
create index trial_account on trial (account_id) where account_id is not null;
create unique index trial_license on trial (license_id) where license_id is not null;
create index trial_mailbox on trial (mailbox_lookup);
create index trial_pepper on trial (pepper_version);
create index trial_activate_by on trial (activate_by) where state = 'mailed';
create index trial_ends_at on trial (ends_at, id) where ends_at is not null;
create index trial_bought_at on trial (bought_at) where bought_at is not null;
create index trial_closed_at on trial (closed_at) where closed_at is not null;

-- That a mailbox had its trial of a product: a keyed hash of both, how many it had and may have, and the month. No address.
create table trial_taken (
    id uuid primary key,
    product_id uuid not null,
    lookup bytea not null,
    pepper_version bigint not null,
    given bigint not null,
    allowed bigint not null,
    month bigint not null
);
create unique index trial_taken_lookup on trial_taken (lookup);
create index trial_taken_month on trial_taken (month);

-- The same of a device, with the license of its trial.
create table trial_device (
    id uuid primary key,
    product_id uuid not null,
    lookup bytea not null,
    pepper_version bigint not null,
    license_id uuid not null,
    month bigint not null
);
create unique index trial_device_lookup on trial_device (lookup);
create index trial_device_month on trial_device (month);

-- How many trials of a product were asked for, mailed, activated and bought in a month: what is left of all those that are erased.
create table trial_count (
    id uuid primary key,
    product_id uuid not null,
    month bigint not null,
    step text not null check (step in ('asked', 'mailed', 'activated', 'bought')),
    trials bigint not null
);
create unique index trial_count_step on trial_count (month, product_id, step);
