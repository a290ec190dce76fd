//! What was done in a company (ALL-3), for its owner and administrators.

use crate::lists::Audit;
use crate::sessions::inside;
use crate::texts;
use gatehouse_web::list::{Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::PageHead;
use gatehouse_web::{Customer, Done, Halt};

/// Shows a page of the log.
pub async fn list(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let list = Audit::of(inside(&customer).await?, &customer.scope);
    let visit = &customer.visit;
    let t = texts(visit.lang());
    Listed::of_address(visit, list, &asked).await?.show(visit, PageHead::new(t.msg_audit()).lede(t.msg_audit_lede()))
}

/// The same as a file.
pub async fn file(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    list_file(&customer.visit, Audit::of(inside(&customer).await?, &customer.scope), &asked).await
}
