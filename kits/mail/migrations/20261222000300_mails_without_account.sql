-- Mails to people without an account are found by the key that seals them, when that is destroyed.
create index mail_subject on mail (subject_key_id) where account_id is null;
