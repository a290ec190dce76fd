//! `/licenses`: the licenses of an account (LIC-6, LIC-17).

use super::LIST;
use super::cards::{MOST_CARDS, cards};
use crate::lists::{CustomerLicenses, ENDING, Renewals};
use crate::model::holder::Holder;
use crate::queries::customer_licenses::ending_soon;
use crate::queries::home;
use crate::texts;
use gatehouse_core::Lang;
use gatehouse_web::frames::{CardList, Sheet};
use gatehouse_web::list::{List as _, Listed, file as list_file, posted_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt, Posted};

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.form(LIST, list, search).form(CustomerLicenses::FILE, file, searched_file))
}

/// What an address asks of the list.
const ASKED: [&str; 8] = ["q", "product", "status", "sort", "columns", "size", "after", "before"];

async fn list(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let list = CustomerLicenses::of(&customer.visit.cx, customer.session.account).await?;
    let has_any = list.has_any();
    let listed = Listed::of_address(&customer.visit, list, &asked).await?;
    let is_bare = ASKED.iter().all(|name| asked.raw(name).is_none());
    if is_bare && !listed.has_more() && (1..=MOST_CARDS).contains(&listed.rows().len()) {
        return show_cards(&customer, &listed).await;
    }
    show(&customer, &listed, has_any).await
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

/// A few licenses: nothing has to be searched or sorted.
async fn show_cards(customer: &Customer, listed: &Listed<CustomerLicenses>) -> Result<Done, Halt> {
    let (visit, t) = (&customer.visit, texts(customer.visit.lang()));
    let products = listed.rows().iter().map(|item| item.license.product_id);
    let with_downloads = home::with_downloads(&visit.cx, products).await?;
    let cards = cards(listed.rows(), &with_downloads, &visit.format(), visit.cx.now());
    let head = head(visit.lang(), true).action(listed.file_button());
    visit.show(&Sheet::new(visit, t.msg_customer_title(), head).with(&CardList::new(t.msg_home_products(), cards)))
}

fn head(lang: Lang, with_add: bool) -> PageHead {
    let t = texts(lang);
    let head = PageHead::new(t.msg_customer_title()).lede(t.msg_customer_lede());
    if !with_add {
        return head;
    }
    let renewals = Button::link(t.msg_renewals_title(), Renewals::AT).icon(Icon::Calendar).quiet();
    head.action(renewals).action(Button::link(t.msg_customer_add(), "/licenses/add").icon(Icon::Plus).primary())
}

async fn show(customer: &Customer, listed: &Listed<CustomerLicenses>, has_any: bool) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let t = texts(visit.lang());
    let ending = ending_soon(&visit.cx, Holder::Account(customer.session.account)).await?;
    let notice = (ending > 0).then(|| {
        Notice::warn(t.msg_customer_ending_soon(ending))
            .action(t.msg_customer_ending_show(), format!("{LIST}?status={ENDING}"))
    });
    listed.done(visit, &listed.sheet(visit, head(visit.lang(), has_any)).notices(notice))
}
