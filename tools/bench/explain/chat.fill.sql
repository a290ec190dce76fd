-- Fills the tables of chats, for `explain.sh`: a million chats, of which 100 wait and 100 are open, with two million messages. One customer has 500 of
-- them (the account 1), one company 100,000 (7), and one chat 2,000 messages (77). Of fifty that are over nobody took one; Russian is spoken in one of
-- a thousand. Sealed and hashed columns hold anything: the program cannot read these rows. Never run it on a database that anybody uses.
-- `uuid(n)` and `any(n)` are written by `explain.sh` in the words of the engine.
begin;
insert into chat (id, account_id, company_id, person_sealed, token_hash, known_sealed, license_id, lang, state, turn, staff_id, started_at, waiting_since, taken_at,
  said_at, ended_at, ended_by, last_seq, request_id, erase_at, version)
select uuid(n), case when n % 2000 = 500 then uuid(1) when n % 3 = 0 then null when n % 5000 = 0 then uuid(2000000 + n) else uuid(1000 + n % 300000) end,
  case when n % 2000 = 500 or n % 5000 = 0 or n % 3 = 0 then null when n % 10 = 3 then uuid(7) when n % 4 = 1 then uuid(8 + n % 20000) end,
  case when n % 3 = 0 then any(200) end, case when n % 3 = 0 then any(32) end, case when n % 2 = 0 then any(60) end, case when n % 8 = 0 then uuid(n) end,
  case when n % 1000 = 1 then 'ru' when n % 4 = 0 then 'ja' else 'en' end,
  case when n % 10000 = 0 then 'waiting' when n % 10000 = 5000 then 'open' else 'ended' end, case n % 2 when 0 then 'staff' else 'customer' end,
  case when n % 10000 <> 0 and n % 50 <> 7 then uuid(1 + n % 40) end, cast(n as bigint) * 1000, cast(n as bigint) * 1000,
  case when n % 10000 <> 0 and n % 50 <> 7 then cast(n as bigint) * 1000 + 90 end, cast(n as bigint) * 1000 + n % 977,
  case when n % 5000 <> 0 then cast(n as bigint) * 1000 + n % 977 end,
  case when n % 5000 <> 0 then case n % 3 when 0 then 'customer' when 1 then 'staff' else 'silence' end end,
  2, case when n % 20 = 1 then uuid(n) end, case when n <= 1000 then 1000000 + n else 2000000000000000 + n end, 1
from generate_series(1, 1000000) as g(n);
insert into chat_message (id, chat_id, seq, client_id, author, staff_id, body_sealed, file_id, is_copied, notice, at)
select uuid(n), uuid(1 + n % 1000000), 1 + n / 1000000, uuid(n), case n % 2 when 0 then 'customer' else 'staff' end, case when n % 2 = 1 then uuid(1 + n % 40) end,
  case when n % 20 <> 3 then any(200) end, case when n % 20 = 3 then uuid(n) end, false, null, n
from generate_series(1, 1999999) as g(n);
insert into chat_message (id, chat_id, seq, client_id, author, staff_id, body_sealed, file_id, is_copied, notice, at)
select uuid(3000000 + n), uuid(77), n, uuid(3000000 + n), 'customer', null, case when n % 100 <> 0 then any(200) end, case when n % 100 = 0 then uuid(3000000 + n) end,
  false, null, n
from generate_series(3, 2000) as g(n);
insert into chat_setting (id, is_on, calendar_id, changed_at, version) values (1, true, null, 1, 1);
commit;
analyze;
