//! The code on the page of its license: masked, and shown in place after a fresh proof of who asks (LIC-4, ACC-10).
//!
//! The button posts. Where the proof is too old, the person proves it on a page of ours that leads back here by a GET: that one
//! shows the code as well, but only when the browser says that it comes from our own page (Fetch Metadata). A link from
//! elsewhere, or a typed address, shows the button.

use super::{LIST, Shown, page};
use crate::actions::reveal_code::reveal_code;
use crate::model::license::{Status, status};
use crate::queries::customer_license;
use crate::texts;
use axum::http::HeaderMap;
use gatehouse_core::Uuid;
use gatehouse_formats::ActivationCode;
use gatehouse_web::frames::{Panel, Paragraph, Row};
use gatehouse_web::query::{Asked, Ids};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Doors, Halt};

pub(super) fn doors() -> Doors {
    Doors::new().customers(|doors| doors.form("/licenses/{license}/code", after_proof, show))
}

/// How much of the code is in the page.
pub(super) enum Code {
    /// Its first and last group.
    Masked,
    /// All of it.
    Whole(ActivationCode),
}

async fn after_proof(
    customer: Customer,
    Ids([license]): Ids<1>,
    headers: HeaderMap,
    asked: Asked,
) -> Result<Done, Halt> {
    if is_from_here(&headers) {
        return show(customer, Ids([license]), asked).await;
    }
    may_see(&customer, license).await?;
    customer.visit.show(&page(&customer, license, &asked, &Code::Masked).await?)
}

async fn show(customer: Customer, Ids([license]): Ids<1>, asked: Asked) -> Result<Done, Halt> {
    may_see(&customer, license).await?;
    let visit = &customer.visit;
    let code = reveal_code(&visit.cx, license).await?;
    Ok(visit.show(&page(&customer, license, &asked, &Code::Whole(code)).await?)?.secret())
}

/// A license that is not in the account is not found, whoever asks; then the proof.
async fn may_see(customer: &Customer, license: Uuid) -> Result<(), Halt> {
    let account = customer.session.account;
    customer_license::held(&customer.visit.cx, account, license).await?.ok_or(Halt::NotFound)?;
    customer.elevated()
}

/// Whether a page of ours led here, as every browser of today says.
pub(in crate::pages) fn is_from_here(headers: &HeaderMap) -> bool {
    let says = |name: &str, word: &str| headers.get(name).is_some_and(|value| value.as_bytes() == word.as_bytes());
    says("sec-fetch-site", "same-origin") && says("sec-fetch-mode", "navigate")
}

/// Shows the code where it stands.
fn show_button(shown: &Shown<'_>) -> Button {
    let license = &shown.held.license;
    let at = format!("{LIST}/{}/code#code", license.id);
    let show = Button::post(texts(shown.format.lang()).msg_customer_code_show(), at).icon(Icon::Eye);
    // The one thing to do with a fresh license.
    if status(license, shown.now) == Status::NotActivated { show.primary() } else { show }
}

/// The code, or as much of it as is shown.
pub(super) fn panel(shown: &Shown<'_>, code: &Code) -> Panel {
    let (held, lang) = (shown.held, shown.format.lang());
    let t = texts(lang);
    let panel = Panel::new(t.msg_customer_code()).id("code");
    if held.masked_code.is_empty() {
        return panel.with(&Paragraph::muted(t.msg_customer_code_gone()));
    }
    match code {
        Code::Masked => panel
            .with(&Row::new().with(&CopyCode::masked(lang, held.masked_code.as_str()).big()).with(&show_button(shown)))
            .with(&Paragraph::muted(t.msg_customer_code_text()).on_screen()),
        // Once the code is visible, a warning to look around first comes too late.
        Code::Whole(code) => panel
            .with(&CopyCode::new(lang, code.to_string()).big().masks_itself(held.masked_code.as_str()))
            .with(&Paragraph::muted(t.msg_customer_code_shown_text()).on_screen()),
    }
}
