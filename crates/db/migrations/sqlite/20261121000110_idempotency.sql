-- Which idempotency keys have been used, written in the transaction of the change itself, so that a
-- repeated request can never repeat the change (ALL-7).
create table idempotency (
    id blob primary key,
    body_hash blob not null,
    result_id blob not null,
    created_at integer not null
);
create index idempotency_created on idempotency (created_at);
