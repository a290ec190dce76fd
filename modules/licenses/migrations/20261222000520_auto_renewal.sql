-- Whether the shop renews a license by itself (LIC-8): that is the shop's truth, told by its program or written down by a clerk. What a
-- holder wishes stands beside it until the shop has answered.
create table auto_renewal (
    id uuid primary key,
    license_id uuid not null references license (id),
    is_on boolean not null default false,
    renews_at bigint,
    manage_sealed bytea,
    told_at bigint,
    wish text check (wish in ('on', 'off')),
    state text not null check (state in ('none', 'asked', 'sent', 'refused', 'unconfirmed')),
    wished_at bigint,
    wished_by uuid,
    version bigint not null default 1
);
create unique index auto_renewal_license on auto_renewal (license_id);
create index auto_renewal_due on auto_renewal (renews_at) where renews_at is not null and is_on;
create index auto_renewal_waits on auto_renewal (wished_at, id) where wish is not null;
-- To which text somebody agreed who switched it on: kept for three years after it ended.
create table auto_renewal_consent (
    id uuid primary key,
    license_id uuid not null references license (id),
    account_id uuid,
    text_version bigint not null,
    lang text not null,
    seller text not null,
    agreed_at bigint not null,
    ended_at bigint
);
create index auto_renewal_consent_license on auto_renewal_consent (license_id);
create index auto_renewal_consent_account on auto_renewal_consent (account_id) where account_id is not null;
create index auto_renewal_consent_ended on auto_renewal_consent (ended_at) where ended_at is not null;
-- That a holder was told of a renewal that comes.
create table renewal_notice (
    id uuid primary key,
    license_id uuid not null references license (id),
    account_id uuid not null,
    renews_at bigint not null,
    sent_at bigint not null
);
create unique index renewal_notice_once on renewal_notice (account_id, license_id, renews_at);
create index renewal_notice_license on renewal_notice (license_id);
create index renewal_notice_sent on renewal_notice (sent_at);
