//! `/lost-code`: the ways to an activation code that got lost (LIC-12): the account, then whoever sold it, then help. For everybody.

use crate::texts;
use gatehouse_web::Scope;
use gatehouse_web::frames::{Card, Panel};
use gatehouse_web::support::ask;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Doors, Halt, Visit};

/// Where it is.
pub(super) const LOST_CODE: &str = "/lost-code";

pub(super) fn doors() -> Doors {
    Doors::new().anyone(|doors| doors.get(LOST_CODE, show))
}

async fn show(visit: Visit) -> Result<Done, Halt> {
    let t = texts(visit.lang());
    let way = |title: String, text: String, button: Button| Panel::new(title).text(text).with(&button);
    let card = Card::new(&visit, t.msg_lost_code_title(), &FormErrors::new())
        .lede(t.msg_lost_code_lede())
        .with(&way(
            t.msg_lost_code_account(),
            t.msg_lost_code_account_text(),
            Button::link(t.msg_lost_code_account_open(), "/licenses").primary(),
        ))
        .with(&way(
            t.msg_lost_code_seller(),
            t.msg_lost_code_seller_text(),
            Button::link(t.msg_lost_code_seller_open(), "/seller/order"),
        ));
    let to = ask(&Scope::Personal, "portal", &[("kind", "license"), ("subject", &t.msg_lost_code_title())]);
    let contact = Button::link(t.msg_customer_contact(), to).icon(Icon::Help);
    visit.show(&card.with(&way(t.msg_lost_code_help(), t.msg_lost_code_help_text(), contact)))
}
