-- Fills the tables of the provider, for `explain.sh`: a million connected apps of 300,000 accounts, a million sign-ins with a code and two refresh tokens each
-- (a hundred thousand still with their browser's session, one of a thousand waits for its client to hear of the end), and 200,000 waiting products. One
-- account (1) has 500 sign-ins. Sealed and hashed columns hold anything: the program cannot read these rows. Never run it on a database that anybody uses.
begin;
insert into oidc_app (id, account_id, client, allowed_sealed, created_at, used_at)
select uuid(n), uuid(1000 + n % 300000), uuid(1 + n / 300000), any(80), n, n from generate_series(1, 999999) as g(n);
insert into oidc_app (id, account_id, client, allowed_sealed, created_at, used_at)
select uuid(1000000 + n), uuid(1), uuid(n), any(80), n, n from generate_series(1, 200) as g(n);
insert into oidc_family (id, app_id, account_id, client, session_id, signed_in_at, sid, allowed, proven_at, acr, jkt, created_at, revoked_at, expires_at)
select uuid(n), case when n % 2000 = 500 then uuid(1000001 + n % 200) else uuid(1 + n % 999999) end,
  case when n % 2000 = 500 then uuid(1) else uuid(1000 + n % 300000) end, uuid(1 + n % 4),
  case when n % 10 = 0 then uuid(5000000 + n) end, case when n % 10 = 0 or n % 1000 = 1 then n end, 'sid', 'openid email offline_access', n, 'single', null, n,
  case when n % 50 = 7 then n end, cast(n as bigint) * 1000
from generate_series(1, 1000000) as g(n);
insert into oidc_code (id, code_hash, family_id, client, redirect_uri, challenge, nonce, created_at, expires_at, used_at)
select uuid(n), any(32), uuid(n), uuid(1 + n % 4), 'https://shop.example.com/signed-in', 'challenge', null, n, cast(n as bigint) * 1000, n
from generate_series(1, 1000000) as g(n);
insert into oidc_refresh (id, token_hash, family_id, created_at, expires_at, used_at, next_sealed)
select uuid(n), any(32), uuid(1 + n % 1000000), n, cast(n as bigint) * 1000, case when n <= 1000000 then n end, case when n between 999000 and 1000000 then any(80) end
from generate_series(1, 2000000) as g(n);
insert into oidc_device (id, device_hash, code_hash, client, about_sealed, network, state, account_id, approved_sealed, polled_at, pause, created_at, expires_at, used_at, next_sealed)
select uuid(n), any(32), any(32), uuid(1 + n % 4), any(100), null, case n % 3 when 0 then 'approved' when 1 then 'waiting' else 'denied' end,
  case when n % 3 = 0 then uuid(1000 + n % 300000) end, null, n, 5, n, cast(n as bigint) * 1000, null, null
from generate_series(1, 200000) as g(n);
commit;
analyze;
