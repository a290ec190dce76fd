-- Company accounts (COM-1 to COM-15). Names and addresses lie under keys of their own, so that each ends with its person; a company's
-- secrets lie under the company's key. What gives rights stands open for lists, and is believed only where the seal beside it agrees.
-- Who belongs to a company: the living ones. The owner is the one whom the company's row names. A person is in one company at most.
create table company_member (
    id uuid primary key,
    company_id uuid not null,
    account_id uuid not null,
    names_sealed bytea not null,
    country text,
    branch_id uuid,
    name_place bigint not null,
    rights_own bigint not null check (rights_own between 0 and 255),
    rights_groups bigint not null check (rights_groups between 0 and 255),
    rights_seal bytea not null,
    blocked_at bigint,
    blocked_by text check (blocked_by in ('person', 'directory', 'both')),
    joined_by text not null check (joined_by in ('founding', 'license', 'approval', 'invitation', 'directory', 'provider', 'staff')),
    joined_at bigint not null,
    notices_off bigint not null,
    version bigint not null,
    constraint company_member_of unique (company_id, id)
);
create unique index company_member_account on company_member (account_id);
create unique index company_member_place on company_member (company_id, name_place);
create index company_member_country on company_member (company_id, country, name_place);
create index company_member_branch on company_member (company_id, branch_id, name_place);
create index company_member_rights on company_member (company_id, id) where rights_own <> 0 or rights_groups <> 0;

-- Companies. The owner is a member of the same company, and there always is exactly one: the reference is looked at when a transaction
-- commits, so company and owner are made together, and no owner's row can be deleted.
create table company (
    id uuid primary key,
    slug text not null,
    name text not null,
    name_key text not null,
    lang text not null,
    country text not null,
    state text not null check (state in ('active', 'unverified', 'deleted')),
    owner_member_id uuid not null,
    owner_seal bytea not null,
    join_by_license text not null check (join_by_license in ('open', 'approve', 'closed')),
    own_domains_only boolean not null,
    require_factor boolean not null,
    require_sso boolean not null,
    logo uuid,
    logo_still uuid,
    created_at bigint not null,
    state_before text check (state_before in ('active', 'unverified')),
    deleted_at bigint,
    purge_at bigint,
    version bigint not null,
    constraint company_owner foreign key (id, owner_member_id) references company_member (company_id, id) deferrable initially deferred
);
create unique index company_slug_of on company (slug);
create index company_name_key on company (name_key);
create index company_state on company (state, name_key);
create index company_created_at on company (created_at, id);
create index company_purge_at on company (purge_at) where purge_at is not null;

-- Who left a company: no name, no address but its keyed hash, by which staff tie the history to a new user (COM-8).
create table former_member (
    id uuid primary key,
    company_id uuid not null,
    address_lookup bytea not null,
    pepper_version bigint not null,
    left_at bigint not null,
    successor_id uuid
);
create index former_member_address on former_member (company_id, address_lookup);
create index former_member_left on former_member (company_id, left_at);

-- Words in addresses, also those of earlier: none is ever given to another company.
create table company_slug (
    slug text primary key,
    company_id uuid,
    current boolean not null
);
create unique index company_slug_current on company_slug (company_id) where current;

-- The branches of a company, which staff add and remove (COM-6).
create table branch (
    id uuid primary key,
    company_id uuid not null,
    name_key text not null,
    name text not null
);
create unique index branch_name on branch (company_id, name_key);

-- Who has a license of the company and waits for its approval (COM-2).
create table join_request (
    id uuid primary key,
    company_id uuid not null,
    account_id uuid not null,
    names_sealed bytea not null,
    country text,
    license_id uuid,
    state text not null check (state in ('pending', 'admitted', 'declined', 'expired')),
    asked_at bigint not null,
    ends_at bigint not null,
    decided_by uuid,
    decided_at bigint
);
create unique index join_request_pending on join_request (company_id, account_id) where state = 'pending';
create index join_request_account on join_request (account_id);
create index join_request_state on join_request (company_id, state, asked_at);
create index join_request_ends_at on join_request (ends_at);

