-- Every list and every finding query of companies, domains and the directory, as the program asks it; `explain.sh` puts the engine's word for
-- explaining in front of each. A statement is a line, and its name stands above it.
-- users: the first page
select * from company_member where company_id = uuid(1) order by name_place asc, id asc limit 51;
-- users: a page in the middle
select * from company_member where company_id = uuid(1) and (name_place, id) > (644245094400000, uuid(150000)) order by name_place asc, id asc limit 51;
-- users: backwards
select * from company_member where company_id = uuid(1) order by name_place desc, id desc limit 51;
-- users: of a country
select * from company_member where company_id = uuid(1) and country = 'GB' order by name_place asc, id asc limit 51;
-- users: of a branch
select * from company_member where company_id = uuid(1) and branch_id = uuid(6) order by name_place asc, id asc limit 51;
-- users: of a country and a branch
select * from company_member where company_id = uuid(1) and country = 'GB' and branch_id = uuid(6) order by name_place asc, id asc limit 51;
-- branches of a company
select * from branch where company_id = uuid(1) order by name_key asc;
-- the membership of a request
select * from company_member m join company c on c.id = m.company_id where m.account_id = uuid(777777);
-- a user's page
select * from company_member where id = uuid(150000) and company_id = uuid(1);
-- the word of an address
select * from company_slug where slug = 'company-17';
-- who has any right: givers of a right, who is above somebody
select * from company_member where company_id = uuid(1) and (rights_own <> 0 or rights_groups <> 0) order by id asc limit 200;
-- who is told a notice
select * from company_member where company_id = uuid(1) and (id = uuid(1) or rights_own <> 0 or rights_groups <> 0) and blocked_at is null and id > uuid(0) order by id asc limit 100;
-- who is told of a license, of several companies: with any right
select * from company_member m join company c on c.id = m.company_id where m.company_id in (uuid(1), uuid(17)) and m.blocked_at is null and c.state <> 'deleted' and (m.rights_own <> 0 or m.rights_groups <> 0) order by m.id asc limit 500;
-- who is told of a license, of several companies: the owners
select * from company_member m join company c on c.id = m.company_id where m.company_id in (uuid(1), uuid(17)) and m.blocked_at is null and c.state <> 'deleted' and c.owner_member_id = m.id and c.id in (uuid(1), uuid(17)) order by m.id asc limit 500;
-- who is told of a change of the portal
select m.* from company_member m join company c on c.id = m.company_id where (c.owner_member_id = m.id or m.rights_own <> 0 or m.rights_groups <> 0) and m.blocked_at is null and m.id > uuid(500000) and c.state <> 'deleted' order by m.id asc limit 100;
-- everybody, part by part
select id, account_id from company_member where company_id = uuid(1) and id > uuid(150000) order by id asc limit 100;
-- block all: how many are active
select count(*) from company_member where company_id = uuid(1) and blocked_at is null;
-- block all: how many are blocked
select count(*) from company_member where company_id = uuid(1) and blocked_by = 'person';
-- names of the activity log: by users and by accounts
select * from company_member where company_id = uuid(1) and (id in (uuid(10), uuid(20)) or account_id in (uuid(30), uuid(40)));
-- the neighbors of a name's place
select * from company_member where company_id = uuid(1) and name_place > 644245094400000 order by name_place asc limit 1;
-- former users with an address
select * from former_member where company_id = uuid(1) and address_lookup in (any(32)) order by left_at desc;
-- invitations of a company
select * from invitation where company_id = uuid(1) and state <> 'accepted' order by ends_at desc, id desc limit 51;
-- an invitation by its link
select * from invitation where token_hash in (any(32));
-- the last invitation of an address
select * from invitation where company_id = uuid(1) and address_lookup in (any(32)) and state <> 'accepted' order by created_at + 0 desc, id desc limit 1;
-- invitations that somebody sent, taken back with their leaving
select id from invitation where company_id = uuid(1) and invited_by in (uuid(7)) and state = 'sent' and rights <> 0;
-- staff: the latest invitations of a company
select * from invitation where company_id = uuid(1) order by created_at desc, id desc limit 200;
-- staff: invitations that only staff can send anew
select id from invitation where state = 'lapsed' or (state = 'registered' and registered_at <= 2000000000000000) limit 100;
-- requests to join
select * from join_request where company_id = uuid(1) and state = 'pending' and ends_at > 1 order by asked_at asc limit 100;
-- the last request of an account
select * from join_request where account_id = uuid(5) order by asked_at desc, id desc limit 1;
-- staff: the latest requests to join a company
select * from join_request where company_id = uuid(1) order by id desc limit 200;
-- a registration by its link
select * from company_registration where token_hash in (any(32));
-- a registration by its address
select * from company_registration where address_lookup in (any(32));
-- staff: registrations that wait for an answer to their mail
select id from company_registration where link_ends_at > 2000000000000000 limit 100;
-- staff: companies by name
select * from company order by name_key asc, id asc limit 51;
-- staff: companies by name, in the middle
select * from company where (name_key, id) > ('company15', uuid(15)) order by name_key asc, id asc limit 51;
-- staff: the newest companies
select * from company order by created_at desc, id desc limit 51;
-- staff: companies in a state
select * from company where state = 'unverified' order by name_key asc, id asc limit 51;
-- staff: companies of a country
select * from company where country = 'JP' order by name_key asc, id asc limit 51;
-- staff: a company by a part of its name
select * from company where name_key like '%pany1999%' escape '\' or slug like '%pany1999%' escape '\' order by name_key asc, id asc limit 51;
-- staff: companies where a change of owner waits
select * from company where id in (select company_id from owner_change where state = 'waiting') order by name_key asc, id asc limit 51;
-- staff: companies where a domain is contested
select * from company where id in (select company_id from company_domain where state = 'contested') order by name_key asc, id asc limit 51;
-- staff: companies where an invitation lapsed
select * from company where id in (select company_id from invitation where state = 'lapsed' or (state = 'registered' and registered_at <= 2000000000000000)) order by name_key asc, id asc limit 51;
-- staff: companies that wait to be confirmed
select id from company where state = 'unverified' limit 100;
-- staff: changes of owner for which owners asked
select id from owner_change where state = 'waiting' and kind = 'asked' limit 100;
-- a change of owner of a company
select * from owner_change where company_id = uuid(1) and state = 'waiting';
-- changes of owner whose time has come
select * from owner_change where state = 'waiting' and due_at <= 2000000000000000 order by due_at asc limit 50;
-- domains: of a company
select * from company_domain where company_id = uuid(1) order by domain asc limit 20;
-- domains: due to be looked at
select * from company_domain where next_check_at <= 2000000000000100 or next_check_at > 3000000000000000 order by next_check_at asc, id asc limit 160;
-- domains: who has it
select * from company_domain where domain = 'domain-777.example' and state in ('verified', 'failing') and company_id <> uuid(1);
-- domains: proven ones of companies, for an address
select * from company_domain where company_id in (uuid(1), uuid(2)) and state in ('verified', 'failing') order by domain asc;
-- domains: contested ones, for staff
select * from company_domain where state = 'contested' order by id asc limit 200;
-- own sign-in: of a company
select * from company_oidc where company_id = uuid(1);
-- own sign-in: who somebody is at the provider
select * from company_identity where oidc_id = uuid(1) and subject_lookup in (any(32));
-- own sign-in: a session's line
select * from company_session where session_id = uuid(777);
-- own sign-in: sessions of a member
select session_id from company_session where member_id = uuid(777);
-- directory: a token
select * from scim_token where token_hash in (any(32));
-- directory: live tokens of a company
select * from scim_token where company_id = uuid(1) and (ends_at is null or ends_at > 1) order by id asc;
-- directory: how many users
select count(*) from scim_user where company_id = uuid(1);
-- directory: the first page of users
select * from scim_user where company_id = uuid(1) order by id asc limit 100 offset 0;
-- directory: a page of users in the middle
select * from scim_user where company_id = uuid(1) order by id asc limit 100 offset 150000;
-- directory: a user by name
select * from scim_user where company_id = uuid(1) and user_name_lookup = any(32) order by id asc limit 100 offset 0;
-- directory: a user by the id of the other side
select * from scim_user where company_id = uuid(1) and external_id = 'external-777' order by id asc limit 100 offset 0;
-- directory: a user by what is displayed
select * from scim_user where company_id = uuid(1) and display_lookup = any(32) order by id asc limit 100 offset 0;
-- directory: a user by address
select * from scim_user where company_id = uuid(1) and id in (select user_id from scim_user_email where company_id = uuid(1) and email_lookup = any(32)) order by id asc limit 100 offset 0;
-- directory: users who are active
select * from scim_user where company_id = uuid(1) and active = true order by id asc limit 100 offset 0;
-- directory: users who are inactive, counted
select count(*) from scim_user where company_id = uuid(1) and active = false;
-- directory: doubles of a user
select * from scim_user where company_id = uuid(1) and (user_name_lookup = any(32) or external_id = 'external-777');
-- directory: the user of a member
select * from scim_user where member_id = uuid(777);
-- directory: groups of users
select * from scim_group_member where user_id in (uuid(7), uuid(8), uuid(9));
-- directory: the first page of groups
select * from scim_group where company_id = uuid(1) order by id asc limit 100 offset 0;
-- directory: a group by name
select * from scim_group where company_id = uuid(1) and name_key = 'group 777' order by id asc limit 100 offset 0;
-- directory: a group by the id of the other side
select * from scim_group where company_id = uuid(1) and external_id = 'external-777' order by id asc limit 100 offset 0;
-- directory: groups with what they give
select * from scim_group where company_id = uuid(1) order by rights desc, name_key asc limit 500;
-- directory: members of groups
select * from scim_group_member where group_id in (uuid(7), uuid(8)) order by user_id asc;
-- directory: members of groups, counted
select group_id, count(user_id) from scim_group_member where group_id in (uuid(7), uuid(8)) group by group_id;
-- directory: its log
select * from scim_call where company_id = uuid(1) order by at desc, id desc limit 51;
-- directory: what was refused
select * from scim_call where company_id = uuid(1) and status >= 400 order by at desc, id desc limit 51;
-- retention: the directory's log
select id from scim_call where at <= 10 limit 500;
-- retention: invitations
select id from invitation where ends_at <= 10 order by ends_at asc limit 100;
-- retention: requests to join
select id from join_request where ends_at <= 10 order by ends_at asc limit 100;
-- retention: registrations
select id from company_registration where erase_at <= 10 order by erase_at asc limit 100;
-- retention: former users of a company
select id from former_member where company_id = uuid(1) order by left_at asc limit 100;
-- licenses of a company: which
select license_id from license_holder where company_id = uuid(1);
