//! Staff look for a customer (ALL-8). The search is posted, so that no address stands in a URL or log.

use crate::actions::search_account::search_account;
use crate::model::config::PlainLogins;
use gatehouse_core::Fault;
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
    let text = if has_logins(&staff)? { t.msg_staff_start_text_logins() } else { t.msg_staff_start_text() };
    let empty = Empty::new(Icon::Search, t.msg_staff_start(), text);
    staff.visit.show(&search_page(&staff, "", &empty)?)
}

/// Whether customers may sign in with a login that is no address (ACC-14).
fn has_logins(staff: &Staff) -> Result<bool, Fault> {
    Ok(staff.visit.cx.service::<PlainLogins>()?.on)
}

/// Searches by the whole address or login.
pub async fn search(staff: Staff, Posted(form): Posted<SearchForm>) -> Result<Done, Halt> {
    match search_account(&staff.visit.cx, &form.email).await? {
        Some(id) => Ok(staff.visit.go(&address(id, ""))),
        None => {
            let t = crate::texts(staff.visit.lang());
            let none = if has_logins(&staff)? { t.msg_staff_none_logins() } else { t.msg_staff_none() };
            let empty = Empty::new(Icon::Search, none, t.msg_staff_none_text());
            staff.visit.show(&search_page(&staff, &form.email, &empty)?)
        }
    }
}

fn search_page(staff: &Staff, email: &str, empty: &Empty) -> Result<Sheet, Fault> {
    let t = crate::texts(staff.visit.lang());
    let (label, lede) = if has_logins(staff)? {
        (t.msg_email_or_login(), t.msg_staff_lede_logins())
    } else {
        (t.msg_email(), t.msg_staff_lede())
    };
    let form = PanelForm::new("/staff/accounts")
        .alone()
        .unguarded()
        .field(&Field::search("email", label).value(email))
        .button(Button::submit(t.msg_staff_start()).primary());
    let head = PageHead::new(t.msg_staff_title()).lede(lede);
    let sheet = Sheet::new(&staff.visit, t.msg_staff_title(), head).narrow();
    Ok(sheet.with(&form).with(&Panel::new("").with(empty)))
}
