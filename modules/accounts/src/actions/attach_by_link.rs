//! Attaches an account elsewhere by the mailed link (ACC-8). It does so only in the browser that came from the service: a stranger who has
//! their own account there tell somebody else's address gains nothing by the owner's click. In any other browser the link proves a new
//! address, without the account elsewhere, and changes nothing of an account that exists.

use super::confirm::{activate, choose, forget_unproven};
use super::identities::{BUDGET, attach, without_two_step};
use super::known_browsers::Met;
use super::links::LINKS;
use super::locked;
use super::register_by_service::take_name;
use super::sign_in::{Entered, Here, let_in_by_link};
use crate::model::identity::Identity;
use crate::model::{State, TokenKind};
use crate::queries::identities::{WAITING, label};
use crate::queries::{browsers, links};
use crate::refusals::{BadLink, VisitorRefusal};
use crate::tables::{one_time_token, waiting_identity};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Actor, Fault, OrRefuse as _, Outcome, Secret, refuse};
use gatehouse_db::Tx;
use gatehouse_signin::Browser;
use sea_orm::entity::prelude::*;

/// What the link led to.
#[derive(Debug)]
pub enum Attached {
    /// It is attached, and this browser is let in; with what else the person should hear.
    Entered(Entered, Vec<String>),
    /// It is attached; somebody else is signed in here, who stays.
    SomebodyElse,
    /// Another browser, and a new address: this link sets its password; with what else the person should hear.
    ChoosePassword(Secret<String>, Vec<String>),
    /// Another browser, and an account: nothing was done, and the link still works where it was asked for.
    Elsewhere,
}

/// Uses the link up.
pub async fn attach_by_link(cx: &Cx, token: &str, browser: &Browser, here: &Here) -> Outcome<Attached, VisitorRefusal> {
    BUDGET.check(cx)?.or_refuse()?;
    let tx = cx.begin().await?;
    let link =
        links::find(cx, &*tx, token, &[TokenKind::Attach]).await.map_err(|stop| stop.map(VisitorRefusal::from))?;
    let id = link.account_id;
    let row = locked(&tx, id).await?.ok_or(BadLink::Unknown).or_refuse()?;
    let (is_here, is_new) = (links::is_of(cx, &link, browser), row.state != State::Active);
    if !is_here && !is_new {
        return Ok(Attached::Elsewhere);
    }
    let identity = waiting(cx, &tx, &link).await?.ok_or(BadLink::Unknown).or_refuse()?;
    // None: another request was faster.
    if LINKS.use_up(cx, &tx, token).await?.is_none() {
        return Err(refuse(BadLink::Used.into()));
    }
    let cx = &cx.acting_as(Actor::Account { id });
    let news = if is_new {
        forget_unproven(cx, &tx, id).await?;
        activate(cx, &tx, id, None).await?.unwrap_or_default()
    } else {
        Vec::new()
    };
    if !is_here {
        let link = choose(cx, &tx, id).await?;
        tx.commit().await?;
        return Ok(Attached::ChoosePassword(link, news));
    }
    if is_new {
        take_name(cx, &tx, id, &identity).await?;
    }
    without_two_step(&tx, id).await.map_err(|stop| stop.map(VisitorRefusal::from))?;
    attach(cx, &tx, &row, &identity, !is_new).await.map_err(|stop| stop.map(VisitorRefusal::from))?;
    let known = browsers::known(cx, id, here.device.as_deref()).await?;
    let here = Here { service: Some(label(cx, &identity.provider)), ..here.clone() };
    let entered = let_in_by_link(cx, &tx, &row, known.map_or(Met::New, Met::Before), &here).await?;
    tx.commit().await?;
    Ok(entered.map_or(Attached::SomebodyElse, |entered| Attached::Entered(entered, news)))
}

/// What waits with the link.
async fn waiting(cx: &Cx, tx: &Tx, link: &one_time_token::Model) -> Result<Option<Identity>, Fault> {
    let Some(row) = waiting_identity::Entity::find_by_id(link.id).one(&**tx).await? else { return Ok(None) };
    let key = subject::key(cx, &**tx, link.account_id).await?;
    let text = key.open_text(WAITING, link.id, &row.identity_sealed)?;
    Ok(Some(serde_json::from_str(&text)?))
}
