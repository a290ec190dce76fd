-- Changes that wait for a second member of the staff. Of one kind and about one thing a single one waits at a time.
create table proposal (
    id uuid primary key,
    kind text not null,
    about_id uuid not null,
    things bigint not null,
    weight bigint not null,
    contents text not null,
    words_sealed bytea,
    state text not null check (state in ('waiting', 'approved', 'declined', 'withdrawn')),
    proposed_at bigint not null,
    proposed_by_kind text not null,
    proposed_by_id uuid,
    expires_at bigint not null,
    decided_at bigint,
    decided_by_id uuid,
    reason_sealed bytea
);
create unique index proposal_waiting on proposal (kind, about_id) where state = 'waiting';
create index proposal_state on proposal (state, proposed_at, id);
create index proposal_about on proposal (about_id);
create index proposal_expires on proposal (expires_at);
