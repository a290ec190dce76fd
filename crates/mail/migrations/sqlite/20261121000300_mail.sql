-- Mails are rows of the change that causes them (ALL-4). Address and content are sealed: a mail can
-- hold a one-time link or an activation code. The content is cleared once the mail has been sent.
create table mail (
    id blob primary key,
    kind text not null,
    lang text not null,
    account_id blob,
    subject_key_id blob not null,
    recipient_sealed blob not null,
    content_sealed blob,
    queued_at integer not null,
    sent_at integer
);
create index mail_account on mail (account_id) where account_id is not null;
create index mail_queued on mail (queued_at, id);
create index mail_sent on mail (sent_at) where sent_at is not null;
