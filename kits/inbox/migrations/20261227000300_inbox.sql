-- Mails that came in (SUP-13). The raw mail is a file of the kit `files`; each mail has a key of its own, so that it ends with its author or
-- its request at once. A row is there before the first byte, and nobody is told that a mail was taken before it says `waiting`.
create table incoming_mail (
    id uuid primary key,
    door text not null check (door in ('lmtp', 'smtp', 'imap')),
    source bytea,
    state text not null check (state in ('receiving', 'waiting', 'read', 'failed')),
    file_id uuid,
    size bigint not null,
    envelope_sealed bytea not null,
    came_at bigint not null,
    read_at bigint,
    failed_at bigint,
    failure text,
    why_sealed bytea,
    request_id uuid,
    account_id uuid,
    ends_at bigint not null
);
-- A mail of a mailbox is taken once, whoever asks for it again.
create unique index incoming_mail_source on incoming_mail (source) where source is not null;
create index incoming_mail_ends on incoming_mail (ends_at);
create index incoming_mail_failed on incoming_mail (failed_at, id) where failed_at is not null;
create index incoming_mail_request on incoming_mail (request_id) where request_id is not null;
create index incoming_mail_account on incoming_mail (account_id) where account_id is not null;

-- How far a mailbox was read by IMAP. The pair of both numbers names a mail for ever; whether somebody has read it says nothing.
create table mailbox_mark (
    mailbox text primary key,
    uid_validity bigint not null,
    last_uid bigint not null,
    read_at bigint not null,
    trouble text
);
