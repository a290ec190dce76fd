//! Staff look for a customer (ALL-8). The search is posted, so that no address stands in a URL or log.

use crate::actions::search_account::search_account;
use gatehouse_web::frames::{Panel, PanelForm, Sheet};
use gatehouse_web::person::address;
use gatehouse_web::view::*;
use gatehouse_web::{Done, Halt, Posted, Staff};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct SearchForm {
    #[serde(default)]
    email: String,
}

/// Shows the search.
pub async fn form(staff: Staff) -> Result<Done, Halt> {
    let t = crate::texts(staff.visit.lang());
    let empty = Empty::new(Icon::Search, t.msg_staff_start(), t.msg_staff_start_text());
    staff.visit.show(&search_page(&staff, "", &empty))
}

/// Searches by the whole address.
pub async fn search(staff: Staff, Posted(form): Posted<SearchForm>) -> Result<Done, Halt> {
    match search_account(&staff.visit.cx, &form.email).await? {
        Some(id) => Ok(staff.visit.go(&address(id, ""))),
        None => {
            let t = crate::texts(staff.visit.lang());
            let empty = Empty::new(Icon::Search, t.msg_staff_none(), t.msg_staff_none_text());
            staff.visit.show(&search_page(&staff, &form.email, &empty))
        }
    }
}

fn search_page(staff: &Staff, email: &str, empty: &Empty) -> Sheet {
    let t = crate::texts(staff.visit.lang());
    let form = PanelForm::new("/staff/accounts")
        .alone()
        .unguarded()
        .field(&Field::search("email", t.msg_email()).value(email))
        .button(Button::submit(t.msg_staff_start()).primary());
    let head = PageHead::new(t.msg_staff_title()).lede(t.msg_staff_lede());
    let sheet = Sheet::new(&staff.visit, t.msg_staff_title(), head).narrow();
    sheet.with(&form).with(&Panel::new("").with(empty))
}
