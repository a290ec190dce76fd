-- One table of slow counters for customers, staff and licenses (ACC-11), in place of one in each module. The id is a keyed
-- hash of what is counted. Counts of before begin anew: their windows are a day at most.
drop table if exists attempt;
drop table if exists staff_attempt;
create table guard_counter (
    id bytea primary key,
    kind text not null,
    count bigint not null,
    blocked_until bigint not null,
    expires_at bigint not null
);
create index guard_counter_expires on guard_counter (expires_at);

-- Answers to the human check that were right, so that no node takes one twice (ACC-1).
create table spent_challenge (
    id bytea primary key,
    about_hash bytea,
    expires_at bigint not null
);
create index spent_challenge_expires on spent_challenge (expires_at);
