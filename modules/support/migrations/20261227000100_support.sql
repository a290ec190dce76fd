-- Support (SUP): requests, their life and correspondence, contracts, and what staff do with them. A request has a key of its own, which
-- seals what people wrote, so that it ends with them; what the lists filter and sort by stands open.

-- The last number given in a year.
create table request_number (
    year bigint primary key,
    last bigint not null
);

-- Where new requests lie, and the rules by which they find their place: the first one that fits.
create table support_queue (
    id uuid primary key,
    name text not null,
    place bigint not null,
    others boolean not null,
    archived_at bigint,
    version bigint not null
);
create unique index support_queue_name on support_queue (name);
create unique index support_queue_others on support_queue (others) where others;

create table queue_rule (
    id uuid primary key,
    queue_id uuid not null references support_queue (id),
    place bigint not null,
    wanted text not null,
    version bigint not null
);
create unique index queue_rule_place on queue_rule (place);
create index queue_rule_queue on queue_rule (queue_id);

-- Working hours, and the time within which support means to answer (SUP-17).
create table support_calendar (
    id uuid primary key,
    name text not null,
    zone text not null,
    always boolean not null,
    hours text not null,
    holidays text not null,
    version bigint not null
);
create unique index support_calendar_name on support_calendar (name);

create table support_target (
    id uuid primary key,
    level text not null,
    critical boolean not null,
    calendar_id uuid not null references support_calendar (id),
    first_minutes bigint check (first_minutes > 0),
    next_minutes bigint check (next_minutes > 0),
    solution_minutes bigint check (solution_minutes > 0),
    version bigint not null
);
create unique index support_target_of on support_target (level, critical);

-- Contracts of companies (LIC-27): who is named, what they cover, and what is left. `reserved` and `used` never pass `units`.
create table contract (
    id uuid primary key,
    number text not null,
    company_id uuid not null,
    name text not null,
    level text not null check (level in ('premium', 'premium_plus')),
    units bigint check (units >= 0),
    reserved bigint not null check (reserved >= 0),
    used bigint not null check (used >= 0),
    critical boolean not null,
    starts_at bigint not null,
    ends_at bigint not null,
    state text not null check (state in ('active', 'blocked', 'ended')),
    told bigint not null,
    created_at bigint not null,
    version bigint not null,
    constraint contract_quota check (units is null or reserved + used <= units),
    constraint contract_term check (ends_at > starts_at)
);
create unique index contract_number on contract (number);
create index contract_company on contract (company_id, ends_at, id);
create index contract_ends_at on contract (ends_at, id) where state <> 'ended';

create table contract_contact (
    id uuid primary key,
    contract_id uuid not null references contract (id),
    company_id uuid not null,
    member_id uuid,
    person_sealed bytea not null,
    email_lookup bytea not null,
    added_at bigint not null
);
create unique index contract_contact_of on contract_contact (contract_id, email_lookup);
create index contract_contact_member on contract_contact (member_id) where member_id is not null;
create index contract_contact_email on contract_contact (email_lookup);
create index contract_contact_company on contract_contact (company_id);

create table contract_product (
    contract_id uuid not null references contract (id),
    product_id uuid not null,
    primary key (contract_id, product_id)
);
create index contract_product_product on contract_product (product_id);

