//! The human check as a form shows it; the check itself is the guard's ([`gatehouse_guard::human`]).

use crate::view::HumanCheck;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
pub use gatehouse_guard::human::HumanAnswer;

/// The check for a form: a fresh challenge and its picture's address. The action checks the answer under the same `form`.
pub fn for_form(cx: &Cx, form: &str) -> Result<HumanCheck, Fault> {
    let (challenge, bits) = gatehouse_guard::human::challenge(cx, form)?;
    let picture = format!("/human-check/{challenge}.png");
    Ok(HumanCheck::new(cx.lang, challenge.clone(), bits, picture, challenge))
}
