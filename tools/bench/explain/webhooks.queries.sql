-- The lists, jobs and finding queries of what other systems are told, as the program asks them; `explain.sh` puts the engine's word for explaining in
-- front of each. A statement is a line, and its name stands above it. Of an update or a deletion it is how it finds its rows.
-- job: endpoints that have something due
select e.id from webhook_endpoint e where e.state = 'on' and (e.next_at <= value(1000000000) or e.next_at > value(9000000000)) and (e.lease_until <= value(1000000000) or e.lease_until > value(9000000000)) and exists (select 1 from webhook_delivery d where d.endpoint_id = e.id and d.state = 'waiting' and (d.next_at <= value(1000000000) or d.next_at > value(9000000000))) order by e.next_at, e.id limit 32;
-- lane: what gets a number
select id, row_number() over (order by message_id) as place from webhook_delivery where endpoint_id = uuid(2) and state = 'waiting' and sequence is null order by message_id limit 500;
-- lane: what is sent next
select * from webhook_delivery where endpoint_id = uuid(2) and state = 'waiting' and (next_at <= value(1000000000) or next_at > value(9000000000)) and sequence is not null order by sequence asc limit 50;
-- lane: what is sent next, where many stand aside
select * from webhook_delivery where endpoint_id = uuid(3) and state = 'waiting' and (next_at <= value(1000000000) or next_at > value(9000000000)) and sequence is not null order by sequence asc limit 50;
-- lane: whether something came meanwhile
select * from webhook_delivery where endpoint_id = uuid(1) and state = 'waiting' and (next_at <= value(1000000000) or next_at > value(9000000000)) limit 1;
-- staff: what waits and what was given up, of each endpoint
select endpoint_id, state, count(id) from webhook_delivery where endpoint_id in (uuid(1), uuid(2), uuid(3)) and state in ('waiting', 'failed') group by endpoint_id, state;
-- staff: what an endpoint was told
select * from webhook_delivery where endpoint_id = uuid(1) order by message_id desc limit 51;
-- staff: in the middle
select * from webhook_delivery where endpoint_id = uuid(1) and message_id < uuid(500000) order by message_id desc limit 51;
-- staff: the oldest first
select * from webhook_delivery where endpoint_id = uuid(1) order by message_id asc limit 51;
-- staff: what was given up
select * from webhook_delivery where endpoint_id = uuid(4) and state = value('failed') order by message_id desc limit 51;
-- staff: what waits, where nothing does
select * from webhook_delivery where endpoint_id = uuid(1) and state = value('waiting') order by message_id desc limit 51;
-- staff: of a type
select * from webhook_delivery where endpoint_id = uuid(8) and kind = value('license.blocked') order by message_id desc limit 51;
-- staff: of a type that there is not
select * from webhook_delivery where endpoint_id = uuid(1) and kind = value('chat.started') order by message_id desc limit 51;
-- staff: of some days
select * from webhook_delivery where endpoint_id = uuid(1) and message_id >= uuid(400000) and message_id < uuid(500000) order by message_id desc limit 51;
-- staff: one message
select * from webhook_delivery where endpoint_id = uuid(1) and message_id = uuid(500001) limit 1;
-- replay: how many of a time
select count(*) from webhook_delivery where endpoint_id = uuid(1) and message_id >= uuid(400000) and message_id < uuid(410000) and state in (value('failed'), value('delivered')) and erased_at is null and at >= value(400000000) and at < value(410000000);
-- replay: those of a time that were given up
select id from webhook_delivery where endpoint_id = uuid(1) and message_id >= uuid(400000) and message_id < uuid(410000) and state in (value('failed')) and erased_at is null and at >= value(400000000) and at < value(410000000);
-- switched on: what waits
select id from webhook_delivery where endpoint_id = uuid(2) and state = value('waiting');
-- an account is erased
select id from webhook_delivery where account_id = uuid(77);
-- a record is erased
select id from webhook_delivery where subject_id = uuid(3000077);
-- job: to be erased
select id from webhook_delivery where at <= value(100000) limit 1000;
