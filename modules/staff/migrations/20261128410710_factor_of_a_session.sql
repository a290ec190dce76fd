-- Each half-finished sign-in has an authenticator secret of its own, sealed with whether it may connect it. A used link is
-- remembered until it would have ended. The secret that all sign-ins shared is offered to nobody any more.
alter table staff_session add column totp_secret_sealed bytea;
delete from staff_session where stage = 'password_passed';
update staff set totp_pending_sealed = null;

drop index staff_token_kind;
alter table staff_token add column used_at bigint;
create index staff_token_staff on staff_token (staff_id, kind, created_at);
