-- What an edition needs and brings beside its features (LIC-33, LIC-34): whether a product must be connected to an account, for which
-- features, and in words what support and further services come with a license.
create table edition_service (
    edition_id uuid primary key references edition (id) on delete cascade,
    account_need text not null check (account_need in ('never', 'some', 'all'))
);
create table edition_account_feature (
    edition_id uuid not null references edition (id) on delete cascade,
    feature_id uuid not null references feature (id) on delete cascade,
    primary key (edition_id, feature_id)
);
create table edition_text (
    edition_id uuid not null references edition (id) on delete cascade,
    lang text not null,
    support text not null,
    services text not null,
    primary key (edition_id, lang)
);
