//! `/licenses`: the licenses of an account (LIC-6, LIC-17).

use super::LIST;
use crate::lists::CustomerLicenses;
use crate::queries::customer_licenses::ending_soon;
use crate::texts;
use gatehouse_web::list::{List as _, Listed, file as list_file, posted_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, Posted};

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.form(LIST, list, search).form(CustomerLicenses::FILE, file, searched_file))
}

async fn list(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let list = CustomerLicenses::of(&customer.visit.cx, customer.session.account).await?;
    let has_any = list.has_any();
    show(&customer, &Listed::of_address(&customer.visit, list, &asked).await?, has_any).await
}

/// The form is posted, because a code must not stand in a URL; anything else leads on to its address.
async fn search(customer: Customer, Posted(typed): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    let list = CustomerLicenses::of(&customer.visit.cx, customer.session.account).await?;
    let has_any = list.has_any();
    show(&customer, &Listed::of_form(&customer.visit, list, &Asked::from(typed)).await?, has_any).await
}

async fn file(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let list = CustomerLicenses::of(&customer.visit.cx, customer.session.account).await?;
    list_file(&customer.visit, list, &asked).await
}

async fn searched_file(customer: Customer, Posted(typed): Posted<Vec<(String, String)>>) -> Result<Done, Halt> {
    let list = CustomerLicenses::of(&customer.visit.cx, customer.session.account).await?;
    posted_file(&customer.visit, list, &Asked::from(typed)).await
}

async fn show(customer: &Customer, listed: &Listed<CustomerLicenses>, has_any: bool) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let t = texts(visit.lang());
    let ending = ending_soon(&visit.cx, customer.session.account).await?;
    let notice = (ending > 0).then(|| {
        Notice::warn(t.msg_customer_ending_soon(ending))
            .action(t.msg_customer_ending_show(), format!("{LIST}?status=active&sort=ends"))
    });
    let mut head = PageHead::new(t.msg_customer_title()).lede(t.msg_customer_lede());
    if has_any {
        head = head.action(Button::link(t.msg_customer_add(), "/licenses/add").icon(Icon::Plus).primary());
    }
    listed.done(visit, &listed.sheet(visit, head).notices(notice))
}
