-- Whether mails to somebody come back, asked with every new request; how many notices went out, asked by the breaker.
create index request_person_bounced on request_person (account_id, bounced_at) where bounced_at is not null and account_id is not null;
create index request_person_bounced_email on request_person (email_lookup, bounced_at) where bounced_at is not null and email_lookup is not null;
create index message_delivery_at on message_delivery (at);
create index request_event_moved on request_event (request_id, at) where to_status is not null;

-- Which warning of the end of the vendor's certificate for Apple's push service was sent last (SUP-8).
create table apns_warning (
    ends_at bigint primary key,
    days bigint not null,
    told_at bigint not null
);
