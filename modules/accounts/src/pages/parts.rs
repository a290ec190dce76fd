//! What several pages have.

use crate::refusals::BadLink;
use gatehouse_core::{Lang, Refusal as _};
use gatehouse_web::Visit;
use gatehouse_web::frames::{Card, Section};
use gatehouse_web::view::FormErrors;

/// The pages of the account area; `here` is the path of the one that is shown.
pub fn section(lang: Lang, here: &'static str) -> Section {
    let t = crate::texts(lang);
    let pages = [
        (t.msg_profile_title(), "/account"),
        (t.msg_password(), "/account/password"),
        (t.msg_sessions_title(), "/account/sessions"),
        (t.msg_activity_title(), "/account/activity"),
    ];
    Section::new(t.msg_account(), here, pages)
}

/// A mailed link that opens nothing, and why; what can be done instead stands below.
pub fn dead_link(visit: &Visit, bad: BadLink) -> Card {
    let title = crate::texts(visit.lang()).msg_dead_title();
    Card::new(visit, title, &FormErrors::new()).lede(bad.text(visit.lang()))
}
