//! What every action is given: the installation ([`App`]), the context of one action ([`Cx`]), and what a change leaves besides its
//! rows.
//!
//! A module asks [`Cx`] for a reader ([`Cx::read`]) or for a transaction ([`Cx::begin`]). In the transaction it writes the audit log
//! ([`audit`]), tells and asks other modules ([`signal`]), and marks the request as done ([`once`]). Who may do and see what is proven by
//! types ([`May`], [`Seen`]); under which key a person's contents are sealed, and which keys are in use, says the database
//! ([`subject`], [`peppers`]).

pub mod app;
pub mod audit;
pub mod audit_count;
pub mod audit_keep;
mod audit_mac;
pub mod audit_proof;
pub mod audit_seal;
pub mod audit_tables;
pub mod cx;
pub mod data_set;
pub mod event;
pub mod inventory;
pub mod may;
pub mod old_columns;
pub mod once;
pub mod peppers;
pub mod publish;
pub mod sealed_token;
pub mod seen;
pub mod signal;
pub mod subject;

use gatehouse_db::{Migration, migration};

pub use app::{App, Services, Settings};
pub use audit::{Audit, AuditEntry};
pub use cx::Cx;
pub use data_set::{DataSet, DataSets};
pub use event::{Event, Reader};
pub use may::{May, Right};
pub use once::OnceKey;
pub use publish::{Published, Publisher, SharedPublisher};
pub use seen::{Look, LookUp, Looking, RecentLooks, Seen};
pub use signal::{Answers, Listener, Listeners, Question, Signal};

/// The migrations of this crate.
pub fn migrations() -> Vec<Migration> {
    vec![
        migration!(20261121000100, "keys_and_audit"),
        migration!(20261121000110, "idempotency"),
        migration!(20261128411000, "audit_is_read_by_id"),
        migration!(20261128410430, "peppers"),
        migration!(20261128410510, "audit_lines_are_sealed_and_end"),
        migration!(20261129412000, "pepper_of_idempotency_keys"),
        migration!(20261206416000, "audit_looks"),
    ]
}
