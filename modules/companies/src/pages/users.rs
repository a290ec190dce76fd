//! The users of a company (COM-4).

use crate::lists::UserList;
use crate::model::rights::CompanyRight;
use crate::queries::members::Users;
use crate::sessions::inside;
use crate::texts;
use gatehouse_web::list::{Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::{Button, PageHead};
use gatehouse_web::{Customer, Done, Halt};

/// Shows a page of the list.
pub async fn list(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let by = inside::<Users>(&customer).await?;
    let may_block = by.may(CompanyRight::ManageUsers);
    let may_invite = by.may(CompanyRight::InviteUsers);
    let list = UserList::of(&customer.visit.cx, by, &customer.scope).await?;
    let visit = &customer.visit;
    let t = texts(visit.lang());
    let head = PageHead::new(t.msg_users()).lede(t.msg_users_lede());
    let head = head.action(Button::link(t.msg_branches(), customer.scope.path(super::branches::AT)).quiet());
    let block = Button::link(t.msg_block_all(), customer.scope.path(super::block_all::AT)).quiet();
    let head = if may_block { head.action(block) } else { head };
    let invite = Button::link(t.msg_invite_title(), customer.scope.path(super::invitations::FORM)).primary();
    let head = if may_invite { head.action(invite) } else { head };
    Listed::of_address(visit, list, &asked).await?.show(visit, head)
}

/// The same as a file.
pub async fn file(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let list = UserList::of(&customer.visit.cx, inside(&customer).await?, &customer.scope).await?;
    list_file(&customer.visit, list, &asked).await
}
