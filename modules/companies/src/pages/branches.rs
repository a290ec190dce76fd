//! The branches of the company (COM-6), for who works with its users and settings. Adding and removing one is a request: staff do it.

use crate::queries::branches::counted;
use crate::rights::{Any, ChangeSettings, InviteUsers, ManageUsers};
use crate::sessions::inside;
use crate::texts;
use gatehouse_web::frames::{Panel, Sheet};
use gatehouse_web::support::ask;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt};

/// Where it is below a company's word.
pub(super) const AT: &str = "/branches";

/// Who sees them.
type Branches = Any<(ManageUsers, InviteUsers, ChangeSettings)>;

/// Shows them, with how many users each has.
pub async fn list(customer: Customer) -> Result<Done, Halt> {
    let by = inside::<Branches>(&customer).await?;
    let visit = &customer.visit;
    let (t, format) = (texts(visit.lang()), visit.format());
    let users = customer.scope.path(crate::lists::USERS_AT);
    let sees_users = by.also::<crate::queries::members::Users>().is_some();
    let mut table = Table::new(t.msg_branches(), [Head::new(t.msg_branch()), Head::new(t.msg_users()).end()]);
    for (id, name, count) in counted(&visit.cx, &by.as_member()).await? {
        let count = format.number(count);
        let count =
            if sees_users { Cell::number_link(count, format!("{users}?branch={id}")) } else { Cell::number(count) };
        table.push([Cell::text(name), count]);
    }
    let to = ask(&customer.scope, "portal", &[("subject", &t.msg_branches_ask())]);
    let ask = Button::link(t.msg_join_ask_support(), to).icon(Icon::Help);
    let above = sees_users.then(|| (t.msg_users(), users));
    let head = PageHead::new(t.msg_branches()).crumbs(visit.lang(), above).lede(t.msg_branches_lede()).action(ask);
    let panel = Panel::new("").table_or(table, t.msg_branches_none());
    visit.show(&Sheet::new(visit, t.msg_branches(), head).narrow().with(&panel))
}
