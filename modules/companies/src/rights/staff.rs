//! Which staff and which API keys may do what with companies (ALL-8). Looking: support, licensing and privacy. Changing on request: support and
//! licensing. Who is the owner, and which of two companies is left: the same two roles, people only, two of them where the owner is gone. Whether
//! a company is who it says: licensing, who judge its first license too.

use crate::texts;
use gatehouse_context::Right;
use gatehouse_core::Role;

pub use gatehouse_web::rights::member;
pub use gatehouse_web::{NotAllowed, may};

/// Staff who look at companies.
pub const LOOKERS: &[Role] = &[Role::Support, Role::Licensing, Role::Privacy];
/// Staff who change them on request.
pub const CLERKS: &[Role] = &[Role::Support, Role::Licensing];
/// Staff who judge whether a company is who it says.
pub const VERIFIERS: &[Role] = &[Role::Licensing];

gatehouse_web::rights! {
    texts;
    /// Reading companies and their users.
    CompaniesRead = "companies:read", LOOKERS, msg_scope_companies_read;
    /// Changing companies on request.
    CompaniesWrite = "companies:write", CLERKS, msg_scope_companies_write;
}

/// Changing the owner, merging companies. No API key may.
pub enum CompaniesDecide {}

impl Right for CompaniesDecide {
    const ROLES: &'static [Role] = CLERKS;
    const SCOPE: Option<&'static str> = None;
}

/// Confirming a company. No API key may.
pub enum CompaniesVerify {}

impl Right for CompaniesVerify {
    const ROLES: &'static [Role] = VERIFIERS;
    const SCOPE: Option<&'static str> = None;
}
