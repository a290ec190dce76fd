-- Until when a staff session may change factors: since a factor was given in it, no password opens that. Sessions that are open now give one
-- before the next change.
alter table staff_session add column factor_until bigint not null default 0;
