-- Text messages that a change causes (ACC-9): number and text are sealed under the account's key, and cleared as soon as the message was
-- sent, refused, or is too old to be of use.
create table text_message (
    id uuid primary key,
    kind text not null,
    account_id uuid,
    subject_key_id uuid not null,
    number_sealed bytea,
    content_sealed bytea,
    queued_at bigint not null,
    expires_at bigint not null,
    ended_at bigint,
    outcome text
);
create index text_message_account on text_message (account_id, id);
create index text_message_queued on text_message (queued_at);
