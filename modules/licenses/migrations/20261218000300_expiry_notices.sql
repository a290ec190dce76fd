-- Which holder was told how long before its end that a license expires (ACC-16): nobody is told twice of the same.
create table expiry_notice (
    id uuid primary key,
    license_id uuid not null references license (id),
    account_id uuid not null,
    ends_at bigint not null,
    days bigint not null,
    sent_at bigint not null
);
create unique index expiry_notice_once on expiry_notice (account_id, license_id, ends_at, days);
create index expiry_notice_license on expiry_notice (license_id);
create index expiry_notice_sent on expiry_notice (sent_at);
