//! What several pages have.

use crate::refusals::BadLink;
use gatehouse_core::Refusal as _;
use gatehouse_web::Visit;
use gatehouse_web::frames::Card;
use gatehouse_web::view::FormErrors;

/// A mailed link that opens nothing, and why; what can be done instead stands below.
pub fn dead_link(visit: &Visit, bad: BadLink) -> Card {
    let title = crate::texts(visit.lang()).msg_dead_title();
    Card::new(visit, title, &FormErrors::new()).lede(bad.text(visit.lang()))
}
