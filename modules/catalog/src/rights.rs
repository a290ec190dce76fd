//! Who may do what with the catalog (ALL-8): the rights of staff and of API keys, as types that queries and looks ask proof of.

use crate::{CLERKS, LOOKERS, texts};
use gatehouse_context::{Cx, May, Right};
use gatehouse_core::{Lang, Refusal};

gatehouse_web::rights! {
    texts;
    /// Reading the catalog.
    CatalogRead = "catalog:read", LOOKERS, msg_scope_catalog_read;
    /// Changing the catalog.
    CatalogWrite = "catalog:write", CLERKS, msg_scope_catalog_write;
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

/// The proof that the actor has the right.
pub fn may<R: Right>(cx: &Cx) -> Result<May<R>, NotAllowed> {
    May::of(cx).ok_or(NotAllowed)
}
