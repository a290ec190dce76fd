-- What an account is needed for is a part of what was sold (LIC-1, LIC-33), so a revision says it.
alter table edition_rev add column account_need text not null default 'never' check (account_need in ('never', 'some', 'all'));
alter table edition_rev add column account_features text not null default '';
