//! What several pages have.

use crate::model::FormError;
use crate::refusals::BadLink;
use gatehouse_core::{Lang, Refusal as _};
use gatehouse_web::Visit;
use gatehouse_web::frames::Card;
use gatehouse_web::view::{FormErrors, Password};

/// Where everything about the safety of an account stands together.
pub const SECURITY: &str = "/account/security";

/// A mailed link that opens nothing, and why; what can be done instead stands below.
pub fn dead_link(visit: &Visit, bad: BadLink) -> Card {
    let title = crate::texts(visit.lang()).msg_dead_title();
    Card::new(visit, title, &FormErrors::new()).lede(bad.text(visit.lang()))
}

/// A new password once more; script says at once when it differs.
pub fn new_password_again(lang: Lang, label: String, errors: &FormErrors) -> Password {
    let differs = FormError::PasswordsDiffer.text(lang);
    Password::fresh(lang, "again", label).repeats(differs).errors(errors)
}
