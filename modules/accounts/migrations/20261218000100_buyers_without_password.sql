-- Since when an account that a purchase made waits for its first password: the moment of the last link (ACC-3). It is erased seven
-- days later; the order stays. Null: it was not made by a purchase, or has a password.
alter table account add column invited_at bigint;
create index account_invited on account (invited_at) where invited_at is not null;
-- Who switched a kind of notification on: jobs that tell people of something walk it (ACC-16).
create index notification_choice_of_kind on notification_choice (kind, account_id);
