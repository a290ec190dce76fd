-- Where other systems are told of events, and what each was told (Standard Webhooks). A delivery names a line of the audit log and holds
-- kinds and ids alone; it is written with the line, in the same transaction.
create table webhook_endpoint (
    id uuid primary key,
    name_sealed bytea not null,
    url_sealed bytea not null,
    key_sealed bytea not null,
    old_key_sealed bytea,
    old_key_until bigint,
    types text not null,
    state text not null check (state in ('new', 'on', 'off', 'broken')),
    why text,
    last_sequence bigint not null,
    failures bigint not null,
    failing_since bigint,
    next_at bigint not null,
    lease_until bigint not null,
    lease_by uuid,
    created_by uuid,
    created_at bigint not null,
    version bigint not null
);
create table webhook_delivery (
    id bigint generated always as identity primary key,
    endpoint_id uuid not null,
    message_id uuid not null,
    sequence bigint,
    kind text not null,
    at bigint not null,
    subject_kind text not null,
    subject_id uuid,
    account_id uuid,
    state text not null check (state in ('waiting', 'delivered', 'failed')),
    attempts bigint not null,
    first_at bigint,
    next_at bigint not null,
    last_at bigint,
    last_status bigint,
    last_trouble text,
    last_bytes bigint,
    last_took bigint,
    ended_at bigint,
    erased_at bigint
);
create unique index webhook_delivery_message on webhook_delivery (endpoint_id, message_id);
create index webhook_delivery_kind on webhook_delivery (endpoint_id, kind, message_id);
create index webhook_delivery_due on webhook_delivery (endpoint_id, state, next_at);
create index webhook_delivery_order on webhook_delivery (endpoint_id, state, sequence);
-- What has no number yet, in the order in which it gets one: also a million of them, behind an endpoint that was broken for a while.
create index webhook_delivery_new on webhook_delivery (endpoint_id, message_id) where sequence is null;
create index webhook_delivery_at on webhook_delivery (at);
create index webhook_delivery_subject on webhook_delivery (subject_id) where subject_id is not null;
create index webhook_delivery_account on webhook_delivery (account_id) where account_id is not null;
