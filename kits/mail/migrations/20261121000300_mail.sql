-- Mails are rows of the change that causes them (ALL-4). Address and content are sealed: a mail can
-- hold a one-time link or an activation code. The content is cleared once the mail has been sent.
create table mail (
    id uuid primary key,
    kind text not null,
    lang text not null,
    account_id uuid,
    subject_key_id uuid not null,
    recipient_sealed bytea not null,
    content_sealed bytea,
    queued_at bigint not null,
    sent_at bigint
);
create index mail_account on mail (account_id) where account_id is not null;
create index mail_queued on mail (queued_at, id);
create index mail_sent on mail (sent_at) where sent_at is not null;
