//! The entities: one file per table. Rows are written by `actions` only.

pub mod activation;
pub mod agreement_acceptance;
pub mod expiry_notice;
pub mod issue_batch;
pub mod lease_stop;
pub mod license;
pub mod license_code;
pub mod license_holder;
pub mod license_note;
pub mod over_use_case;
pub mod purchase;
pub mod revocation_list;
pub mod saved_card;
pub mod seller;
pub mod signing_key;
pub mod verification;
pub mod verification_rule;
