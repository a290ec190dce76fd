-- The lists, lines, jobs and exports of chats, as the program asks them; `explain.sh` puts the engine's word for explaining in front of each. A statement
-- is a line, and its name stands above it. Of an update or a deletion it is how it finds its rows. What the program binds beside ids stands in `value`.
-- own: the one that goes on
select * from chat where account_id = uuid(1) and company_id is null and state <> 'ended' limit 1;
-- own: the one that goes on in a company's name
select * from chat where account_id = uuid(1013) and case when company_id = uuid(7) then true else false end and state <> 'ended' limit 1;
-- own: what there was
select * from chat where account_id = uuid(1) and company_id is null and erase_at > value(1000) order by id desc limit 100;
-- own: what there was in a company's name
select * from chat where account_id = uuid(1013) and case when company_id = uuid(7) then true else false end and erase_at > value(1000) order by id desc limit 100;
-- own: whether there was any
select id from chat where account_id = uuid(1) limit 1;
-- own: whether there was any, of an account that has none
select id from chat where account_id = uuid(5000000) limit 1;
-- a chat by its id
select * from chat where id = uuid(77) and erase_at > value(1000);
-- the line: how many wait
select count(*) from chat where state = 'waiting';
-- the line: how many visitors wait
select count(*) from chat where state = 'waiting' and account_id is null;
-- the line: a place in it
select count(*) from chat where state = 'waiting' and (waiting_since < value(500000000) or (waiting_since = value(500000000) and id < uuid(500000)));
-- desk: the line
select * from chat where state = 'waiting' order by waiting_since asc, id asc limit 100;
-- desk: what is open
select * from chat where state = 'open' order by said_at asc limit 200;
-- desk: one's own
select * from chat where state = 'open' and staff_id = uuid(1) order by said_at asc limit 100;
-- beside the navigation: what waits
select id from chat where state = 'waiting' limit 100;
-- beside the navigation: what asks something of one of us
select count(*) as asks from (select id from chat where state = 'waiting' union all select id from chat where state = 'open' and staff_id = uuid(1) and turn = 'staff' limit 100) as due;
-- staff: all
select * from chat where erase_at > value(1000) order by started_at desc, id desc limit 51;
-- staff: all, in the middle
select * from chat where erase_at > value(1000) and (started_at, id) < (value(500000000), uuid(500000)) order by started_at desc, id desc limit 51;
-- staff: all, the oldest first
select * from chat where erase_at > value(1000) order by started_at asc, id asc limit 51;
-- staff: a piece of the file
select * from chat where erase_at > value(1000) and (started_at, id) < (value(500000000), uuid(500000)) order by started_at desc, id desc limit 1001;
-- staff: that wait
select * from chat where erase_at > value(1000) and state <> 'ended' and case when state = value('waiting') then true else false end order by started_at desc, id desc limit 51;
-- staff: open ones
select * from chat where erase_at > value(1000) and state <> 'ended' and case when state = value('open') then true else false end order by started_at desc, id desc limit 51;
-- staff: that are over
select * from chat where erase_at > value(1000) and case when state = value('ended') then true else false end order by started_at desc, id desc limit 51;
-- staff: that nobody took
select * from chat where erase_at > value(1000) and state = 'ended' and taken_at is null order by started_at desc, id desc limit 51;
-- staff: in a language
select * from chat where erase_at > value(1000) and lang = value('ru') order by started_at desc, id desc limit 51;
-- staff: that are over, in a language that nobody speaks
select * from chat where erase_at > value(1000) and case when state = value('ended') then true else false end and lang = value('xx') order by started_at desc, id desc limit 51;
-- staff: of some days
select * from chat where erase_at > value(1000) and started_at >= value(400000000) and started_at <= value(500000000) order by started_at desc, id desc limit 51;
-- a chat: its latest messages
select * from chat_message where chat_id = uuid(77) and seq < value(9000000) order by seq desc limit 200;
-- a chat: what is new
select * from chat_message where chat_id = uuid(77) and seq > value(1990) order by seq asc limit 100;
-- a chat: everything
select * from chat_message where chat_id = uuid(77) order by seq asc;
-- a chat: a message that was sent before
select * from chat_message where chat_id = uuid(77) and client_id = uuid(3000100) limit 1;
-- a chat: how many files
select count(*) from chat_message where chat_id = uuid(77) and file_id is not null;
-- a chat: files that its request has not
select * from chat_message where chat_id = uuid(77) and file_id is not null and is_copied = false order by seq asc;
-- a file: the message with it
select * from chat_message where file_id = uuid(3000100) limit 1;
-- a file: of a chat
select * from chat_message where id = uuid(3000100) and chat_id = uuid(77) and file_id is not null limit 1;
-- chats that are heard: how far they are
select id, last_seq from chat where id in (uuid(77), uuid(78), uuid(79));
-- job: quiet ones
select id from chat where state <> 'ended' and said_at <= value(600000000) order by said_at asc limit 100;
-- job: to be erased
select id from chat where erase_at <= value(1000500) order by erase_at asc limit 50;
-- an account goes: its chats that go on
select id from chat where account_id = uuid(1) and state <> value('ended');
-- an account goes: its chats
select id from chat where account_id = uuid(1);
-- an account: whether it has any in its own name
select * from chat where account_id = uuid(1) and company_id is null limit 1;
-- a company goes: its chats that go on
select id from chat where company_id = uuid(9) and state <> value('ended');
-- a company goes: its chats
select id from chat where company_id = uuid(9);
-- export: chats
select * from chat where account_id = uuid(1) and (company_id is null or company_id in (select company_id from company_member where account_id = uuid(1))) and id > uuid(0) order by id asc limit 1000;
-- export: messages
select * from chat_message where chat_id in (select id from chat where account_id = uuid(1) and (company_id is null or company_id in (select company_id from company_member where account_id = uuid(1)))) and id > uuid(0) order by id asc limit 1000;
-- export: messages, of an account that has hardly any
select * from chat_message where chat_id in (select id from chat where account_id = uuid(1001) and (company_id is null or company_id in (select company_id from company_member where account_id = uuid(1001)))) and id > uuid(1000) order by id asc limit 1000;
