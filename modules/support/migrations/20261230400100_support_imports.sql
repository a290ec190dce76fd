-- Requests of other programs are stored (SUP-17, ACC-18). Nothing was ever written into the tables of before.
drop table import_item;
drop table import_run;

create table import_run (
    id uuid primary key,
    name text not null,
    source text not null check (source in ('zendesk', 'zammad', 'csv')),
    lang text not null,
    state text not null check (state in ('waiting', 'running', 'checked', 'done', 'failed')),
    dry_run boolean not null,
    file_id uuid,
    summary text,
    total bigint not null,
    taken bigint not null,
    passed bigint not null,
    refused bigint not null,
    failure text,
    made_by uuid,
    made_at bigint not null,
    ended_at bigint
);
create index import_run_made_at on import_run (made_at, id);
create index import_run_ended_at on import_run (ended_at) where ended_at is not null;

-- What came in of each thing of a file. `once` is what it is there, and unique; what was refused has none.
create table import_item (
    id uuid primary key,
    run_id uuid not null,
    place bigint not null,
    source text not null,
    foreign_id text not null,
    once text,
    request_id uuid,
    refusal text,
    at bigint not null,
    ends_at bigint
);
create unique index import_item_once on import_item (once);
create index import_item_run on import_item (run_id, at, id);
create index import_item_at on import_item (at, id);
create index import_item_request on import_item (request_id) where request_id is not null;
create index import_item_ends_at on import_item (ends_at) where ends_at is not null;

-- A mail that staff moved to another request (SUP-13), so that they can undo it.
create table mail_move (
    id uuid primary key,
    mail_id uuid not null,
    from_request uuid not null,
    from_seq bigint not null,
    was_unconfirmed boolean not null,
    to_request uuid not null,
    to_message uuid not null,
    opened boolean not null,
    made_by uuid not null,
    made_at bigint not null,
    undone_by uuid,
    undone_at bigint
);
create index mail_move_from on mail_move (from_request, made_at);
create index mail_move_to on mail_move (to_request, made_at);
create unique index mail_move_message on mail_move (to_message);
