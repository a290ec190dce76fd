-- Live chat (SUP-20). What people write lies under the key of the chat, which ends with it.
create table chat (
    id uuid primary key,
    account_id uuid,
    person_sealed bytea,
    token_hash bytea,
    known_sealed bytea,
    license_id uuid,
    lang text not null,
    state text not null check (state in ('waiting', 'open', 'ended')),
    turn text not null check (turn in ('customer', 'staff')),
    staff_id uuid,
    started_at bigint not null,
    waiting_since bigint not null,
    taken_at bigint,
    said_at bigint not null,
    ended_at bigint,
    ended_by text check (ended_by in ('customer', 'staff', 'silence')),
    last_seq bigint not null check (last_seq >= 0),
    request_id uuid,
    erase_at bigint not null,
    version bigint not null
);
-- One at a time for each account.
create unique index chat_running on chat (account_id) where account_id is not null and state <> 'ended';
create index chat_of_account on chat (account_id, id) where account_id is not null;
create index chat_waiting on chat (waiting_since, id) where state = 'waiting';
create index chat_open on chat (staff_id, said_at) where state = 'open';
create index chat_quiet on chat (said_at) where state <> 'ended';
create index chat_started on chat (started_at, id);
create index chat_erase_at on chat (erase_at);

-- What was said. The number is given under the lock of the chat's row, so numbers have the order of commits and no gap.
create table chat_message (
    id uuid primary key,
    chat_id uuid not null references chat (id),
    seq bigint not null,
    client_id uuid not null,
    author text not null check (author in ('customer', 'staff', 'machine')),
    staff_id uuid,
    body_sealed bytea,
    file_id uuid,
    is_copied boolean not null,
    notice text check (notice in ('started', 'taken', 'transferred', 'ended', 'silence', 'request')),
    at bigint not null
);
create unique index chat_message_seq on chat_message (chat_id, seq);
-- The same message sent again is the same message.
create unique index chat_message_client on chat_message (chat_id, client_id);
create index chat_message_file on chat_message (file_id) where file_id is not null;

-- Whether there is a chat, and when. One row at the most.
create table chat_setting (
    id bigint primary key check (id = 1),
    is_on boolean not null,
    calendar_id uuid,
    changed_at bigint not null,
    version bigint not null
);
