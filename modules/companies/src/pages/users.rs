//! The users of a company (COM-4).

use crate::lists::UserList;
use crate::sessions::inside;
use crate::texts;
use gatehouse_web::list::{Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::PageHead;
use gatehouse_web::{Customer, Done, Halt};

/// Shows a page of the list.
pub async fn list(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let list = UserList::of(&customer.visit.cx, inside(&customer).await?, &customer.scope).await?;
    let visit = &customer.visit;
    let t = texts(visit.lang());
    Listed::of_address(visit, list, &asked).await?.show(visit, PageHead::new(t.msg_users()).lede(t.msg_users_lede()))
}

/// The same as a file.
pub async fn file(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let list = UserList::of(&customer.visit.cx, inside(&customer).await?, &customer.scope).await?;
    list_file(&customer.visit, list, &asked).await
}
