-- Figures of support (SUP-19): what happened on a day, by what it is broken down. A job adds what is new; `support_counted` says what each request
-- has given so far, so that a request that changes takes its old part out, and nothing is counted twice.
create table support_figure (
    dim text not null check (dim in ('all', 'queue', 'product', 'level', 'language', 'channel', 'engineer')),
    day bigint not null,
    value text not null,
    measure text not null,
    bucket bigint not null,
    n bigint not null,
    primary key (dim, day, value, measure, bucket)
);
create index support_figure_value on support_figure (dim, value, day);

create table support_counted (
    request_id uuid primary key,
    given text not null,
    counted_in bigint not null
);

create table support_count (
    id bigint primary key,
    counted_in bigint not null,
    event_after uuid not null,
    request_after uuid,
    survey_after uuid,
    counted_at bigint
);
