-- The last moment at which the machine's clock was believed. Nothing is erased by a clock that is far beyond it although
-- that time has not passed.
create table clock_mark (
    name text primary key,
    at bigint not null
);
