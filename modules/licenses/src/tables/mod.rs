//! The entities: one file per table. Rows are written by `actions` only.

pub mod activation;
pub mod agreement_acceptance;
pub mod auto_renewal;
pub mod auto_renewal_consent;
pub mod document;
pub mod expiry_notice;
pub mod issue_batch;
pub mod lease_stop;
pub mod license;
pub mod license_code;
pub mod license_holder;
pub mod license_note;
pub mod license_usage;
pub mod over_use;
pub mod purchase;
pub mod renewal_notice;
pub mod revocation_list;
pub mod saved_card;
pub mod seat_budget_lift;
pub mod seller;
pub mod signing_key;
pub mod usage_day;
