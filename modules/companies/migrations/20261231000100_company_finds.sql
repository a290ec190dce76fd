-- One company may have hundreds of thousands of invitations, users of a directory and requests to join: each of these is found without reading
-- through the others.
create index invitation_of_address on invitation (company_id, address_lookup);
drop index scim_user_display;
create index scim_user_display on scim_user (company_id, display_lookup, id) where display_lookup is not null;
create index join_request_latest on join_request (company_id, id);