-- What people asked.
create table request (
    id uuid primary key,
    number text not null,
    company_id uuid,
    account_id uuid,
    member_id uuid,
    category text not null,
    form_version bigint not null,
    form_sealed bytea,
    subject_sealed bytea,
    lang text not null,
    country text,
    product_id uuid,
    product_version_id uuid,
    license_id uuid,
    level text not null check (level in ('standard', 'premium', 'premium_plus')),
    contract_id uuid references contract (id),
    critical text check (critical in ('incident', 'virus_incident')),
    kind text,
    channel text not null check (channel in ('web', 'mail', 'public', 'call', 'letter', 'chat', 'import')),
    confidential boolean not null,
    status text not null check (status in ('processing', 'awaiting_answer', 'solution_provided', 'solved_no_information', 'closed',
        'closed_redirected', 'canceled_by_support', 'canceled_by_user', 'canceled_expired')),
    status_by text not null check (status_by in ('author', 'company', 'staff', 'machine', 'timer', 'entitlement')),
    status_at bigint not null,
    active boolean not null,
    work text not null check (work in ('new', 'assigned', 'in_development', 'on_hold')),
    urgency bigint not null,
    queue_id uuid,
    assignee_id uuid,
    follows_id uuid,
    merged_into uuid,
    opened_at bigint not null,
    updated_at bigint not null,
    first_answer_at bigint,
    due_at bigint,
    first_due_at bigint,
    solution_due_at bigint,
    reminded bigint not null,
    step_at bigint,
    end_told boolean not null,
    closed_at bigint,
    erase_at bigint,
    erased_at bigint,
    messages bigint not null,
    last_event bigint not null,
    last_link bytea not null,
    version bigint not null,
    constraint request_active check (active = (status in ('processing', 'awaiting_answer', 'solution_provided')))
);
create unique index request_by_number on request (number);
create index request_company on request (company_id, updated_at, id);
create index request_company_active on request (company_id, active, updated_at, id);
create index request_company_status on request (company_id, status, updated_at, id);
create index request_account on request (account_id, updated_at, id);
create index request_account_status on request (account_id, status, updated_at, id);
create index request_member on request (member_id, updated_at, id) where member_id is not null;
create index request_updated_at on request (updated_at, id);
create index request_status on request (status, updated_at, id);
create index request_active_queue on request (queue_id, urgency, id) where active;
create index request_active_all on request (urgency, id) where active;
create index request_assignee on request (assignee_id, urgency, id) where active;
create index request_due_at on request (due_at, id) where due_at is not null;
create index request_step_at on request (step_at, id) where step_at is not null;
create index request_erase_at on request (erase_at) where erase_at is not null;
create index request_erased_at on request (erased_at) where erased_at is not null;
create index request_contract on request (contract_id, active) where contract_id is not null;
create index request_license on request (license_id, active) where license_id is not null;
create index request_product on request (product_id, updated_at, id);
create index request_follows on request (follows_id) where follows_id is not null;
create index request_merged on request (merged_into) where merged_into is not null;

-- Who belongs to a request: its author, and those who read along. Whoever has no account is known by an address.
create table request_person (
    id uuid primary key,
    request_id uuid not null references request (id),
    part text not null check (part in ('author', 'reader', 'contact')),
    account_id uuid,
    member_id uuid,
    person_sealed bytea,
    email_lookup bytea,
    muted boolean not null,
    bounced_at bigint,
    added_at bigint not null,
    removed_at bigint
);
create index request_person_request on request_person (request_id, id);
create unique index request_person_account on request_person (request_id, account_id) where account_id is not null;
create unique index request_person_email on request_person (request_id, email_lookup) where email_lookup is not null;
create index request_person_of_account on request_person (account_id) where account_id is not null;
create index request_person_of_member on request_person (member_id) where member_id is not null;
create index request_person_of_email on request_person (email_lookup) where email_lookup is not null;

-- What happened to a request, in a chain: each hash has the one before it in it. The facts lie under the request's key, and their hash is
-- what is chained, so that a person can be erased and the chain stays.
create table request_event (
    id uuid primary key,
    request_id uuid not null references request (id),
    seq bigint not null,
    kind text not null,
    from_status text,
    to_status text,
    actor text not null,
    actor_id uuid,
    facts_sealed bytea,
    facts_digest bytea not null,
    at bigint not null,
    prev_link bytea not null,
    link bytea not null
);
create unique index request_event_seq on request_event (request_id, seq);
create index request_event_actor on request_event (actor_id) where actor_id is not null;

-- The correspondence. Notes of the staff are messages that only they see.
create table request_message (
    id uuid primary key,
    request_id uuid not null references request (id),
    seq bigint not null,
    channel text not null check (channel in ('web', 'mail', 'public', 'call', 'letter', 'chat', 'import', 'automatic')),
    audience text not null check (audience in ('public', 'internal')),
    author text not null check (author in ('customer', 'staff', 'machine')),
    account_id uuid,
    member_id uuid,
    person_id uuid,
    staff_id uuid,
    body_sealed bytea,
    html_sealed bytea,
    raw_mail uuid,
    unconfirmed boolean not null,
    is_solution boolean not null,
    at bigint not null
);
create unique index request_message_seq on request_message (request_id, seq);
create index request_message_account on request_message (account_id) where account_id is not null;
create index request_message_member on request_message (member_id) where member_id is not null;
create index request_message_raw on request_message (raw_mail) where raw_mail is not null;

