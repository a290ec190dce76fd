-- A chat in the name of a company: whoever began it has it on the company's pages, and nowhere else (COM-14).
alter table chat add column company_id uuid;
drop index chat_running;
-- One at a time for each account in its own name; in that of a company the lock of the account sees to it.
create unique index chat_running on chat (account_id) where account_id is not null and company_id is null and state <> 'ended';
create index chat_of_company on chat (company_id) where company_id is not null;
