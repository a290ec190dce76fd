-- Which idempotency keys have been used, written in the transaction of the change itself, so that a
-- repeated request can never repeat the change (ALL-7).
create table idempotency (
    id bytea primary key,
    body_hash bytea not null,
    result_id uuid not null,
    created_at bigint not null
);
create index idempotency_created on idempotency (created_at);