-- By which ids mails of a message are known: ours, the sender's, and the one that a relay gave it.
create table message_ref (
    id uuid primary key,
    request_id uuid not null references request (id),
    message_id uuid not null references request_message (id),
    kind text not null check (kind in ('sent', 'received', 'relay')),
    ref_lookup bytea not null,
    ref_sealed bytea,
    at bigint not null
);
create unique index message_ref_lookup on message_ref (ref_lookup);
create index message_ref_message on message_ref (message_id);
create index message_ref_request on message_ref (request_id, at);

-- The mail of a message to one person, and what became of it.
create table message_delivery (
    id uuid primary key,
    request_id uuid not null references request (id),
    message_id uuid not null references request_message (id),
    person_id uuid not null references request_person (id),
    mail_id uuid,
    state text not null check (state in ('queued', 'bounced', 'delayed')),
    reason text,
    at bigint not null
);
create unique index message_delivery_of on message_delivery (message_id, person_id);
create index message_delivery_person on message_delivery (person_id, at);
create index message_delivery_request on message_delivery (request_id);

-- Files of requests and drafts; the bytes are the kit's (`file`), under the request's key.
create table request_file (
    id uuid primary key,
    request_id uuid not null,
    message_id uuid,
    file_id uuid not null,
    account_id uuid,
    staff_id uuid,
    place bigint not null,
    added_at bigint not null,
    erase_at bigint
);
create unique index request_file_file on request_file (file_id);
create index request_file_request on request_file (request_id, message_id, place);
create index request_file_account on request_file (account_id) where account_id is not null;
create index request_file_erase_at on request_file (erase_at) where erase_at is not null;

-- What was begun and not sent. A draft of a request has the id and the key of the request that it becomes; one of an answer lies under
-- its request's key.
create table request_draft (
    id uuid primary key,
    request_id uuid,
    account_id uuid,
    company_id uuid,
    staff_id uuid,
    category text,
    form_sealed bytea not null,
    updated_at bigint not null,
    erase_at bigint not null,
    version bigint not null
);
create index request_draft_account on request_draft (account_id, updated_at) where account_id is not null;
create unique index request_draft_answer on request_draft (request_id, account_id) where request_id is not null and account_id is not null;
create unique index request_draft_staff on request_draft (request_id, staff_id) where request_id is not null and staff_id is not null;
create index request_draft_company on request_draft (company_id) where company_id is not null;
create index request_draft_erase_at on request_draft (erase_at);

-- Every unit of a contract: given, held by a request, free again, used, given back, lapsed. A request holds one at the most.
create table quota_ledger (
    id uuid primary key,
    contract_id uuid not null references contract (id),
    request_id uuid,
    kind text not null check (kind in ('granted', 'reserved', 'released', 'used', 'returned', 'lapsed')),
    units bigint not null,
    left_after bigint,
    by_kind text not null,
    by_id uuid,
    at bigint not null
);
create unique index quota_ledger_request on quota_ledger (request_id, kind) where request_id is not null;
create index quota_ledger_contract on quota_ledger (contract_id, at, id);

-- Critical incidents: which conditions were accepted, who was paged, who took it.
create table critical_incident (
    id uuid primary key,
    request_id uuid not null references request (id),
    kind text not null check (kind in ('incident', 'virus_incident')),
    account_id uuid,
    conditions_digest bytea not null,
    lang text not null,
    callback_sealed bytea,
    accepted_at bigint not null,
    paged_at bigint,
    pages bigint not null,
    next_page_at bigint,
    taken_by uuid,
    taken_at bigint
);
create unique index critical_incident_request on critical_incident (request_id);
create index critical_incident_account on critical_incident (account_id) where account_id is not null;
create index critical_incident_next on critical_incident (next_page_at) where next_page_at is not null;

-- Requests that belong together. What was joined can be taken apart again: nothing is moved.
create table request_link (
    id uuid primary key,
    request_id uuid not null references request (id),
    other_id uuid not null references request (id),
    kind text not null check (kind in ('merged', 'related', 'follows')),
    made_by uuid,
    made_at bigint not null,
    undone_by uuid,
    undone_at bigint
);
create unique index request_link_of on request_link (request_id, other_id, kind) where undone_at is null;
create index request_link_other on request_link (other_id, kind);

-- Members of the staff who follow a request, and who is looking at one right now.
create table request_watcher (
    request_id uuid not null references request (id),
    staff_id uuid not null,
    since bigint not null,
    primary key (request_id, staff_id)
);
create index request_watcher_staff on request_watcher (staff_id);

