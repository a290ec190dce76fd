//! `/licenses/{id}/code`: the whole code, after a fresh proof of who asks (LIC-4, ACC-10).

use super::{LIST, license_head, product_name};
use crate::actions::reveal_code::reveal_code;
use crate::queries::customer_license;
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{Actions, Panel, Paragraph, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt};

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.form("/licenses/{license}/code", ask, show))
}

async fn ask(customer: Customer, Ids([license]): Ids<1>) -> Result<Done, Halt> {
    let (visit, account) = (&customer.visit, customer.session.account);
    let masked = customer_license::masked(&visit.cx, account, license).await?.ok_or(Halt::NotFound)?;
    customer.elevated()?;
    let t = texts(visit.lang());
    let show = Button::post(t.msg_customer_code_show(), format!("{LIST}/{license}/code")).primary();
    let code = CopyCode::masked(visit.lang(), masked);
    visit.show(&page(&customer, license, code, t.msg_customer_code_text(), Some(show)).await?)
}

async fn show(customer: Customer, Ids([license]): Ids<1>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    customer_license::held(&visit.cx, customer.session.account, license).await?.ok_or(Halt::NotFound)?;
    customer.elevated()?;
    let code = reveal_code(&visit.cx, license).await?;
    let code = CopyCode::new(visit.lang(), code.to_string());
    // Once the code is visible, a warning to look around first comes too late.
    let text = texts(visit.lang()).msg_customer_code_shown_text();
    Ok(visit.show(&page(&customer, license, code, text, None).await?)?.secret())
}

async fn page(
    customer: &Customer,
    license: Uuid,
    code: CopyCode,
    text: String,
    show: Option<Button>,
) -> Result<Sheet, Halt> {
    let (visit, t) = (&customer.visit, texts(customer.visit.lang()));
    let (title, product) = (t.msg_customer_code_title(), product_name(customer, license).await?);
    let back = Button::link(t.msg_customer_code_back(), format!("{LIST}/{license}"));
    let panel = Panel::new("")
        .with(&code.big())
        .with(&Paragraph::muted(text))
        .with(&Actions::new(show.into_iter().chain([back])));
    Ok(Sheet::new(visit, title.as_str(), license_head(visit.lang(), &title, product, license)).narrow().with(&panel))
}
