//! Every change; each file is one use case, or a step that several share inside their own transaction.

pub(crate) mod acting;
pub(crate) mod advance;
pub mod answer;
pub mod answer_as_staff;
pub mod assign;
pub mod carry_history;
pub(crate) mod clock;
pub mod close;
pub mod critical;
pub mod enter_contract;
pub(crate) mod erase;
pub(crate) mod expire;
pub(crate) mod follow;
pub(crate) mod index;
pub mod link;
pub mod merge;
pub(crate) mod message;
pub(crate) mod number;
pub(crate) mod open;
pub mod open_for_caller;
pub mod open_public;
pub mod open_request;
pub mod presence;
pub(crate) mod quota;
pub mod save_draft;
pub mod set_status;
pub mod sort;
pub mod step;
pub(crate) mod tell;
pub mod watch;

pub use open::Opened;
