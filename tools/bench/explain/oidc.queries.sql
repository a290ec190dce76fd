-- The finding queries, lists, jobs and exports of the provider, as the program asks them; `explain.sh` puts the engine's word for explaining in front of
-- each. A statement is a line, and its name stands above it. Of an update or a deletion it is how it finds its rows.
-- a code that comes
select * from oidc_code where code_hash in (any(32), any(32)) and client = uuid(3) limit 1;
-- a refresh token that comes
select * from oidc_refresh where token_hash in (any(32), any(32)) limit 1;
-- a sign-in, held
select * from oidc_family where id = uuid(500000);
-- a refresh token, anew behind the lock
select * from oidc_refresh where id = uuid(500000);
-- a product that asks
select * from oidc_device where device_hash in (any(32), any(32)) and client = uuid(3) limit 1;
-- a code that somebody types
select * from oidc_device where code_hash in (any(32), any(32)) limit 1;
-- the app of an account
select * from oidc_app where account_id = uuid(1) and client = uuid(3) limit 1;
-- own: what is connected
select * from oidc_app where account_id = uuid(1) order by used_at desc, id desc limit 200;
-- own: what is connected, of an account that has nothing
select * from oidc_app where account_id = uuid(9) order by used_at desc, id desc limit 200;
-- an app goes: its sign-ins
select * from oidc_family where app_id = uuid(1000101);
-- an account goes: its sign-ins
select * from oidc_family where app_id in (select id from oidc_app where account_id = uuid(1));
-- an account goes: whether it is connected with anything
select * from oidc_app where account_id = uuid(1) limit 1;
-- an account goes: products that it connected
select id from oidc_device where account_id = uuid(1003);
-- a client goes: what is connected with it
select id from oidc_app where client = uuid(150);
-- a session ends: its sign-ins
select id from oidc_family where session_id = uuid(5500000);
-- job: sessions that have ended
select * from oidc_family where session_id is null and signed_in_at is not null order by id asc limit 100;
-- job: answers that lie sealed
select id from oidc_refresh where next_sealed is not null and used_at < value(999500);
-- job: answers to products that lie sealed
select id from oidc_device where next_sealed is not null and used_at < value(999500);
-- job: sign-ins to be erased
select id from oidc_family where expires_at <= value(100000) limit 1000;
-- job: codes to be erased
select id from oidc_code where expires_at <= value(100000) limit 1000;
-- job: refresh tokens to be erased
select id from oidc_refresh where expires_at <= value(100000) limit 1000;
-- job: products to be erased
select id from oidc_device where expires_at <= value(100000) limit 1000;
-- a sign-in goes: its codes
select id from oidc_code where family_id = uuid(500000);
-- a sign-in goes: its refresh tokens
select id from oidc_refresh where family_id = uuid(500000);
-- export: what is connected
select * from oidc_app where account_id = uuid(1) and id > uuid(0) order by id asc limit 1000;
-- export: sign-ins
select * from oidc_family where app_id in (select id from oidc_app where account_id = uuid(1)) and id > uuid(0) order by id asc limit 1000;