-- Who registered with a company and has not proven the address yet (COM-1).
create table company_registration (
    id uuid primary key,
    address_lookup bytea not null,
    pepper_version bigint not null,
    address_sealed bytea not null,
    form_sealed bytea not null,
    license_id uuid,
    invitation_id uuid,
    statements text not null,
    lang text not null,
    token_hash bytea not null,
    browser_hash bytea,
    sends bigint not null,
    created_at bigint not null,
    link_ends_at bigint not null,
    used_at bigint,
    erase_at bigint not null
);
create unique index company_registration_address on company_registration (address_lookup);
create index company_registration_token on company_registration (token_hash);
create index company_registration_erase_at on company_registration (erase_at);
create index company_registration_link_ends_at on company_registration (link_ends_at);
create index company_registration_invitation on company_registration (invitation_id) where invitation_id is not null;
create index company_registration_pepper on company_registration (pepper_version);

-- Invitations into a company (COM-5). Expired and lapsed ones are told by the clock when they are read.
create table invitation (
    id uuid primary key,
    company_id uuid not null,
    address_lookup bytea not null,
    pepper_version bigint not null,
    address_sealed bytea not null,
    rights bigint not null check (rights between 0 and 255),
    rights_seal bytea not null,
    branch_id uuid,
    invited_by uuid not null,
    lang text not null,
    token_hash bytea not null,
    ends_at bigint not null,
    registered_at bigint,
    sends bigint not null,
    state text not null check (state in ('sent', 'registered', 'accepted', 'declined', 'withdrawn', 'lapsed')),
    created_at bigint not null,
    version bigint not null
);
create unique index invitation_open on invitation (company_id, address_lookup) where state in ('sent', 'registered');
create index invitation_address on invitation (address_lookup);
create index invitation_token on invitation (token_hash);
create index invitation_list on invitation (company_id, ends_at, id);
create index invitation_ends_at on invitation (ends_at);
create index invitation_made on invitation (company_id, created_at);
create index invitation_by on invitation (invited_by);
create index invitation_state on invitation (state, registered_at);
create index invitation_pepper on invitation (pepper_version);

-- A company gets another owner: staff do it on request (COM-3).
create table owner_change (
    id uuid primary key,
    company_id uuid not null,
    from_member uuid not null,
    to_account uuid not null,
    kind text not null check (kind in ('asked', 'gone')),
    becomes text not null check (becomes in ('all_rights', 'user', 'removed')),
    reason_sealed bytea not null,
    state text not null check (state in ('waiting', 'done', 'stopped')),
    asked_by uuid not null,
    agreed_by uuid,
    asked_at bigint not null,
    due_at bigint,
    ended_at bigint
);
create unique index owner_change_open on owner_change (company_id) where state = 'waiting';
create index owner_change_due_at on owner_change (due_at) where state = 'waiting';
create index owner_change_ended_at on owner_change (ended_at) where ended_at is not null;

-- What a member had was carried over to another one (COM-6, COM-8): once.
create table carry_over (
    id uuid primary key,
    company_id uuid not null,
    from_member uuid not null,
    to_member uuid not null,
    done_by uuid,
    done_at bigint not null
);
create unique index carry_over_from on carry_over (from_member);
create index carry_over_to on carry_over (to_member);

-- The owner asked to delete the company: the mailed link, and what the page said would go (COM-11).
create table company_deletion (
    id uuid primary key,
    company_id uuid not null,
    asked_by uuid not null,
    token_hash bytea not null,
    shown_hash bytea not null,
    ends_at bigint not null
);
create unique index company_deletion_of on company_deletion (company_id);
create index company_deletion_token on company_deletion (token_hash);
create index company_deletion_ends_at on company_deletion (ends_at);

-- What administrators are told by mail (COM-13): sealed under the company's key, and gone when the mails are queued.
create table company_news (
    id uuid primary key,
    company_id uuid not null,
    news_sealed bytea not null,
    made_at bigint not null
);
create index company_news_company on company_news (company_id);
create index company_news_made_at on company_news (made_at);

-- Changes of the portal that staff tell the administrators of all companies (COM-13), in the three languages.
create table portal_change (
    id uuid primary key,
    texts text not null,
    made_by uuid not null,
    made_at bigint not null
);
create index portal_change_made_at on portal_change (made_at);

