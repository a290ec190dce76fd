-- Who has accepted the statement on the provision of data, which is asked before the first file that somebody sends (SUP-5).
create table provision_consent (
    account_id uuid primary key,
    lang text not null,
    text_digest bytea not null,
    accepted_at bigint not null
);
