-- Fills the large tables of support with a million rows each, for `explain.sh`: one customer of 10,000 requests (the account 1), one of two (2), one
-- company of 100,000 (7), and others; one of a hundred goes on. Beside them licenses of companies, and the audit log. Sealed and hashed columns
-- hold anything: the program cannot read these rows. Never run it on a database that anybody uses.
-- `uuid(n)` and `any(n)` are written by `explain.sh` in the words of the engine.
begin;
insert into contract (id, number, company_id, name, level, units, reserved, used, critical, starts_at, ends_at, state, told, created_at, version)
select uuid(n), 'C-' || n, uuid(7 + n % 20000), 'Contract ' || n, 'premium', 10, 0, 0, false, 1, 1000000 + n, case n % 10 when 0 then 'ended' else 'active' end, 0, n, 1
from generate_series(1, 50000) as g(n);
insert into contract_contact (id, contract_id, company_id, member_id, person_sealed, email_lookup, added_at)
select uuid(n), uuid(1 + n % 50000), uuid(7 + n % 20000), uuid(n), any(64), any(32), n from generate_series(1, 200000) as g(n);
insert into request (id, number, company_id, account_id, member_id, category, form_version, form_sealed, subject_sealed, lang, country, product_id, license_id, level,
  contract_id, channel, confidential, status, status_by, status_at, active, work, urgency, queue_id, assignee_id, opened_at, updated_at, due_at, reminded, step_at,
  end_told, closed_at, messages, last_event, last_link, version)
select uuid(n), 'R-' || n,
  case when n % 100 = 0 or n = 77 or n = 500001 then null when n % 10 = 3 then uuid(7) when n % 4 = 1 then uuid(8 + n % 20000) end,
  case when n % 100 = 0 then uuid(1) when n = 77 or n = 500001 then uuid(2) else uuid(1000 + n % 300000) end,
  case when n % 100 = 0 or n = 77 or n = 500001 then null when n % 10 = 3 or n % 4 = 1 then uuid(1000 + n % 300000) end,
  case n % 4 when 0 then 'technical' when 1 then 'portal' when 2 then 'license' else 'other' end, 1, any(200), any(60),
  case when n % 1000 = 1 then 'ru' when n % 3 = 0 then 'ja' else 'en' end, 'JP', uuid(1 + n % 5), case when n % 2 = 0 then uuid(n) end,
  case when n % 1000 = 7 then 'premium_plus' when n % 30 = 0 then 'premium' else 'standard' end, case when n % 30 = 0 then uuid(1 + n % 50000) end,
  'web', n % 50 = 3,
  case when n % 100 = 50 or n % 1000 = 0 then case n % 3 when 0 then 'processing' when 1 then 'awaiting_answer' else 'solution_provided' end
    else case n % 7 when 0 then 'canceled_by_user' when 1 then 'solved_no_information' else 'closed' end end,
  'staff', n, n % 100 = 50 or n % 1000 = 0, 'new', case when n % 1000 = 7 then 1 when n % 30 = 0 then 2 else 3 end, uuid(1 + n % 8),
  case when n % 3 <> 0 then uuid(1 + n % 40) end, cast(n as bigint) * 1000, cast(n as bigint) * 1000 + n % 977,
  case when n % 100 = 50 then 1000000000 + n end, 0, case when n % 100 = 50 then 2000000000000000 + n end,
  false, case when n % 100 = 50 or n % 1000 = 0 then null else cast(n as bigint) * 1000 end, 2, 3, any(32), 1
from generate_series(1, 1000000) as g(n);
insert into request_person (id, request_id, part, account_id, member_id, muted, added_at) select id, id, 'author', account_id, member_id, false, opened_at from request;
insert into request_person (id, request_id, part, account_id, muted, added_at)
select uuid(2000000 + n), uuid(n), 'reader', uuid(2), false, n from generate_series(600001, 600050) as g(n);
insert into request_message (id, request_id, seq, channel, audience, author, account_id, body_sealed, unconfirmed, is_solution, at)
select uuid(n), uuid(1 + n % 500000), 1 + n / 500000, 'web', 'public', 'customer', uuid(1000 + n % 300000), any(300), false, false, n from generate_series(1, 999999) as g(n);
insert into request_event (id, request_id, seq, kind, from_status, to_status, actor, facts_digest, at, prev_link, link)
select uuid(n), uuid(1 + n % 500000), 1 + n / 500000, 'opened', null, 'processing', 'author', any(32), n, any(32), any(32) from generate_series(1, 999999) as g(n);
insert into message_ref (id, request_id, message_id, kind, ref_lookup, at)
select uuid(n), uuid(1 + n % 500000), uuid(n), 'sent', any(32), n from generate_series(1, 999999) as g(n);
insert into request_file (id, request_id, message_id, file_id, account_id, place, added_at)
select uuid(n), uuid(1 + n % 500000), uuid(n), uuid(n), uuid(1000 + n % 300000), 1, n from generate_series(1, 999999) as g(n);
insert into request_link (id, request_id, other_id, kind, made_at) select uuid(n), uuid(n), uuid(1 + n % 500000), 'related', n from generate_series(500001, 1000000) as g(n);
insert into request_watcher (request_id, staff_id, since) select uuid(n), uuid(1 + n % 40), n from generate_series(1, 20000) as g(n);
insert into request_viewer (id, request_id, staff_id, writing, seen_at) select uuid(n), uuid(n), uuid(1 + n % 40), false, n from generate_series(1, 1000) as g(n);
insert into quota_ledger (id, contract_id, request_id, kind, units, by_kind, at)
select uuid(n), uuid(1 + n % 50000), uuid(n), 'used', 1, 'staff', n from generate_series(1, 1000000) as g(n);
insert into license (id, number, purchase_id, product_id, edition_id, kind, starts, months, seats, first_activated_at, ends_at, ends_order, awaiting_verification,
  status, status_until, created_at)
select uuid(n), 'E-' || n, uuid(n), uuid(1), uuid(1), 'commercial', 'activation', 12, 3, n, 1000000000 + n, 1000000000 + n, false, 'active', 1000000000 + n, n
from generate_series(1, 1000000) as g(n);
insert into license_holder (id, license_id, company_id, added_at)
select uuid(n), uuid(n), case when n % 100 = 0 then uuid(7) else uuid(8 + n % 20000) end, n from generate_series(1, 1000000) as g(n);
insert into audit (id, at, actor_kind, kind, subject_kind, subject_id)
select uuid(n), n, 'account', case n % 4 when 0 then 'company.joined' when 1 then 'company.rights_changed' when 2 then 'license.viewed' else 'account.signed_in' end,
  'company', case when n % 100 = 0 then uuid(7) else uuid(8 + n % 20000) end
from generate_series(1, 1000000) as g(n);
insert into survey (id, kind, request_id, account_id, engineer_id, product_id, lang, sent_at, mark, answered_at, counted_in)
select uuid(n), 'request', uuid(n), uuid(1000 + n % 300000), uuid(1 + n % 40), uuid(1 + n % 20), 'en', n, 1 + n % 5, case when n % 3 = 0 then n end, 1 from generate_series(1, 300000) as g(n);
insert into support_figure (dim, day, value, measure, bucket, n)
select 'product', 19000 + n / 500, 'p' || n % 20, 'first', n % 25, n from generate_series(1, 500000) as g(n);
commit;
analyze;
