-- Every node asks each second in which keys are used what the others have revoked.
create index api_key_revoked on api_key (revoked_at) where revoked_at is not null;
