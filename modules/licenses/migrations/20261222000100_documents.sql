-- Closing documents of an order (LIC-26): an invoice, an act, a credit note. The bytes are a sealed file of the order (table file); the
-- number is sealed under the order's key, because such numbers name a customer in the books of the seller.
create table document (
    id uuid primary key,
    purchase_id uuid not null references purchase (id),
    kind text not null,
    number_sealed bytea not null,
    dated_at bigint not null,
    lang text not null,
    file_id uuid not null,
    size bigint not null,
    created_at bigint not null
);
create index document_purchase on document (purchase_id, id);
create index document_created on document (created_at, id);
