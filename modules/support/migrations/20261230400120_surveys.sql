-- Surveys (SUP-15): what somebody was asked after a request, or in a round of the yearly one, and what they said. The mark stays without the
-- person; the comment lies under their key.
create table survey_round (
    id uuid primary key,
    state text not null check (state in ('running', 'stopped', 'done')),
    started_by uuid not null,
    started_at bigint not null,
    ended_at bigint,
    after_account uuid not null,
    asked bigint not null,
    version bigint not null
);
-- One at a time.
create unique index survey_round_running on survey_round (state) where state = 'running';
create index survey_round_started_at on survey_round (started_at, id);

create table survey (
    id uuid primary key,
    kind text not null check (kind in ('request', 'yearly')),
    request_id uuid,
    round_id uuid references survey_round (id),
    account_id uuid,
    engineer_id uuid,
    queue_id uuid,
    product_id uuid,
    level text,
    channel text,
    lang text not null,
    token_hash bytea,
    send_at bigint,
    sent_at bigint,
    dies_at bigint,
    mark bigint check (mark between 1 and 5),
    speed bigint check (speed between 1 and 5),
    solution bigint check (solution between 1 and 5),
    manner bigint check (manner between 1 and 5),
    comment_sealed bytea,
    answered_at bigint,
    count_at bigint,
    counted text,
    counted_in bigint not null,
    erase_at bigint,
    constraint survey_of check ((kind = 'yearly') = (round_id is not null))
);
create unique index survey_token on survey (token_hash) where token_hash is not null;
create unique index survey_request on survey (request_id) where request_id is not null;
-- Nobody waits for two.
create unique index survey_waiting on survey (account_id) where send_at is not null;
create unique index survey_round_account on survey (round_id, account_id) where round_id is not null and account_id is not null;
create index survey_of_round on survey (round_id, answered_at) where round_id is not null;
create index survey_account on survey (account_id, sent_at) where account_id is not null;
create index survey_send_at on survey (send_at, id) where send_at is not null;
create index survey_count_at on survey (count_at, id) where count_at is not null;
create index survey_erase_at on survey (erase_at) where erase_at is not null;
create index survey_answered on survey (answered_at, id) where answered_at is not null;
create index survey_answered_engineer on survey (engineer_id, answered_at, id) where answered_at is not null;
create index survey_answered_product on survey (product_id, answered_at, id) where answered_at is not null;
create index survey_answered_mark on survey (mark, answered_at, id) where answered_at is not null;
create index survey_answered_kind on survey (kind, answered_at, id) where answered_at is not null;
