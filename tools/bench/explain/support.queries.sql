-- The lists of support, and of companies what lies in tables of others (licenses, log), as the program asks for them; `explain.sh` puts the engine's
-- word for explaining in front of each. A statement is a line, and its name stands above it. `case when … then true else false end` is
-- `gatehouse_db::aside`: no index is chosen by it.
-- own: 10,000 requests, the first page
select * from (select * from (select * from request where account_id = uuid(1) and company_id is null and (select p.id from request_person p where case when p.account_id = uuid(1) then true else false end and p.removed_at is null and p.request_id = request.id) is not null and (erase_at is null or erase_at > 2000000000000000) order by updated_at desc, id desc limit 51) as part union all select * from (select * from request where id in (select request_id from request_person where account_id = uuid(1) and part > 'author' and removed_at is null) and case when company_id is null and (account_id is null or not account_id = uuid(1)) then true else false end and (erase_at is null or erase_at > 2000000000000000) order by updated_at desc, id desc limit 51) as part) as parts order by updated_at desc, id desc limit 51;
-- own: 10,000 requests, in the middle
select * from (select * from (select * from request where account_id = uuid(1) and company_id is null and (select p.id from request_person p where case when p.account_id = uuid(1) then true else false end and p.removed_at is null and p.request_id = request.id) is not null and (erase_at is null or erase_at > 2000000000000000) and (updated_at, id) < (500000000, uuid(500000)) order by updated_at desc, id desc limit 51) as part union all select * from (select * from request where id in (select request_id from request_person where account_id = uuid(1) and part > 'author' and removed_at is null) and case when company_id is null and (account_id is null or not account_id = uuid(1)) then true else false end and (erase_at is null or erase_at > 2000000000000000) and (updated_at, id) < (500000000, uuid(500000)) order by updated_at desc, id desc limit 51) as part) as parts order by updated_at desc, id desc limit 51;
-- own: 10,000 requests, active
select * from (select * from (select * from request where account_id = uuid(1) and company_id is null and (select p.id from request_person p where case when p.account_id = uuid(1) then true else false end and p.removed_at is null and p.request_id = request.id) is not null and (erase_at is null or erase_at > 2000000000000000) and active = true order by updated_at desc, id desc limit 51) as part union all select * from (select * from request where id in (select request_id from request_person where account_id = uuid(1) and part > 'author' and removed_at is null) and case when company_id is null and (account_id is null or not account_id = uuid(1)) then true else false end and (erase_at is null or erase_at > 2000000000000000) and case when active = true then true else false end order by updated_at desc, id desc limit 51) as part) as parts order by updated_at desc, id desc limit 51;
-- own: 10,000 requests, over
select * from (select * from (select * from request where account_id = uuid(1) and company_id is null and (select p.id from request_person p where case when p.account_id = uuid(1) then true else false end and p.removed_at is null and p.request_id = request.id) is not null and (erase_at is null or erase_at > 2000000000000000) and active = false order by updated_at desc, id desc limit 51) as part union all select * from (select * from request where id in (select request_id from request_person where account_id = uuid(1) and part > 'author' and removed_at is null) and case when company_id is null and (account_id is null or not account_id = uuid(1)) then true else false end and (erase_at is null or erase_at > 2000000000000000) and case when active = false then true else false end order by updated_at desc, id desc limit 51) as part) as parts order by updated_at desc, id desc limit 51;
-- own: 10,000 requests, of a status
select * from (select * from (select * from request where account_id = uuid(1) and company_id is null and (select p.id from request_person p where case when p.account_id = uuid(1) then true else false end and p.removed_at is null and p.request_id = request.id) is not null and (erase_at is null or erase_at > 2000000000000000) and status = 'awaiting_answer' order by updated_at desc, id desc limit 51) as part union all select * from (select * from request where id in (select request_id from request_person where account_id = uuid(1) and part > 'author' and removed_at is null) and case when company_id is null and (account_id is null or not account_id = uuid(1)) then true else false end and (erase_at is null or erase_at > 2000000000000000) and case when status = 'awaiting_answer' then true else false end order by updated_at desc, id desc limit 51) as part) as parts order by updated_at desc, id desc limit 51;
-- own: 10,000 requests, by opening
select * from (select * from (select * from request where account_id = uuid(1) and company_id is null and (select p.id from request_person p where case when p.account_id = uuid(1) then true else false end and p.removed_at is null and p.request_id = request.id) is not null and (erase_at is null or erase_at > 2000000000000000) order by opened_at desc, id desc limit 51) as part union all select * from (select * from request where id in (select request_id from request_person where account_id = uuid(1) and part > 'author' and removed_at is null) and case when company_id is null and (account_id is null or not account_id = uuid(1)) then true else false end and (erase_at is null or erase_at > 2000000000000000) order by opened_at desc, id desc limit 51) as part) as parts order by opened_at desc, id desc limit 51;
-- own: 10,000 requests, active by opening
select * from (select * from (select * from request where account_id = uuid(1) and company_id is null and (select p.id from request_person p where case when p.account_id = uuid(1) then true else false end and p.removed_at is null and p.request_id = request.id) is not null and (erase_at is null or erase_at > 2000000000000000) and case when active = true then true else false end order by opened_at desc, id desc limit 51) as part union all select * from (select * from request where id in (select request_id from request_person where account_id = uuid(1) and part > 'author' and removed_at is null) and case when company_id is null and (account_id is null or not account_id = uuid(1)) then true else false end and (erase_at is null or erase_at > 2000000000000000) and case when active = true then true else false end order by opened_at desc, id desc limit 51) as part) as parts order by opened_at desc, id desc limit 51;
-- own: two requests, the first page
select * from (select * from (select * from request where account_id = uuid(2) and company_id is null and (select p.id from request_person p where case when p.account_id = uuid(2) then true else false end and p.removed_at is null and p.request_id = request.id) is not null and (erase_at is null or erase_at > 2000000000000000) order by updated_at desc, id desc limit 51) as part union all select * from (select * from request where id in (select request_id from request_person where account_id = uuid(2) and part > 'author' and removed_at is null) and case when company_id is null and (account_id is null or not account_id = uuid(2)) then true else false end and (erase_at is null or erase_at > 2000000000000000) order by updated_at desc, id desc limit 51) as part) as parts order by updated_at desc, id desc limit 51;
-- own: two requests, in the middle
select * from (select * from (select * from request where account_id = uuid(2) and company_id is null and (select p.id from request_person p where case when p.account_id = uuid(2) then true else false end and p.removed_at is null and p.request_id = request.id) is not null and (erase_at is null or erase_at > 2000000000000000) and (updated_at, id) < (500000000, uuid(500000)) order by updated_at desc, id desc limit 51) as part union all select * from (select * from request where id in (select request_id from request_person where account_id = uuid(2) and part > 'author' and removed_at is null) and case when company_id is null and (account_id is null or not account_id = uuid(2)) then true else false end and (erase_at is null or erase_at > 2000000000000000) and (updated_at, id) < (500000000, uuid(500000)) order by updated_at desc, id desc limit 51) as part) as parts order by updated_at desc, id desc limit 51;
-- own: two requests, active
select * from (select * from (select * from request where account_id = uuid(2) and company_id is null and (select p.id from request_person p where case when p.account_id = uuid(2) then true else false end and p.removed_at is null and p.request_id = request.id) is not null and (erase_at is null or erase_at > 2000000000000000) and active = true order by updated_at desc, id desc limit 51) as part union all select * from (select * from request where id in (select request_id from request_person where account_id = uuid(2) and part > 'author' and removed_at is null) and case when company_id is null and (account_id is null or not account_id = uuid(2)) then true else false end and (erase_at is null or erase_at > 2000000000000000) and case when active = true then true else false end order by updated_at desc, id desc limit 51) as part) as parts order by updated_at desc, id desc limit 51;
-- own: two requests, over
select * from (select * from (select * from request where account_id = uuid(2) and company_id is null and (select p.id from request_person p where case when p.account_id = uuid(2) then true else false end and p.removed_at is null and p.request_id = request.id) is not null and (erase_at is null or erase_at > 2000000000000000) and active = false order by updated_at desc, id desc limit 51) as part union all select * from (select * from request where id in (select request_id from request_person where account_id = uuid(2) and part > 'author' and removed_at is null) and case when company_id is null and (account_id is null or not account_id = uuid(2)) then true else false end and (erase_at is null or erase_at > 2000000000000000) and case when active = false then true else false end order by updated_at desc, id desc limit 51) as part) as parts order by updated_at desc, id desc limit 51;
-- own: two requests, of a status
select * from (select * from (select * from request where account_id = uuid(2) and company_id is null and (select p.id from request_person p where case when p.account_id = uuid(2) then true else false end and p.removed_at is null and p.request_id = request.id) is not null and (erase_at is null or erase_at > 2000000000000000) and status = 'awaiting_answer' order by updated_at desc, id desc limit 51) as part union all select * from (select * from request where id in (select request_id from request_person where account_id = uuid(2) and part > 'author' and removed_at is null) and case when company_id is null and (account_id is null or not account_id = uuid(2)) then true else false end and (erase_at is null or erase_at > 2000000000000000) and case when status = 'awaiting_answer' then true else false end order by updated_at desc, id desc limit 51) as part) as parts order by updated_at desc, id desc limit 51;
-- own: two requests, by opening
select * from (select * from (select * from request where account_id = uuid(2) and company_id is null and (select p.id from request_person p where case when p.account_id = uuid(2) then true else false end and p.removed_at is null and p.request_id = request.id) is not null and (erase_at is null or erase_at > 2000000000000000) order by opened_at desc, id desc limit 51) as part union all select * from (select * from request where id in (select request_id from request_person where account_id = uuid(2) and part > 'author' and removed_at is null) and case when company_id is null and (account_id is null or not account_id = uuid(2)) then true else false end and (erase_at is null or erase_at > 2000000000000000) order by opened_at desc, id desc limit 51) as part) as parts order by opened_at desc, id desc limit 51;
-- own: two requests, active by opening
select * from (select * from (select * from request where account_id = uuid(2) and company_id is null and (select p.id from request_person p where case when p.account_id = uuid(2) then true else false end and p.removed_at is null and p.request_id = request.id) is not null and (erase_at is null or erase_at > 2000000000000000) and case when active = true then true else false end order by opened_at desc, id desc limit 51) as part union all select * from (select * from request where id in (select request_id from request_person where account_id = uuid(2) and part > 'author' and removed_at is null) and case when company_id is null and (account_id is null or not account_id = uuid(2)) then true else false end and (erase_at is null or erase_at > 2000000000000000) and case when active = true then true else false end order by opened_at desc, id desc limit 51) as part) as parts order by opened_at desc, id desc limit 51;
-- own: one by its number
select * from request where (erase_at is null or erase_at > 2000000000000000) and company_id is null and (select p.id from request_person p where case when p.account_id = uuid(2) then true else false end and p.removed_at is null and p.request_id = request.id) is not null and number = 'R-77';
-- own: one by its id
select * from request where (erase_at is null or erase_at > 2000000000000000) and company_id is null and (select p.id from request_person p where case when p.account_id = uuid(2) then true else false end and p.removed_at is null and p.request_id = request.id) is not null and id = uuid(77);
-- own: found by words
select * from request where id in (uuid(77), uuid(100), uuid(500001)) and case when (erase_at is null or erase_at > 2000000000000000) and company_id is null and (select p.id from request_person p where case when p.account_id = uuid(2) then true else false end and p.removed_at is null and p.request_id = request.id) is not null then true else false end order by updated_at desc, id desc limit 51;
-- own: how many wait
select id from request where account_id = uuid(1) and company_id is null and status = 'awaiting_answer' limit 100;
-- company: the first page
select * from request where company_id = uuid(7) and (confidential = false or (select p.id from request_person p where case when p.account_id = uuid(5) then true else false end and p.removed_at is null and p.request_id = request.id) is not null) and (erase_at is null or erase_at > 2000000000000000) order by updated_at desc, id desc limit 51;
-- company: in the middle
select * from request where company_id = uuid(7) and (confidential = false or (select p.id from request_person p where case when p.account_id = uuid(5) then true else false end and p.removed_at is null and p.request_id = request.id) is not null) and (erase_at is null or erase_at > 2000000000000000) and (updated_at, id) < (500000000, uuid(500000)) order by updated_at desc, id desc limit 51;
-- company: active
select * from request where company_id = uuid(7) and (confidential = false or (select p.id from request_person p where case when p.account_id = uuid(5) then true else false end and p.removed_at is null and p.request_id = request.id) is not null) and (erase_at is null or erase_at > 2000000000000000) and active = true order by updated_at desc, id desc limit 51;
-- company: of a status
select * from request where company_id = uuid(7) and (confidential = false or (select p.id from request_person p where case when p.account_id = uuid(5) then true else false end and p.removed_at is null and p.request_id = request.id) is not null) and (erase_at is null or erase_at > 2000000000000000) and status = 'awaiting_answer' order by updated_at desc, id desc limit 51;
-- company: by opening
select * from request where company_id = uuid(7) and (confidential = false or (select p.id from request_person p where case when p.account_id = uuid(5) then true else false end and p.removed_at is null and p.request_id = request.id) is not null) and (erase_at is null or erase_at > 2000000000000000) order by opened_at desc, id desc limit 51;
-- company: of a user without rights
select * from (select * from (select * from request where member_id = uuid(1003) and case when company_id = uuid(7) then true else false end and (select p.id from request_person p where case when p.account_id = uuid(1003) then true else false end and p.removed_at is null and p.request_id = request.id) is not null and (erase_at is null or erase_at > 2000000000000000) order by updated_at desc, id desc limit 51) as part union all select * from (select * from request where id in (select request_id from request_person where account_id = uuid(1003) and part > 'author' and removed_at is null) and case when company_id = uuid(7) and (member_id is null or not member_id = uuid(1003)) then true else false end and (erase_at is null or erase_at > 2000000000000000) order by updated_at desc, id desc limit 51) as part) as parts order by updated_at desc, id desc limit 51;
-- staff: active by place
select * from request where active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and active = true and merged_into is null then true else false end order by urgency asc, id asc limit 51;
-- staff: all by place
select * from (select * from (select * from request where active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) then true else false end order by urgency asc, id asc limit 51) as part union all select * from (select * from request where active = false and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) then true else false end order by urgency asc, id asc limit 51) as part) as parts order by urgency asc, id asc limit 51;
-- staff: all by place, in the middle
select * from (select * from (select * from request where active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) then true else false end and (urgency, id) > (3, uuid(500000)) order by urgency asc, id asc limit 51) as part union all select * from (select * from request where active = false and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) then true else false end and (urgency, id) > (3, uuid(500000)) order by urgency asc, id asc limit 51) as part) as parts order by urgency asc, id asc limit 51;
-- staff: inactive by place
select * from request where active = false and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and active = false then true else false end order by urgency asc, id asc limit 51;
-- staff: of a status by place
select * from request where status = 'closed' and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and status = 'closed' then true else false end order by urgency asc, id asc limit 51;
-- staff: active of a queue by place
select * from request where queue_id = uuid(1) and active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and active = true and merged_into is null and queue_id = uuid(1) then true else false end order by urgency asc, id asc limit 51;
-- staff: all of a queue by place
select * from (select * from (select * from request where queue_id = uuid(1) and active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and queue_id = uuid(1) then true else false end order by urgency asc, id asc limit 51) as part union all select * from (select * from request where queue_id = uuid(1) and active = false and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and queue_id = uuid(1) then true else false end order by urgency asc, id asc limit 51) as part) as parts order by urgency asc, id asc limit 51;
-- staff: active of one of us by place
select * from request where assignee_id = uuid(5) and active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and active = true and merged_into is null and assignee_id = uuid(5) then true else false end order by urgency asc, id asc limit 51;
-- staff: nobody's by place
select * from request where assignee_id is null and active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and active = true and merged_into is null and assignee_id is null then true else false end order by urgency asc, id asc limit 51;
-- staff: all of an account by place
select * from (select * from (select * from request where account_id = uuid(1) and active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and account_id = uuid(1) then true else false end order by urgency asc, id asc limit 51) as part union all select * from (select * from request where account_id = uuid(1) and active = false and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and account_id = uuid(1) then true else false end order by urgency asc, id asc limit 51) as part) as parts order by urgency asc, id asc limit 51;
-- staff: all of a company by place
select * from (select * from (select * from request where company_id = uuid(7) and active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and company_id = uuid(7) then true else false end order by urgency asc, id asc limit 51) as part union all select * from (select * from request where company_id = uuid(7) and active = false and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and company_id = uuid(7) then true else false end order by urgency asc, id asc limit 51) as part) as parts order by urgency asc, id asc limit 51;
-- staff: active by change
select * from request where active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and active = true and merged_into is null then true else false end order by updated_at desc, id desc limit 51;
-- staff: all by change
select * from (select * from (select * from request where active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) then true else false end order by updated_at desc, id desc limit 51) as part union all select * from (select * from request where active = false and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) then true else false end order by updated_at desc, id desc limit 51) as part) as parts order by updated_at desc, id desc limit 51;
-- staff: all by change, in the middle
select * from (select * from (select * from request where active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) then true else false end and (updated_at, id) < (500000000, uuid(500000)) order by updated_at desc, id desc limit 51) as part union all select * from (select * from request where active = false and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) then true else false end and (updated_at, id) < (500000000, uuid(500000)) order by updated_at desc, id desc limit 51) as part) as parts order by updated_at desc, id desc limit 51;
-- staff: inactive by change
select * from request where active = false and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and active = false then true else false end order by updated_at desc, id desc limit 51;
-- staff: of a status by change
select * from request where status = 'closed' and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and status = 'closed' then true else false end order by updated_at desc, id desc limit 51;
-- staff: active of a queue by change
select * from request where queue_id = uuid(1) and active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and active = true and merged_into is null and queue_id = uuid(1) then true else false end order by updated_at desc, id desc limit 51;
-- staff: all of a queue by change
select * from (select * from (select * from request where queue_id = uuid(1) and active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and queue_id = uuid(1) then true else false end order by updated_at desc, id desc limit 51) as part union all select * from (select * from request where queue_id = uuid(1) and active = false and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and queue_id = uuid(1) then true else false end order by updated_at desc, id desc limit 51) as part) as parts order by updated_at desc, id desc limit 51;
-- staff: active of one of us by change
select * from request where assignee_id = uuid(5) and active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and active = true and merged_into is null and assignee_id = uuid(5) then true else false end order by updated_at desc, id desc limit 51;
-- staff: nobody's by change
select * from request where assignee_id is null and active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and active = true and merged_into is null and assignee_id is null then true else false end order by updated_at desc, id desc limit 51;
-- staff: all of an account by change
select * from (select * from (select * from request where account_id = uuid(1) and active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and account_id = uuid(1) then true else false end order by updated_at desc, id desc limit 51) as part union all select * from (select * from request where account_id = uuid(1) and active = false and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and account_id = uuid(1) then true else false end order by updated_at desc, id desc limit 51) as part) as parts order by updated_at desc, id desc limit 51;
-- staff: all of a company by change
select * from (select * from (select * from request where company_id = uuid(7) and active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and company_id = uuid(7) then true else false end order by updated_at desc, id desc limit 51) as part union all select * from (select * from request where company_id = uuid(7) and active = false and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and company_id = uuid(7) then true else false end order by updated_at desc, id desc limit 51) as part) as parts order by updated_at desc, id desc limit 51;
-- staff: active by opening
select * from request where active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and active = true and merged_into is null then true else false end order by opened_at desc, id desc limit 51;
-- staff: all by opening
select * from (select * from (select * from request where active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) then true else false end order by opened_at desc, id desc limit 51) as part union all select * from (select * from request where active = false and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) then true else false end order by opened_at desc, id desc limit 51) as part) as parts order by opened_at desc, id desc limit 51;
-- staff: all by opening, in the middle
select * from (select * from (select * from request where active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) then true else false end and (opened_at, id) < (500000000, uuid(500000)) order by opened_at desc, id desc limit 51) as part union all select * from (select * from request where active = false and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) then true else false end and (opened_at, id) < (500000000, uuid(500000)) order by opened_at desc, id desc limit 51) as part) as parts order by opened_at desc, id desc limit 51;
-- staff: inactive by opening
select * from request where active = false and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and active = false then true else false end order by opened_at desc, id desc limit 51;
-- staff: of a status by opening
select * from request where status = 'closed' and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and status = 'closed' then true else false end order by opened_at desc, id desc limit 51;
-- staff: all of one of us by opening
select * from request where assignee_id = uuid(5) and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and assignee_id = uuid(5) then true else false end order by opened_at desc, id desc limit 51;
-- staff: all of an account by opening
select * from request where account_id = uuid(1) and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and account_id = uuid(1) then true else false end order by opened_at desc, id desc limit 51;
-- staff: all of a level by change
select * from (select * from (select * from request where level = 'premium_plus' and active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and level = 'premium_plus' then true else false end order by updated_at desc, id desc limit 51) as part union all select * from (select * from request where level = 'premium_plus' and active = false and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and level = 'premium_plus' then true else false end order by updated_at desc, id desc limit 51) as part) as parts order by updated_at desc, id desc limit 51;
-- staff: active of a level by place
select * from request where active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and active = true and merged_into is null and level = 'premium_plus' then true else false end order by urgency asc, id asc limit 51;
-- staff: all of a product by change
select * from (select * from (select * from request where product_id = uuid(1) and active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and product_id = uuid(1) then true else false end order by updated_at desc, id desc limit 51) as part union all select * from (select * from request where product_id = uuid(1) and active = false and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and product_id = uuid(1) then true else false end order by updated_at desc, id desc limit 51) as part) as parts order by updated_at desc, id desc limit 51;
-- staff: active of a category by place
select * from request where active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and active = true and merged_into is null and category = 'portal' then true else false end order by urgency asc, id asc limit 51;
-- staff: active in a language by place
select * from request where active = true and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and active = true and merged_into is null and lang = 'ja' then true else false end order by urgency asc, id asc limit 51;
-- staff: late
select * from request where due_at < 2000000000 and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and active = true and merged_into is null and due_at < 2000000000 then true else false end order by urgency asc, id asc limit 51;
-- staff: by what is due
select * from request where due_at > 0 and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and active = true and merged_into is null and case when due_at is not null then true else false end then true else false end order by due_at asc, id asc limit 51;
-- staff: watched
select * from request where id in (select request_id from request_watcher where staff_id = uuid(5)) and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) and active = true and merged_into is null then true else false end order by urgency asc, id asc limit 51;
-- staff: with a license
select * from request where license_id = uuid(500000) and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) then true else false end order by urgency asc, id asc limit 51;
-- staff: by a contract
select * from request where contract_id = uuid(31) and case when erased_at is null and (erase_at is null or erase_at > 2000000000000000) then true else false end order by urgency asc, id asc limit 51;
-- staff: beside the navigation
select id from request where active = true and status = 'processing' and merged_into is null limit 100;
-- staff: how many are late
select id from request where due_at < 2000000000 and case when active = true then true else false end limit 100;
-- staff: how many are critical
select id from request where active = true and status = 'processing' and merged_into is null and urgency = 0 and case when critical is not null then true else false end limit 100;
-- a request: its latest messages
select * from request_message where request_id = uuid(77) and audience = 'public' and unconfirmed = false order by seq desc limit 10;
-- a request: how many messages
select count(*) from request_message where request_id = uuid(77) and audience = 'public' and unconfirmed = false;
-- a request: its files
select * from request_file where request_id = uuid(77) and message_id is not null order by added_at asc, place asc;
-- a request: files of messages
select * from request_file where request_id = uuid(77) and message_id in (uuid(77), uuid(78)) order by place asc;
-- a request: its people
select * from request_person where request_id = uuid(77) and removed_at is null and muted = false order by id asc;
-- a request: what happened
select * from request_event where request_id = uuid(77) order by seq asc;
-- a request: what it belongs with
select * from request_link where (request_id = uuid(77) or other_id = uuid(77)) and undone_at is null order by id asc;
-- a request: who looks at it
select * from request_viewer where request_id = uuid(77) and seen_at > 1;
-- a mail: by its ids
select * from message_ref where ref_lookup in (any(32));
-- timers: what is due
select id from request where step_at <= 10 order by step_at asc limit 100;
-- timers: texts to erase
select id from request where erase_at <= 10 order by erase_at asc limit 100;
-- contracts: by number
select * from contract order by number asc, id asc limit 51;
-- contracts: by their ends
select * from contract order by ends_at asc, id asc limit 51;
-- contracts: by their ends, in the middle
select * from contract where (ends_at, id) > (1025000, uuid(25000)) order by ends_at asc, id asc limit 51;
-- contracts: of a state
select * from contract where state = 'active' order by ends_at asc, id asc limit 51;
-- contracts: of a company
select * from contract where company_id = uuid(7) order by ends_at asc, id asc limit 51;
-- contracts: whose end is near
select id from contract where state = 'active' and ends_at <= 1000100 and starts_at <= 1000000 and id > uuid(3) order by id asc limit 200;
-- contracts: of a company, for a contact
select * from contract where company_id = uuid(7) and id in (select contract_id from contract_contact where company_id = uuid(7) and (member_id = uuid(777) or email_lookup = any(32))) order by ends_at desc, id desc limit 51;
-- contracts: units of one
select * from quota_ledger where contract_id = uuid(7) order by at desc, id desc limit 51;
-- contracts: of a contact
select * from contract_contact where member_id = uuid(777);
-- licenses of a company: by their ends
select * from license where id in (select license_id from license_holder where company_id = uuid(7)) order by ends_order asc, id asc limit 51;
-- licenses of a company: that end soon
select * from license where id in (select license_id from license_holder where company_id = uuid(7)) and ends_at <= 1000500000 order by ends_order asc, id asc limit 51;
-- log of a company
select * from audit where subject_id = uuid(7) and (kind = 'company.joined' or kind = 'company.rights_changed') order by id desc limit 51;
-- log of a company: of a kind
select * from audit where subject_id = uuid(7) and kind = 'company.joined' order by id desc limit 51;
-- log of a company: in the middle
select * from audit where subject_id = uuid(7) and (kind = 'company.joined' or kind = 'company.rights_changed') and id < uuid(500000) order by id desc limit 51;
-- staff: rounds of the yearly survey with answers enough
select id from survey_round where (select survey.id from survey where survey.round_id = survey_round.id and survey.answered_at is not null limit 1 offset 4) is not null;
-- staff: answers to surveys
select * from survey where answered_at is not null and case when kind = 'request' or round_id in (uuid(1), uuid(2)) then true else false end order by answered_at desc, id desc limit 51;
-- staff: answers about one of us, of a mark
select * from survey where answered_at is not null and engineer_id = uuid(5) and case when mark = 1 then true else false end order by answered_at desc, id desc limit 51;
-- job: surveys that are due
select id from survey where send_at <= 5 order by send_at asc, id asc limit 100;
-- job: answers that are not counted
select * from survey where count_at is not null order by count_at asc limit 500;
-- a request closes: when its author was last asked
select * from survey where account_id = uuid(1007) and (sent_at > 2000000 or send_at is not null);
-- staff: figures of one product by day
select * from support_figure where dim = 'product' and value = 'p5' and day between 19100 and 19465;
-- staff: figures by product
select value, measure, bucket, cast(sum(n) as bigint) from support_figure where dim = 'product' and day between 19100 and 19130 group by value, measure, bucket;
-- staff: who was rated
select distinct value from support_figure where dim = 'engineer';
