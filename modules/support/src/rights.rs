//! Who may do what. Staff: rights as types ([`gatehouse_context::may`]). Customers: [`Viewer`] says whose requests somebody sees, and
//! [`Visible`] that they see this one. Every query about requests takes one of them, so none can be asked without.
//!
//! ```compile_fail
//! use gatehouse_support::rights::Viewer;
//! fn made() -> Viewer<'static> {
//!     Viewer { account: Default::default() } // a proof is not made outside
//! }
//! ```
//!
//! ```compile_fail
//! use gatehouse_support::rights::Visible;
//! fn made(row: gatehouse_support::tables::request::Model) -> Visible {
//!     Visible { row, by: None } // nor is this one
//! }
//! ```

mod viewer;

pub use viewer::{Narrowed, Viewer, Visible};

use crate::texts;
use gatehouse_context::Right;
use gatehouse_core::Role;

pub use gatehouse_web::{NotAllowed, may};

/// Staff who read requests.
pub const LOOKERS: &[Role] = &[Role::Support, Role::Lab, Role::Licensing];
/// Staff who answer them.
pub const AGENTS: &[Role] = &[Role::Support, Role::Lab];
/// Staff who enter contracts.
pub const CLERKS: &[Role] = &[Role::Support, Role::Licensing];
/// Staff who say how support works: queues, hours, targets.
pub const LEADS: &[Role] = &[Role::Support];
/// Staff who see figures: support, and whoever sells it.
pub const REPORTED: &[Role] = &[Role::Support, Role::Licensing];

gatehouse_web::rights! {
    texts;
    /// Reading requests.
    RequestsRead = "requests:read", LOOKERS, msg_scope_requests_read;
    /// Opening, answering and moving requests.
    RequestsWrite = "requests:write", AGENTS, msg_scope_requests_write;
    /// Reading contracts.
    ContractsRead = "contracts:read", LOOKERS, msg_scope_contracts_read;
    /// Entering and changing contracts.
    ContractsWrite = "contracts:write", CLERKS, msg_scope_contracts_write;
    /// Figures of support and of contracts.
    ReportsRead = "reports:read", REPORTED, msg_scope_reports_read;
}

/// Queues, rules, hours, targets, macros, canned answers. No API key may.
pub enum SupportSettings {}

impl Right for SupportSettings {
    const ROLES: &'static [Role] = LEADS;
    const SCOPE: Option<&'static str> = None;
}

/// What people said of support, and of whom. No API key may.
pub enum RatingsRead {}

impl Right for RatingsRead {
    const ROLES: &'static [Role] = LEADS;
    const SCOPE: Option<&'static str> = None;
}

/// Carrying a history over, bringing requests from another program. No API key may.
pub enum HistoryWrite {}

impl Right for HistoryWrite {
    const ROLES: &'static [Role] = LEADS;
    const SCOPE: Option<&'static str> = None;
}
