//! Who may do what with licenses (ALL-8): the rights of staff and of API keys, as types that queries and looks ask proof of.

use crate::{CLERKS, LOOKERS, texts};
use gatehouse_context::{Cx, May, Right};
use gatehouse_core::{Lang, Refusal, Role};
use gatehouse_web::Halt;

gatehouse_web::rights! {
    texts;
    /// Reading the catalog.
    CatalogRead = "catalog:read", LOOKERS, msg_scope_catalog_read;
    /// Changing the catalog.
    CatalogWrite = "catalog:write", CLERKS, msg_scope_catalog_write;
    /// Reading orders.
    OrdersRead = "orders:read", LOOKERS, msg_scope_orders_read;
    /// Recording orders and issuing licenses under them.
    OrdersWrite = "orders:write", CLERKS, msg_scope_orders_write;
    /// Reading licenses.
    LicensesRead = "licenses:read", LOOKERS, msg_scope_licenses_read;
    /// Changing licenses.
    LicensesWrite = "licenses:write", CLERKS, msg_scope_licenses_write;
}

/// Mailing a code again: also support engineers, who change nothing else. For API keys it is a change.
pub enum ResendCodes {}

impl Right for ResendCodes {
    const ROLES: &'static [Role] = LOOKERS;
    const SCOPE: Option<&'static str> = LicensesWrite::SCOPE;
}

/// The actor has neither the role nor the scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAllowed;

impl Refusal for NotAllowed {
    fn code(&self) -> &'static str {
        "staff.not_allowed"
    }
    fn text(&self, lang: Lang) -> String {
        texts(lang).msg_refusal_not_allowed()
    }
    fn status(&self) -> u16 {
        403
    }
}

/// Lists have it as the whole answer.
impl From<NotAllowed> for Halt {
    fn from(refusal: NotAllowed) -> Self {
        Self::refused(refusal)
    }
}

/// The proof that the actor has the right.
pub fn may<R: Right>(cx: &Cx) -> Result<May<R>, NotAllowed> {
    May::of(cx).ok_or(NotAllowed)
}
