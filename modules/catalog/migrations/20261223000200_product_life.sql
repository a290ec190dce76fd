-- How long an old code goes on after another one took its place (LIC-18), and what becomes of the ends of codes that are merged at
-- renewal (LIC-19).
alter table product add column transition_days bigint not null default 0 check (transition_days between 0 and 366);
alter table product add column merge_rule text not null default 'seat_days' check (merge_rule in ('seat_days', 'latest_end'));
