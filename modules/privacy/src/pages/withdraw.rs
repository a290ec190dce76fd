//! `/account/statements/{id}/withdraw`: takes back what was accepted of a statement, and says before what ends with it (PRI-4, PRI-7).

use super::parts::crumbs;
use super::{DECLINED, PRIVACY};
use crate::actions::withdraw_consent::withdraw_consent;
use crate::queries::standing::{due, standings, texts_for};
use crate::texts;
use gatehouse_web::frames::{Panel, PanelForm, Points, Sheet};
use gatehouse_web::query::Ids;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, UnlessBroken as _};

/// What will end.
pub(super) async fn ask(customer: Customer, Ids([statement]): Ids<1>) -> Result<Done, Halt> {
    let (visit, session, lang) = (&customer.visit, &customer.session, customer.visit.lang());
    let t = texts(lang);
    let standings = standings(&visit.cx, session.account, session.country.as_deref()).await?;
    let standing = standings.into_iter().find(|standing| standing.version.statement == statement);
    let standing = standing.ok_or(Halt::NotFound)?;
    if !standing.is_accepted() {
        return Ok(visit.go(PRIVACY));
    }
    let version = &standing.version;
    let title = texts_for(&visit.cx, &[version.version], lang).await?.remove(&version.version);
    let title = title.map(|text| text.title).unwrap_or_default();
    let ends = if version.required && standing.is_here {
        vec![t.msg_withdraw_closes(), t.msg_withdraw_sessions(), t.msg_withdraw_licenses(), t.msg_withdraw_past()]
    } else {
        vec![t.msg_withdraw_optional(), t.msg_withdraw_past()]
    };
    let form = PanelForm::new("")
        .unguarded()
        .field(&Points::new(t.msg_withdraw_what(), ends))
        .button(Button::submit(t.msg_withdraw_button()).danger())
        .button(Button::link(t.msg_cancel(), PRIVACY));
    let head = PageHead::new(t.msg_withdraw_title()).lede(title).crumbs(lang, crumbs(lang));
    visit.show(&Sheet::new(visit, t.msg_withdraw_title(), head).narrow().with(&Panel::new("").danger().with(&form)))
}

/// Does it.
pub(super) async fn withdraw(customer: Customer, Ids([statement]): Ids<1>) -> Result<Done, Halt> {
    let (visit, session) = (&customer.visit, &customer.session);
    if let Err(refusal) = withdraw_consent(&visit.cx, statement).await.unless_broken()? {
        return Err(Halt::refused(refusal));
    }
    if due(&visit.cx, session.account, session.country.as_deref()).await?.is_empty() {
        return Ok(visit.go_saying(PRIVACY, texts(visit.lang()).msg_withdrawn_done()));
    }
    Ok(visit.go(DECLINED))
}
