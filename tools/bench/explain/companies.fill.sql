-- Fills the large tables of companies with a million rows each, for `explain.sh`: one company of 300,000 users, and 20,000 others. Sealed and
-- hashed columns hold anything: the program cannot read these rows. Never run it on a database that anybody uses.
-- `uuid(n)` and `any(n)` are written by `explain.sh` in the words of the engine, as are lines behind `-- sqlite:` and `-- postgres:`.
begin;
insert into company (id, slug, name, name_key, lang, country, state, owner_member_id, owner_seal, join_by_license, own_domains_only, require_factor,
  require_sso, created_at, deleted_at, purge_at, version)
select uuid(n), 'company-' || n, 'Company ' || n, 'company' || n, 'en', case n % 4 when 0 then 'DE' when 1 then 'GB' when 2 then 'JP' else 'KZ' end,
  case n % 200 when 0 then 'unverified' when 1 then 'deleted' else 'active' end,
  case when n = 1 then uuid(1) else uuid(320000 + n - 2) end, any(32), 'open', false, false, false, n,
  case when n % 200 = 1 then n end, case when n % 200 = 1 then 2000000000000000 + n end, 1
from generate_series(1, 20001) as g(n);
update company set state = 'active', deleted_at = null, purge_at = null where id = uuid(1);
insert into company_slug (slug, company_id, current) select slug, id, true from company;
insert into company_member (id, company_id, account_id, names_sealed, country, branch_id, name_place, rights_own, rights_groups, rights_seal, blocked_at,
  blocked_by, joined_by, joined_at, notices_off, version)
select uuid(n), case when n <= 300000 then uuid(1) else uuid(2 + n % 20000) end, uuid(n), any(96), case n % 3 when 0 then 'DE' when 1 then 'GB' else 'JP' end,
  case when n % 5 = 0 then uuid(1 + n % 10) end, cast(n as bigint) * 4294967296, case when n % 500 = 0 then 132 else 0 end, 0, any(32),
  case when n % 100 = 0 then n end, case when n % 100 = 0 then 'person' end, 'directory', n, 0, 1
from generate_series(1, 1000000) as g(n);
insert into branch (id, company_id, name_key, name) select uuid(n), uuid(1), 'branch' || n, 'Branch ' || n from generate_series(1, 10) as g(n);
insert into former_member (id, company_id, address_lookup, pepper_version, left_at)
select uuid(n), case when n <= 300000 then uuid(1) else uuid(2 + n % 20000) end, any(32), 1, n from generate_series(2000001, 3000000) as g(n);
insert into join_request (id, company_id, account_id, names_sealed, country, state, asked_at, ends_at)
select uuid(n), case when n % 3 = 0 then uuid(1) else uuid(2 + n % 20000) end, uuid(n), any(96), 'DE',
  case n % 50 when 0 then 'pending' when 1 then 'declined' else 'admitted' end, n, 2000000000000000 + n
from generate_series(1, 1000000) as g(n);
insert into company_registration (id, address_lookup, pepper_version, address_sealed, form_sealed, statements, lang, token_hash, sends, created_at,
  link_ends_at, erase_at)
select uuid(n), any(32), 1, any(64), any(200), '{}', 'en', any(32), 1, n, case when n % 1000 = 0 then 2000000000000000 + n else n end, n
from generate_series(1, 1000000) as g(n);
insert into invitation (id, company_id, address_lookup, pepper_version, address_sealed, rights, rights_seal, invited_by, lang, token_hash, ends_at,
  registered_at, sends, state, created_at, version)
select uuid(n), case when n % 3 = 0 then uuid(1) else uuid(2 + n % 20000) end, any(32), 1, any(64), 0, any(32), uuid(1 + n % 1000), 'en', any(32), n,
  case when n % 20000 = 0 then n end, 1, case when n % 20000 = 0 then 'registered' when n % 10 = 0 then 'sent' when n % 10 = 1 then 'declined' else 'accepted' end,
  n, 1
from generate_series(1, 1000000) as g(n);
insert into owner_change (id, company_id, from_member, to_account, kind, becomes, reason_sealed, state, asked_by, asked_at, due_at, ended_at)
select uuid(n), uuid(1 + n % 20000), uuid(n), uuid(n), case n % 2 when 0 then 'asked' else 'gone' end, 'user', any(64),
  case when n <= 200 then 'waiting' else 'done' end, uuid(n), n, case when n <= 200 then 2000000000000000 + n end, case when n > 200 then n end
from generate_series(1, 20000) as g(n);
insert into company_domain (id, company_id, domain, subdomains, token, state, checks, next_check_at, told, absent_days, claimed_by, claimed_at)
select uuid(n), uuid(1 + n % 20000), 'domain-' || n || '.example', false, any(40), case n % 100 when 0 then 'contested' when 1 then 'pending' when 2 then 'lost' else 'verified' end,
  1, case when n % 100 = 2 then null else 2000000000000000 + n end, 0, 0, uuid(n), n
from generate_series(1, 1000000) as g(n);
insert into scim_token (id, company_id, token_hash, pepper_version, created_by, created_at, ends_at)
select uuid(n), uuid(1 + n % 20000), any(32), 1, uuid(n), n, 2000000000000000 + n from generate_series(1, 20000) as g(n);
insert into scim_user (id, company_id, user_name_lookup, external_id, active, member_id, display_lookup, extra_sealed, created_at, changed_at, version)
select uuid(n), case when n <= 300000 then uuid(1) else uuid(2 + n % 20000) end, any(32), 'external-' || n, n % 20 <> 0, uuid(n), any(32), any(300), n, n, 1
from generate_series(1, 1000000) as g(n);
insert into scim_user_email (user_id, company_id, email_lookup, is_work) select id, company_id, any(32), true from scim_user;
insert into scim_group (id, company_id, name, name_key, rights, rights_seal, created_at, changed_at, version)
select uuid(n), case when n <= 3000 then uuid(1) else uuid(2 + n % 20000) end, 'Group ' || n, 'group ' || n, case when n % 100 = 0 then 128 else 0 end, any(32), n, n, 1
from generate_series(1, 1000000) as g(n);
insert into scim_group_member (group_id, user_id) select uuid(1 + n % 3000), uuid(1 + n % 300000) from generate_series(1, 300000) as g(n);
insert into scim_group_member (group_id, user_id) select uuid(n), uuid(n) from generate_series(300001, 1000000) as g(n);
insert into scim_call (id, company_id, token_id, at, request, effects, status)
select uuid(n), case when n % 3 = 0 then uuid(1) else uuid(2 + n % 20000) end, uuid(1), n, 'user.patch', 'active', case when n % 50 = 0 then 403 else 200 end
from generate_series(1, 1000000) as g(n);
insert into company_oidc (id, company_id, issuer, client_id, secret_sealed, state, jit, trust_mfa, version)
select uuid(n), uuid(n), 'https://id-' || n || '.example', 'portal', any(64), 'on', true, false, 1 from generate_series(1, 20000) as g(n);
insert into company_identity (id, oidc_id, subject_lookup, pepper_version, member_id, linked_at)
select uuid(n), uuid(1 + n % 20000), any(32), 1, uuid(n), n from generate_series(1, 1000000) as g(n);
insert into company_session (session_id, company_id, member_id, oidc_id, only_inside, gave_factor, ends_at)
select uuid(n), uuid(1 + n % 20000), uuid(n), uuid(1 + n % 20000), true, false, 2000000000000000 + n from generate_series(1, 1000000) as g(n);
commit;
analyze;
