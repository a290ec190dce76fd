-- Browsers in which a member has signed in with both factors: strangers' guesses never count against them (ACC-11).
create table staff_browser (
    id uuid primary key,
    staff_id uuid not null references staff (id) on delete cascade,
    browser_hash bytea not null,
    first_at bigint not null,
    last_at bigint not null
);
create unique index staff_browser_hash on staff_browser (staff_id, browser_hash);
create index staff_browser_last on staff_browser (last_at);
