-- The newest pepper under which a request has a row, so that dropping an older one can be refused while it would be forgotten.
alter table idempotency add column pepper_version bigint not null default 0;
