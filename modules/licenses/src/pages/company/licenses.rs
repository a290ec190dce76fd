//! `/c/NAME/licenses`: the licenses of a company (LIC-24), and why each purchase is added by hand (COM-15, SUP-22).

use crate::lists::CompanyLicenses;
use crate::texts;
use gatehouse_companies::sessions::inside;
use gatehouse_web::list::{List as _, Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt};

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.get(CompanyLicenses::AT, list).get(CompanyLicenses::FILE, file))
}

async fn list(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let list = CompanyLicenses::of(inside(&customer).await?, &customer.scope);
    let (visit, t) = (&customer.visit, texts(customer.visit.lang()));
    let (may_manage, at) = (list.may_manage(), list.at().into_owned());
    let listed = Listed::of_address(visit, list, &asked).await?;
    let mut head = PageHead::new(t.msg_company_licenses_title()).lede(t.msg_company_licenses_lede());
    if may_manage && !listed.rows().is_empty() {
        let add = Button::link(t.msg_customer_add(), format!("{at}/add")).icon(Icon::Plus);
        head = head.action(add.primary());
    }
    let by_hand = Notice::info(t.msg_company_licenses_by_hand_text()).title(t.msg_company_licenses_by_hand());
    listed.done(visit, &listed.sheet(visit, head).notices([by_hand]))
}

async fn file(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    list_file(&customer.visit, CompanyLicenses::of(inside(&customer).await?, &customer.scope), &asked).await
}
