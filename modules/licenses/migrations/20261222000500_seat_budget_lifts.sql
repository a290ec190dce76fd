-- How often holders may free seats without the device (LIC-13) is counted in the rows of the freed seats; a clerk can let it begin anew.
create table seat_budget_lift (
    id uuid primary key,
    license_id uuid not null references license (id),
    lifted_at bigint not null
);
create unique index seat_budget_lift_license on seat_budget_lift (license_id);
create index seat_budget_lift_at on seat_budget_lift (lifted_at);