-- Mail domains that companies claim and prove by a DNS record (COM-14).
create table company_domain (
    id uuid primary key,
    company_id uuid not null,
    domain text not null,
    subdomains boolean not null,
    token bytea not null,
    state text not null check (state in ('pending', 'verified', 'failing', 'lost', 'contested')),
    checks bigint not null,
    next_check_at bigint,
    checked_at bigint,
    verified_at bigint,
    failing_since bigint,
    told bigint not null,
    last_answer bytea,
    absent_days bigint not null,
    claimed_by uuid not null,
    claimed_at bigint not null
);
create unique index company_domain_proven on company_domain (domain) where state in ('verified', 'failing');
create unique index company_domain_of on company_domain (company_id, domain);
create index company_domain_next on company_domain (next_check_at) where next_check_at is not null;
create index company_domain_contested on company_domain (id) where state = 'contested';

-- A company's own OpenID Connect provider (COM-14).
create table company_oidc (
    id uuid primary key,
    company_id uuid not null,
    issuer text not null,
    client_id text not null,
    secret_sealed bytea not null,
    state text not null check (state in ('draft', 'tested', 'on')),
    jit boolean not null,
    trust_mfa boolean not null,
    tested_at bigint,
    version bigint not null
);
create unique index company_oidc_company on company_oidc (company_id);

-- Who a member is at the company's provider.
create table company_identity (
    id uuid primary key,
    oidc_id uuid not null,
    subject_lookup bytea not null,
    pepper_version bigint not null,
    member_id uuid not null,
    linked_at bigint not null,
    used_at bigint
);
create unique index company_identity_subject on company_identity (oidc_id, subject_lookup);
create index company_identity_member on company_identity (member_id);

-- Tokens of a company's directory; two live at a time (COM-14).
create table scim_token (
    id uuid primary key,
    company_id uuid not null,
    token_hash bytea not null,
    pepper_version bigint not null,
    created_by uuid not null,
    created_at bigint not null,
    ends_at bigint,
    used_at bigint
);
create unique index scim_token_hash on scim_token (token_hash);
create index scim_token_company on scim_token (company_id);

-- The directory's view of a user (SCIM 2.0).
create table scim_user (
    id uuid primary key,
    company_id uuid not null,
    user_name_lookup bytea not null,
    external_id text,
    active boolean not null,
    member_id uuid,
    display_lookup bytea,
    extra_sealed bytea not null,
    created_at bigint not null,
    changed_at bigint not null,
    version bigint not null
);
create unique index scim_user_name on scim_user (company_id, user_name_lookup);
create unique index scim_user_external on scim_user (company_id, external_id) where external_id is not null;
create unique index scim_user_member on scim_user (member_id) where member_id is not null;
create index scim_user_list on scim_user (company_id, id);
create index scim_user_display on scim_user (company_id, display_lookup) where display_lookup is not null;

-- The addresses of the directory's users, by which services look them up.
create table scim_user_email (
    user_id uuid not null,
    company_id uuid not null,
    email_lookup bytea not null,
    is_work boolean not null,
    primary key (user_id, email_lookup)
);
create index scim_user_email_of on scim_user_email (company_id, email_lookup);

-- Groups of the directory, and what they give.
create table scim_group (
    id uuid primary key,
    company_id uuid not null,
    name text not null,
    name_key text not null,
    external_id text,
    rights bigint not null check (rights between 0 and 255),
    rights_seal bytea not null,
    branch_id uuid,
    created_at bigint not null,
    changed_at bigint not null,
    version bigint not null
);
create index scim_group_name on scim_group (company_id, name_key);
create index scim_group_list on scim_group (company_id, id);
create unique index scim_group_external on scim_group (company_id, external_id) where external_id is not null;

-- Who is in a group of the directory.
create table scim_group_member (
    group_id uuid not null,
    user_id uuid not null,
    primary key (group_id, user_id)
);
create index scim_group_member_user on scim_group_member (user_id);

-- What the directory asked for, how it was understood, and what came of it; for administrators, no values.
create table scim_call (
    id uuid primary key,
    company_id uuid not null,
    token_id uuid not null,
    at bigint not null,
    request text not null,
    target text,
    effects text not null,
    status bigint not null,
    refusal text
);
create index scim_call_list on scim_call (company_id, at, id);
create index scim_call_at on scim_call (at);

