//! A company's directory has named somebody who has an account of their own (COM-14): they come, or they do not.

use crate::actions::scim::answer_invitation::{answer_invitation, open_invitation};
use crate::texts;
use gatehouse_core::Uuid;
use gatehouse_web::frames::{Actions, Panel, Sheet};
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, UnlessBroken as _};
use serde::Deserialize;

/// Where it is.
pub(crate) const INVITED_BY_DIRECTORY: &str = "/account/company-invitation";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Choice {
    company: String,
    answer: String,
}

/// Shows the invitation, if one is open.
pub async fn page(customer: Customer) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let (cx, t, format) = (&visit.cx, texts(visit.lang()), visit.format());
    let title = t.msg_scim_invitation();
    let found = open_invitation(cx, cx.read(), customer.session.account).await?;
    let Some((row, company)) = found else {
        let page = Sheet::new(visit, title.as_str(), PageHead::new(title.as_str())).narrow();
        return visit.show(&page.with(&Panel::new("").text(t.msg_scim_invitation_none())));
    };
    let head = PageHead::new(title.as_str()).lede(t.msg_scim_invitation_text(company.name.as_str()));
    let answer = |label: String, word: &'static str| {
        Button::post(label, INVITED_BY_DIRECTORY).with("company", company.id.to_string()).with("answer", word)
    };
    let facts = KeyValues::new()
        .row(t.msg_company(), Cell::text(company.name.as_str()))
        .row(t.msg_scim_invitation_until(), Cell::time(&format, row.ends_at));
    let buttons = [
        answer(t.msg_scim_invitation_accept(), "accept").primary(),
        answer(t.msg_scim_invitation_decline(), "decline"),
    ];
    let panel = Panel::new("").with(&facts).text(t.msg_scim_invitation_sees()).with(&Actions::new(buttons));
    visit.show(&Sheet::new(visit, title, head).narrow().with(&panel))
}

/// Answers it.
pub async fn submit(customer: Customer, Posted(form): Posted<Choice>) -> Result<Done, Halt> {
    let visit = &customer.visit;
    let company = Uuid::parse_str(&form.company).map_err(|_| Halt::NotFound)?;
    match answer_invitation(&visit.cx, company, form.answer == "accept").await.unless_broken()? {
        Ok(Some(word)) => Ok(visit.go(&format!("/c/{word}"))),
        Ok(None) => Ok(visit.go_saying(INVITED_BY_DIRECTORY, texts(visit.lang()).msg_scim_invitation_declined())),
        Err(refusal) => Err(Halt::refused(refusal)),
    }
}
