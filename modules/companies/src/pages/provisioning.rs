//! Provisioning by SCIM 2.0 (COM-14): where the directory connects, its two tokens, and the log of what it did.

use super::own_sign_in::{Tab, company, sheet};
use crate::actions::scim::tokens::{end_token, make_token};
use crate::lists::ScimLog;
use crate::queries::scim::tokens;
use crate::rights::Owner;
use crate::sessions::inside;
use crate::texts;
use gatehouse_core::{Refusal as _, Secret, Uuid};
use gatehouse_web::frames::{Panel, Sheet};
use gatehouse_web::list::{Listed, file as list_file};
use gatehouse_web::query::Asked;
use gatehouse_web::view::*;
use gatehouse_web::{Customer, Done, Halt, Posted, UnlessBroken as _};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct OfToken {
    token: String,
}

/// Shows the address and the tokens.
pub async fn page(customer: Customer) -> Result<Done, Halt> {
    let page = whole(&customer).await?;
    customer.visit.show(&page)
}

/// Makes a token, and shows it this once.
pub async fn make(customer: Customer) -> Result<Done, Halt> {
    inside::<Owner>(&customer).await?;
    customer.elevated()?;
    let visit = &customer.visit;
    match make_token(&visit.cx, company(&customer)?).await.unless_broken()? {
        Ok(token) => Ok(visit.show(&made(&customer, &token))?.secret()),
        Err(refusal) => Ok(visit.go_saying(&Tab::Provisioning.address(&customer), refusal.text(visit.lang()))),
    }
}

/// Ends a token.
pub async fn end(customer: Customer, Posted(form): Posted<OfToken>) -> Result<Done, Halt> {
    inside::<Owner>(&customer).await?;
    customer.elevated()?;
    let visit = &customer.visit;
    let token = Uuid::parse_str(&form.token).map_err(|_| Halt::NotFound)?;
    end_token(&visit.cx, company(&customer)?, token).await?;
    Ok(visit.go_saying(&Tab::Provisioning.address(&customer), texts(visit.lang()).msg_scim_token_ended()))
}

/// The form posts to an address that has no page of its own.
pub async fn up(customer: Customer) -> Done {
    customer.visit.go(&Tab::Provisioning.address(&customer))
}

fn base(customer: &Customer) -> String {
    format!("{}/scim/v2", customer.visit.cx.app.settings.origin)
}

fn made(customer: &Customer, token: &Secret<String>) -> Sheet {
    let t = texts(customer.visit.lang());
    let lang = customer.visit.lang();
    let panel = Panel::new(t.msg_scim_token_new())
        .with(&CopyCode::new(lang, token.expose().as_str()).big())
        .with(&CopyBlock::new(lang, t.msg_scim_base(), base(customer)))
        .with(&Button::link(t.msg_scim_token_kept(), Tab::Provisioning.address(customer)).primary());
    sheet(customer, Tab::Provisioning, &FormErrors::new()).notices([Notice::warn(t.msg_scim_token_once())]).with(&panel)
}

async fn whole(customer: &Customer) -> Result<Sheet, Halt> {
    let by = inside::<Owner>(customer).await?;
    let visit = &customer.visit;
    let (lang, t, format) = (visit.lang(), texts(visit.lang()), visit.format());
    let all = tokens(&visit.cx, &by).await?;
    let heads = [
        Head::new(t.msg_scim_token_made()),
        Head::new(t.msg_scim_token_ends()),
        Head::new(t.msg_scim_token_used()),
        Head::actions(lang),
    ];
    let end = customer.scope.path("/settings/provisioning/end");
    let rows = all.iter().map(|row| {
        let made = format.date_time(row.created_at);
        [
            Cell::text(made.as_str()),
            row.ends_at.map_or_else(Cell::none, |at| Cell::date(&format, at)),
            row.used_at.map_or_else(Cell::none, |at| Cell::time(&format, at)),
            Cell::actions([Button::post(t.msg_scim_token_end(), end.as_str())
                .with("token", row.id.to_string())
                .about(made)
                .danger()]),
        ]
    });
    let table = Table::new(t.msg_scim_tokens(), heads).rows(rows);
    let make = Button::post(t.msg_scim_token_make(), Tab::Provisioning.address(customer)).icon(Icon::Plus);
    let make = (all.len() < 2).then_some(make);
    let tokens = Panel::new(t.msg_scim_tokens()).button(make).table_or(table, t.msg_scim_tokens_none());
    let connect = Panel::new(t.msg_scim_connect()).text(t.msg_scim_connect_text()).with(&CopyBlock::new(
        lang,
        t.msg_scim_base(),
        base(customer),
    ));
    let rules = Panel::new(t.msg_scim_rules())
        .text(t.msg_scim_rules_domains())
        .text(t.msg_scim_rules_accounts())
        .text(t.msg_scim_rules_owner());
    Ok(sheet(customer, Tab::Provisioning, &FormErrors::new()).with(&connect).with(&tokens).with(&rules))
}

/// Shows a page of what the directory did.
pub async fn log(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    let list = ScimLog::of(inside(&customer).await?, &customer.scope);
    let visit = &customer.visit;
    let t = texts(visit.lang());
    let head = PageHead::new(t.msg_scim_log()).lede(t.msg_scim_log_lede());
    Listed::of_address(visit, list, &asked).await?.show(visit, head)
}

/// The same as a file.
pub async fn log_file(customer: Customer, asked: Asked) -> Result<Done, Halt> {
    list_file(&customer.visit, ScimLog::of(inside(&customer).await?, &customer.scope), &asked).await
}
