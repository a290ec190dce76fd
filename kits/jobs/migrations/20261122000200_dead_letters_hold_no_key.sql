-- A dead letter must not keep its key: it would switch off its schedule, or its batch, for ever.
drop index job_dedup_key;
-- Scheduled work no longer ends as a dead letter: its schedule queues it anew.
delete from job where dead_at is not null and dedup_key like 'schedule %';
create unique index job_dedup_key on job (dedup_key) where dedup_key is not null and dead_at is null;