create table request_viewer (
    id uuid primary key,
    request_id uuid not null references request (id),
    staff_id uuid not null,
    writing boolean not null,
    seen_at bigint not null
);
create unique index request_viewer_of on request_viewer (request_id, staff_id);
create index request_viewer_seen_at on request_viewer (seen_at);

-- What staff write often, what they do often, and what they look for often.
create table canned_answer (
    id uuid primary key,
    name text not null,
    folder text not null,
    texts text not null,
    used bigint not null,
    used_at bigint,
    made_by uuid not null,
    changed_at bigint not null,
    version bigint not null
);
create unique index canned_answer_name on canned_answer (folder, name);

create table support_macro (
    id uuid primary key,
    name text not null,
    steps text not null,
    made_by uuid not null,
    changed_at bigint not null,
    version bigint not null
);
create unique index support_macro_name on support_macro (name);

create table saved_filter (
    id uuid primary key,
    staff_id uuid not null,
    name text not null,
    query text not null,
    shared boolean not null,
    place bigint not null,
    version bigint not null
);
create unique index saved_filter_name on saved_filter (staff_id, name);
create index saved_filter_shared on saved_filter (place) where shared;

-- What was brought from another program, each thing once.
create table import_run (
    id uuid primary key,
    source text not null check (source in ('zendesk', 'zammad')),
    state text not null check (state in ('checked', 'running', 'done', 'failed')),
    dry_run boolean not null,
    file_id uuid,
    total bigint not null,
    done bigint not null,
    refused bigint not null,
    report_sealed bytea,
    made_by uuid not null,
    made_at bigint not null,
    ended_at bigint
);
create index import_run_made_at on import_run (made_at, id);

create table import_item (
    id uuid primary key,
    run_id uuid not null,
    source text not null,
    foreign_id text not null,
    request_id uuid,
    at bigint not null
);
create unique index import_item_of on import_item (source, foreign_id);
create index import_item_run on import_item (run_id, id);
create index import_item_request on import_item (request_id) where request_id is not null;

-- A person's history was carried over to another account, after a check of who they are (SUP-16).
create table history_carry_over (
    id uuid primary key,
    from_account uuid,
    to_account uuid,
    reason_sealed bytea,
    requests bigint not null,
    done_by uuid not null,
    done_at bigint not null
);
create index history_carry_over_from on history_carry_over (from_account) where from_account is not null;
create index history_carry_over_to on history_carry_over (to_account) where to_account is not null;
create index history_carry_over_done_at on history_carry_over (done_at);

-- The database holds the table of transitions (`support::model::transition`) and the chain too. A status changes by a step that the table
-- has, with an event; what has happened is neither changed nor deleted, but for taking a person out, and for a request whose texts are
-- erased.
-- postgres:
create function request_takes_a_step() returns trigger language plpgsql as $$
begin
    if new.status <> old.status and (new.last_event <= old.last_event or (old.status, new.status, new.status_by) not in (
            values ('processing', 'awaiting_answer', 'staff'), ('processing', 'solution_provided', 'staff'),
            ('processing', 'solution_provided', 'machine'), ('processing', 'closed_redirected', 'staff'),
            ('processing', 'canceled_by_support', 'staff'), ('processing', 'canceled_by_user', 'author'),
            ('processing', 'canceled_by_user', 'company'), ('processing', 'canceled_expired', 'entitlement'),
            ('awaiting_answer', 'processing', 'author'), ('awaiting_answer', 'processing', 'company'),
            ('awaiting_answer', 'processing', 'staff'), ('awaiting_answer', 'solution_provided', 'staff'),
            ('awaiting_answer', 'solved_no_information', 'staff'), ('awaiting_answer', 'solved_no_information', 'timer'),
            ('awaiting_answer', 'closed_redirected', 'staff'), ('awaiting_answer', 'canceled_by_support', 'staff'),
            ('awaiting_answer', 'canceled_by_user', 'author'), ('awaiting_answer', 'canceled_by_user', 'company'),
            ('awaiting_answer', 'canceled_expired', 'entitlement'), ('solution_provided', 'processing', 'author'),
            ('solution_provided', 'processing', 'company'), ('solution_provided', 'closed', 'author'),
            ('solution_provided', 'closed', 'company'), ('solution_provided', 'closed', 'timer'),
            ('solution_provided', 'canceled_expired', 'entitlement'), ('solved_no_information', 'processing', 'author'),
            ('solved_no_information', 'processing', 'company'), ('solved_no_information', 'closed', 'timer'))) then
        raise exception 'no request goes from % to % by %', old.status, new.status, new.status_by;
    end if;
    return new;
