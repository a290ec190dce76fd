//! `/licenses/{id}/code`: the whole code, after a fresh proof of who asks (LIC-4, ACC-10).

use super::LIST;
use crate::actions::reveal_code::reveal_code;
use crate::pages::frame::Ids;
use crate::queries::customer_license;
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt};

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.form("/licenses/{license}/code", ask, show))
}

#[derive(askama::Template)]
#[template(path = "licenses/code.html")]
struct CodePage {
    page: Page,
    head: PageHead,
    code: CopyCode,
    text: String,
    show: Option<Button>,
    back: Button,
}

async fn ask(customer: Customer, Ids([license]): Ids<1>) -> Result<Done, Halt> {
    let (visit, account) = (&customer.visit, customer.session.account);
    let masked = customer_license::masked(&visit.cx, account, license).await?.ok_or(Halt::NotFound)?;
    customer.elevated()?;
    let show = Button::post(texts(visit.lang()).msg_customer_code_show(), format!("{LIST}/{license}/code")).primary();
    let product = product(&customer, license).await?;
    visit.show(&page(&customer, license, product, CopyCode::masked(visit.lang(), masked), Some(show)))
}

async fn show(customer: Customer, Ids([license]): Ids<1>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    customer_license::held(&visit.cx, customer.session.account, license).await?.ok_or(Halt::NotFound)?;
    customer.elevated()?;
    let code = reveal_code(&visit.cx, license).await?;
    let product = product(&customer, license).await?;
    let page = page(&customer, license, product, CopyCode::new(visit.lang(), code.to_string()), None);
    Ok(visit.show(&page)?.secret())
}

async fn product(customer: &Customer, license: Uuid) -> Result<String, Halt> {
    customer_license::product_name(&customer.visit.cx, customer.session.account, license).await?.ok_or(Halt::NotFound)
}

fn page(customer: &Customer, license: Uuid, product: String, code: CopyCode, show: Option<Button>) -> CodePage {
    let (visit, lang) = (&customer.visit, customer.visit.lang());
    let t = texts(lang);
    let here = format!("{LIST}/{license}");
    CodePage {
        page: visit.page(t.msg_customer_code_title()),
        head: PageHead::new(t.msg_customer_code_title())
            .crumbs(lang, [(t.msg_customer_title(), LIST), (product, here.as_str())]),
        code: code.big(),
        // Once the code is visible, a warning to look around first comes too late.
        text: if show.is_some() { t.msg_customer_code_text() } else { t.msg_customer_code_shown_text() },
        show,
        back: Button::link(t.msg_customer_code_back(), here.as_str()),
    }
}
