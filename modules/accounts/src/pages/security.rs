//! The safety of an account on one page: its password, two-step verification, where it is signed in, and what happened lately (ACC-10, ACC-15, ALL-3).

use super::activity::recent;
use super::login;
use super::sessions::end_others_button;
use super::{services, two_step};
use crate::lists::Sessions;
use crate::queries::browsers::of_account;
use crate::queries::factors;
use crate::queries::own::{Own, own};
use crate::queries::sessions::SessionFilter;
use gatehouse_web::frames::{Actions, Panel, Sheet};
use gatehouse_web::list::{List as _, first_rows};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Visit};

/// Sessions that are shown; all of them have a page of their own.
const ROWS: u64 = 5;

/// Shows the page.
pub async fn page(customer: Customer) -> Result<Done, Halt> {
    let (visit, account) = (&customer.visit, customer.session.account);
    let t = crate::texts(visit.lang());
    let own = own(&visit.cx, account).await?.ok_or(Halt::NotFound)?;
    let found = factors::two_step(&visit.cx, account).await?;
    let head = PageHead::new(t.msg_security_title()).lede(t.msg_security_lede());
    let sheet = Sheet::new(visit, t.msg_security_title(), head).narrow();
    let waits = login::notice(visit, account).await?;
    let sheet = sheet.notices(two_step::notice(visit, &found).into_iter().chain(waits));
    visit.show(
        &sheet
            .with(&password_panel(visit, &own, services::way(visit, account, &own).await?))
            .with(&two_step::panel(visit, &found))
            .with(&sessions_panel(&customer).await?)
            .with(&recent(visit, account).await?),
    )
}

fn password_panel(visit: &Visit, own: &Own, services: Option<Button>) -> Panel {
    let t = crate::texts(visit.lang());
    let panel = Panel::new(t.msg_password());
    let panel = match own.password_changed.filter(|_| own.has_password) {
        Some(at) => panel.text(t.msg_security_password_set(visit.format().date(at))),
        None if own.has_password => panel,
        None => panel.text(t.msg_security_password_none()),
    };
    let label = if own.has_password { t.msg_change_button() } else { t.msg_service_set_password() };
    panel.with(&Actions::new([Button::link(label, "/account/password")].into_iter().chain(services)))
}

async fn sessions_panel(customer: &Customer) -> Result<Panel, Halt> {
    let (visit, session) = (&customer.visit, &customer.session);
    let t = crate::texts(visit.lang());
    let (table, shown) = first_rows(visit, &Sessions::of(session), SessionFilter::default(), ROWS, &[]).await?;
    let known = of_account(visit.cx.read(), session.account).await?.len();
    let known = u32::try_from(known).unwrap_or(u32::MAX);
    let all = Button::link(t.msg_security_all_sessions(), Sessions::AT);
    let others = (shown > 1).then(|| end_others_button(visit.lang()));
    let panel = Panel::new(t.msg_sessions_title()).table(table);
    Ok(panel.text(t.msg_security_browsers(known)).with(&Actions::new([all].into_iter().chain(others))))
}
