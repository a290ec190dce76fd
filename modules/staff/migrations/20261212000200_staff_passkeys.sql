-- Passkeys and security keys of staff (ALL-8): each signs in by itself, beside the password and the authenticator app. Name and public key are
-- sealed under the member's key; a sign-in finds one by a hash of the credential's random id.
create table staff_passkey (
    id uuid primary key,
    staff_id uuid not null references staff (id) on delete cascade,
    credential_hash bytea not null,
    name_sealed bytea not null,
    secret_sealed bytea not null,
    created_at bigint not null,
    used_at bigint
);
create unique index staff_passkey_credential on staff_passkey (credential_hash);
create index staff_passkey_staff on staff_passkey (staff_id, created_at, id);
