-- Lists of requests walk an index in their own order, whoever looks and whatever they are narrowed by: `support::queries` says which. A column that
-- says active or not stands before the order, so that one index serves both, and a list of all joins the two.
drop index request_account_status;
drop index request_account;
drop index request_updated_at;
drop index request_active_all;
drop index request_active_queue;
drop index request_assignee;
drop index request_product;
drop index request_person_of_account;

-- A person's own ones.
create index request_own on request (account_id, updated_at, id) where company_id is null;
create index request_own_active on request (account_id, active, updated_at, id) where company_id is null;
create index request_own_status on request (account_id, status, updated_at, id) where company_id is null;
create index request_own_opened on request (account_id, opened_at, id) where company_id is null;
-- A company's, beside those by the latest change.
create index request_company_opened on request (company_id, opened_at, id) where company_id is not null;

-- Those of the staff.
create index request_active_place on request (active, urgency, id);
create index request_active_updated on request (active, updated_at, id);
create index request_active_opened on request (active, opened_at, id);
create index request_status_place on request (status, urgency, id);
create index request_status_opened on request (status, opened_at, id);
create index request_queue_place on request (queue_id, active, urgency, id);
create index request_queue_updated on request (queue_id, active, updated_at, id);
create index request_assignee_place on request (assignee_id, active, urgency, id);
create index request_assignee_updated on request (assignee_id, active, updated_at, id);
create index request_account_place on request (account_id, active, urgency, id);
create index request_account_updated on request (account_id, active, updated_at, id);
create index request_company_place on request (company_id, active, urgency, id) where company_id is not null;
create index request_product_updated on request (product_id, active, updated_at, id);
create index request_level_updated on request (level, active, updated_at, id);

-- To whom somebody belongs, and as what: those who read along are few beside authors.
create index request_person_of_account on request_person (account_id, part) where account_id is not null;

-- Contracts by their ends, all and of a state.
create index contract_by_ends_at on contract (ends_at, id);
create index contract_state on contract (state, ends_at, id);

-- Files of a message: told in its mails.
create index request_file_message on request_file (message_id) where message_id is not null;

-- What a request belongs with, from its side, undone or not.
create index request_link_request on request_link (request_id, id);
