//! Who may do what with licenses (ALL-8): the rights of staff and of API keys, as types that queries and looks ask proof of.

use crate::{CLERKS, LOOKERS, texts};
use gatehouse_context::Right;
use gatehouse_core::Role;

pub use gatehouse_web::rights::{is_administrator, member};
pub use gatehouse_web::{NotAllowed, may};

gatehouse_web::rights! {
    texts;
    /// Reading orders.
    OrdersRead = "orders:read", LOOKERS, msg_scope_orders_read;
    /// Recording orders and issuing licenses under them.
    OrdersWrite = "orders:write", CLERKS, msg_scope_orders_write;
    /// Adding and changing sellers, of which every buyer of theirs reads.
    SellersWrite = "sellers:write", CLERKS, msg_scope_sellers_write;
    /// Reading licenses.
    LicensesRead = "licenses:read", LOOKERS, msg_scope_licenses_read;
    /// Changing licenses.
    LicensesWrite = "licenses:write", CLERKS, msg_scope_licenses_write;
}

/// Mailing a code again: also support engineers, who change nothing else. For API keys it is a change.
pub enum ResendCodes {}

/// Reading what was sold, in numbers. No API key asks for it: the orders say the same.
pub enum SalesRead {}

impl Right for SalesRead {
    const ROLES: &'static [Role] = CLERKS;
    const SCOPE: Option<&'static str> = None;
}

/// Mailing a buyer the link to set a password again: also support engineers. For API keys it belongs to orders.
pub enum InviteBuyers {}

impl Right for InviteBuyers {
    const ROLES: &'static [Role] = LOOKERS;
    const SCOPE: Option<&'static str> = OrdersWrite::SCOPE;
}

impl Right for ResendCodes {
    const ROLES: &'static [Role] = LOOKERS;
    const SCOPE: Option<&'static str> = LicensesWrite::SCOPE;
}