-- Sessions for which a company's own provider has vouched. What is only inside opens the company's pages and nothing else.
create table company_session (
    session_id uuid primary key,
    company_id uuid not null,
    member_id uuid not null,
    oidc_id uuid not null,
    only_inside boolean not null,
    gave_factor boolean not null,
    ends_at bigint not null
);
create index company_session_member on company_session (member_id);
create index company_session_oidc on company_session (oidc_id);
create index company_session_ends_at on company_session (ends_at);

-- A second wall behind the proofs of the program: a transaction that has entered a company (`companies::enter`) reads and writes rows of
-- that company alone. Without a company (jobs, staff, backups, joining) every row is seen. Superusers pass through such walls.
-- postgres:
alter table company_member enable row level security;
alter table company_member force row level security;
create policy company_member_of_company on company_member using (coalesce(current_setting('gatehouse.company', true), '') in ('', company_id::text));
alter table former_member enable row level security;
alter table former_member force row level security;
create policy former_member_of_company on former_member using (coalesce(current_setting('gatehouse.company', true), '') in ('', company_id::text));
alter table branch enable row level security;
alter table branch force row level security;
create policy branch_of_company on branch using (coalesce(current_setting('gatehouse.company', true), '') in ('', company_id::text));
alter table join_request enable row level security;
alter table join_request force row level security;
create policy join_request_of_company on join_request using (coalesce(current_setting('gatehouse.company', true), '') in ('', company_id::text));
alter table invitation enable row level security;
alter table invitation force row level security;
create policy invitation_of_company on invitation using (coalesce(current_setting('gatehouse.company', true), '') in ('', company_id::text));
alter table owner_change enable row level security;
alter table owner_change force row level security;
create policy owner_change_of_company on owner_change using (coalesce(current_setting('gatehouse.company', true), '') in ('', company_id::text));
alter table carry_over enable row level security;
alter table carry_over force row level security;
create policy carry_over_of_company on carry_over using (coalesce(current_setting('gatehouse.company', true), '') in ('', company_id::text));
alter table company_deletion enable row level security;
alter table company_deletion force row level security;
create policy company_deletion_of_company on company_deletion using (coalesce(current_setting('gatehouse.company', true), '') in ('', company_id::text));
alter table company_news enable row level security;
alter table company_news force row level security;
create policy company_news_of_company on company_news using (coalesce(current_setting('gatehouse.company', true), '') in ('', company_id::text));
alter table company_domain enable row level security;
alter table company_domain force row level security;
create policy company_domain_of_company on company_domain using (coalesce(current_setting('gatehouse.company', true), '') in ('', company_id::text));
alter table company_oidc enable row level security;
alter table company_oidc force row level security;
create policy company_oidc_of_company on company_oidc using (coalesce(current_setting('gatehouse.company', true), '') in ('', company_id::text));
alter table scim_token enable row level security;
alter table scim_token force row level security;
create policy scim_token_of_company on scim_token using (coalesce(current_setting('gatehouse.company', true), '') in ('', company_id::text));
alter table scim_user enable row level security;
alter table scim_user force row level security;
create policy scim_user_of_company on scim_user using (coalesce(current_setting('gatehouse.company', true), '') in ('', company_id::text));
alter table scim_user_email enable row level security;
alter table scim_user_email force row level security;
create policy scim_user_email_of_company on scim_user_email using (coalesce(current_setting('gatehouse.company', true), '') in ('', company_id::text));
alter table scim_call enable row level security;
alter table scim_call force row level security;
create policy scim_call_of_company on scim_call using (coalesce(current_setting('gatehouse.company', true), '') in ('', company_id::text));
alter table company_session enable row level security;
alter table company_session force row level security;
create policy company_session_of_company on company_session using (coalesce(current_setting('gatehouse.company', true), '') in ('', company_id::text));
alter table scim_group enable row level security;
alter table scim_group force row level security;
create policy scim_group_of_company on scim_group using (coalesce(current_setting('gatehouse.company', true), '') in ('', company_id::text));
-- both:
