-- Accounts that came from another portal (ACC-18). Their password hashes lie sealed where ours do; the kind of program that made one
-- stands beside it until a sign-in, or a new password, has put one of ours in its place.
alter table account add column password_foreign text;
create index account_password_foreign on account (id) where password_foreign is not null;