end $$;
create trigger request_step before update of status on request for each row execute function request_takes_a_step();
create function request_event_is_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if exists (select 1 from request r where r.id = old.request_id and r.erased_at is null) then
            raise exception 'what happened to a request is append-only';
        end if;
        return old;
    end if;
    if new.id <> old.id or new.request_id <> old.request_id or new.seq <> old.seq or new.kind <> old.kind
        or new.from_status is distinct from old.from_status or new.to_status is distinct from old.to_status
        or new.actor <> old.actor or new.facts_digest <> old.facts_digest or new.at <> old.at
        or new.prev_link <> old.prev_link or new.link <> old.link
        or (new.actor_id is not null and new.actor_id is distinct from old.actor_id)
        or (new.facts_sealed is not null and new.facts_sealed is distinct from old.facts_sealed) then
        raise exception 'what happened to a request is append-only';
    end if;
    return new;
end $$;
create trigger request_event_append_only before update or delete on request_event
    for each row execute function request_event_is_append_only();
-- sqlite:
create trigger request_step before update of status on request
when new.status <> old.status and (new.last_event <= old.last_event or (old.status, new.status, new.status_by) not in (
        values ('processing', 'awaiting_answer', 'staff'), ('processing', 'solution_provided', 'staff'),
        ('processing', 'solution_provided', 'machine'), ('processing', 'closed_redirected', 'staff'),
        ('processing', 'canceled_by_support', 'staff'), ('processing', 'canceled_by_user', 'author'),
        ('processing', 'canceled_by_user', 'company'), ('processing', 'canceled_expired', 'entitlement'),
        ('awaiting_answer', 'processing', 'author'), ('awaiting_answer', 'processing', 'company'),
        ('awaiting_answer', 'processing', 'staff'), ('awaiting_answer', 'solution_provided', 'staff'),
        ('awaiting_answer', 'solved_no_information', 'staff'), ('awaiting_answer', 'solved_no_information', 'timer'),
        ('awaiting_answer', 'closed_redirected', 'staff'), ('awaiting_answer', 'canceled_by_support', 'staff'),
        ('awaiting_answer', 'canceled_by_user', 'author'), ('awaiting_answer', 'canceled_by_user', 'company'),
        ('awaiting_answer', 'canceled_expired', 'entitlement'), ('solution_provided', 'processing', 'author'),
        ('solution_provided', 'processing', 'company'), ('solution_provided', 'closed', 'author'),
        ('solution_provided', 'closed', 'company'), ('solution_provided', 'closed', 'timer'),
        ('solution_provided', 'canceled_expired', 'entitlement'), ('solved_no_information', 'processing', 'author'),
        ('solved_no_information', 'processing', 'company'), ('solved_no_information', 'closed', 'timer')))
begin
    select raise(abort, 'no request goes this way');
end;
create trigger request_event_no_delete before delete on request_event
when exists (select 1 from request r where r.id = old.request_id and r.erased_at is null)
begin
    select raise(abort, 'what happened to a request is append-only');
end;
create trigger request_event_no_change before update on request_event
when new.id <> old.id or new.request_id <> old.request_id or new.seq <> old.seq or new.kind <> old.kind
    or new.from_status is not old.from_status or new.to_status is not old.to_status
    or new.actor <> old.actor or new.facts_digest <> old.facts_digest or new.at <> old.at
    or new.prev_link <> old.prev_link or new.link <> old.link
    or (new.actor_id is not null and new.actor_id is not old.actor_id)
    or (new.facts_sealed is not null and new.facts_sealed is not old.facts_sealed)
begin
    select raise(abort, 'what happened to a request is append-only');
end;
-- postgres:
-- The second wall of companies (`companies::enter`): a transaction that has entered one sees its requests alone.
alter table request enable row level security;
alter table request force row level security;
create policy request_of_company on request using (coalesce(current_setting('gatehouse.company', true), '') in ('', company_id::text));
alter table contract enable row level security;
alter table contract force row level security;
create policy contract_of_company on contract using (coalesce(current_setting('gatehouse.company', true), '') in ('', company_id::text));
alter table contract_contact enable row level security;
alter table contract_contact force row level security;
create policy contract_contact_of_company on contract_contact using (coalesce(current_setting('gatehouse.company', true), '') in ('', company_id::text));
-- both:
