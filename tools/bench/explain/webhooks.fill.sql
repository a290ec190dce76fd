-- Fills the table of deliveries, for `explain.sh`: a million messages to 20 endpoints. The endpoint 1 has 300,000 that it took, 2 was broken for a while and has
-- 50,000 without a number, 3 refuses 20,000 that stand aside until later; the account 77 is in 500. Sealed columns hold anything. Never run it on a
-- database that anybody uses.
begin;
insert into webhook_endpoint (id, name_sealed, url_sealed, key_sealed, types, state, last_sequence, failures, next_at, lease_until, created_at, version)
select uuid(n), any(60), any(80), any(80), '*', case n when 2 then 'broken' when 20 then 'off' else 'on' end, 1000000, 0, 0, 0, n, 1 from generate_series(1, 20) as g(n);
insert into webhook_delivery (endpoint_id, message_id, sequence, kind, at, subject_kind, subject_id, account_id, state, attempts, next_at, ended_at)
select case when n % 10 < 3 then uuid(1) when n % 20 = 9 then uuid(2) when n % 50 = 5 then uuid(3) else uuid(4 + n % 17) end, uuid(n),
  case when n % 20 <> 9 then n end, case when n % 1000 = 4 then 'license.blocked' else 'license.issued' end, cast(n as bigint) * 1000, 'license', uuid(3000000 + n),
  case when n % 2000 = 500 then uuid(77) when n % 2 = 0 then uuid(1000 + n % 300000) end,
  case when n % 20 = 9 or n % 50 = 5 then 'waiting' when n % 1000 = 7 then 'failed' else 'delivered' end, 1,
  case when n % 50 = 5 then 2000000000 else cast(n as bigint) * 1000 end, case when n % 20 <> 9 and n % 50 <> 5 then cast(n as bigint) * 1000 end
from generate_series(1, 1000000) as g(n);
commit;
analyze;
