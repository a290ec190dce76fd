-- A block is a course of dated steps (LIC-20): reported, told, grace, limited, and blocked ("block_from", as before). The moment of the next
-- step that has to be told stands beside them, so a job finds what is due by one index; what a license is at a moment follows from the dates.
alter table license add column block_reported_at bigint;
alter table license add column block_told_at bigint;
alter table license add column block_grace_from bigint;
alter table license add column block_limited_from bigint;
alter table license add column block_next_at bigint;
create index license_block_next on license (block_next_at) where block_next_at is not null;
-- A refund is a reason of its own. SQLite changes no constraint, so the column is made anew, on both engines: it stands at the same place.
alter table license add column block_why text check (block_why in ('payment_dispute', 'refunded', 'over_use', 'compromised', 'replaced'));
update license set block_why = block_reason where block_reason is not null;
alter table license drop column block_reason;
alter table license rename column block_why to block_reason;
