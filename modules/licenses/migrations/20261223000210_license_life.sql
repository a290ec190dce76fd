-- The life of a license (LIC-18, LIC-19). A code that took another one's place has the next number, and may demand a key file; devices know
-- by which code they were activated (null: by the first, as all were before). A license that was merged or used up as a
-- reserve keeps its row and says what it became.
alter table license add column superseded_at bigint;
alter table license add column merged_into uuid references license (id);
alter table license add column parents bigint not null default 0;
alter table license add column reserve_for uuid references license (id);
create index license_merged_into on license (merged_into) where merged_into is not null;
create unique index license_reserve on license (reserve_for) where reserve_for is not null;
alter table license_code add column number bigint not null default 1;
alter table license_code add column key_file_only boolean not null default false;
alter table activation add column code_id uuid;
-- Codes that have stopped, for what has to follow on that day.
create index license_code_replaced on license_code (replaced_at) where replaced_at is not null;

-- What changed a license's right. `line` is the order's line that asked for it: told again, it changes nothing.
create table license_step (
    id uuid primary key,
    license_id uuid not null references license (id),
    kind text not null check (kind in ('topped_up', 'renewed', 'took_over', 'merged', 'merge_undone')),
    at bigint not null,
    line text,
    seats_before bigint not null,
    seats_after bigint not null,
    ends_before bigint,
    ends_after bigint,
    other_id uuid
);
create unique index license_step_line on license_step (line) where line is not null;
create index license_step_license on license_step (license_id, at);
