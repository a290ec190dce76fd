//! A product asks whether its user has connected it (RFC 8628 §3.4), and gets its tokens once. For thirty seconds a repeated question is answered
//! with the same refresh token: the answer may have been lost.

use super::answer::{NewFamily, subject_of};
use super::start_device::DEVICE;
use super::tokens::{Of, Tokens, make, new_refresh};
use crate::model::client::Client;
use crate::model::device::{Approved, DeviceState};
use crate::model::problem::{Code, Problem};
use crate::model::terms;
use crate::queries::families::is_live;
use crate::queries::keys::{Keys, keys};
use crate::queries::{apps, tokens};
use crate::tables::device::{Column, Entity, Model};
use crate::tables::{family, refresh};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, SECOND, Secret, refuse};
use gatehouse_db::Tx;
use gatehouse_signin::{bound_token, token};
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// Where it is sealed what was allowed.
pub(super) const APPROVED: &str = "oidc_device.approved_sealed";
const NEXT: &str = "oidc_device.next_sealed";
const NONE: Problem = Problem::grant("the device code is unknown, was used, or is another client's");

/// Gives the tokens. `jkt`: the thumbprint of the key that the product has proven.
pub async fn exchange_device(cx: &Cx, client: &Client, code: &str, jkt: Option<String>) -> Outcome<Tokens, Problem> {
    let keys = keys(cx).await?;
    let tx = cx.begin().await?;
    let row = find(cx, &tx, client, code).await?.ok_or(NONE).or_refuse()?;
    if let Some(at) = row.used_at {
        let is_again = at.was_within(cx.now(), terms::GRACE);
        return if is_again { again(cx, &tx, client, &row, &keys, jkt).await } else { Err(refuse(NONE)) };
    }
    if row.expires_at <= cx.now() {
        return Err(refuse(Problem::new(Code::ExpiredToken, "the device code has ended")));
    }
    match row.state {
        DeviceState::Denied => Err(refuse(Problem::new(Code::AccessDenied, "the person said no"))),
        DeviceState::Waiting => {
            let problem = polled(cx, &tx, &row).await?;
            tx.commit().await?;
            Err(refuse(problem))
        }
        DeviceState::Approved => {
            let tokens = given(cx, &tx, client, &row, &keys, jkt).await?;
            tx.commit().await?;
            Ok(tokens)
        }
    }
}

/// The row, held; `None`: there is none for this client.
async fn find(cx: &Cx, tx: &Tx, client: &Client, code: &str) -> Result<Option<Model>, Fault> {
    if !bound_token::is_plausible(code) {
        return Ok(None);
    }
    let hashes = token::hashes(cx, DEVICE, code);
    let own = Entity::find().filter(Column::DeviceHash.is_in(hashes)).filter(Column::Client.eq(client.id));
    let row = own.lock_exclusive().one(&**tx).await?;
    Ok(row.filter(|row| bound_token::is_for(cx, DEVICE, code, row.id, &client.id.to_string())))
}

/// Notes the question; one that comes too early makes the pause longer (§3.5).
async fn polled(cx: &Cx, tx: &Tx, row: &Model) -> Result<Problem, Fault> {
    let is_early = row.polled_at.is_some_and(|at| at.was_within(cx.now(), row.pause * SECOND));
    let pause = if is_early { row.pause + terms::PAUSE } else { row.pause };
    Entity::update_many()
        .col_expr(Column::PolledAt, Expr::value(cx.now()))
        .col_expr(Column::Pause, Expr::value(pause))
        .filter(Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    Ok(if is_early {
        Problem::new(Code::SlowDown, "wait five seconds longer from now on")
    } else {
        Problem::new(Code::AuthorizationPending, "nobody has decided yet")
    })
}

async fn given(
    cx: &Cx,
    tx: &Tx,
    client: &Client,
    row: &Model,
    keys: &Keys,
    jkt: Option<String>,
) -> Outcome<Tokens, Problem> {
    let sealing = subject::key(cx, &**tx, subject::INSTALLATION).await?;
    let sealed = row.approved_sealed.as_deref().ok_or(NONE).or_refuse()?;
    let approved: Approved = serde_json::from_slice(&sealing.open(APPROVED, row.id, sealed)?)?;
    // Disconnected meanwhile.
    let app = apps::find(&**tx, approved.account, client.id).await?.ok_or(NONE).or_refuse()?;
    let sub = subject_of(cx, tx, approved.account).await?;
    let family = NewFamily {
        app: app.id,
        account: approved.account,
        client: client.id,
        session: None,
        scope: &approved.scope,
        proven_at: approved.proven(),
        acr: approved.acr,
        jkt,
        is_offline: true,
    };
    let family = family.insert(cx, tx).await?;
    let next = new_refresh(cx, tx, &family).await?;
    let kept = sealing.seal(cx.app.random.as_ref(), NEXT, row.id, next.expose().as_bytes())?;
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(cx.now()))
        .col_expr(Column::NextSealed, Expr::value(kept))
        .filter(Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    let of = Of { client, family: &family, sub: &sub, scope: &family.allowed, nonce: None };
    Ok(make(cx, keys, &of, Some(next))?)
}

async fn again(
    cx: &Cx,
    tx: &Tx,
    client: &Client,
    row: &Model,
    keys: &Keys,
    jkt: Option<String>,
) -> Outcome<Tokens, Problem> {
    let sealing = subject::key(cx, &**tx, subject::INSTALLATION).await?;
    let sealed = row.next_sealed.as_deref().ok_or(NONE).or_refuse()?;
    let next = Secret::new(sealing.open_text(NEXT, row.id, sealed)?);
    let found = tokens::refresh(cx, &**tx, next.expose()).await?;
    // Whoever has used it has got it: the code gives nothing any more.
    let is_new = |(row, family): &(refresh::Model, family::Model)| row.used_at.is_none() && is_live(family, cx.now());
    let (_, family) = found.filter(is_new).ok_or(NONE).or_refuse()?;
    if family.jkt != jkt {
        return Err(refuse(Problem::new(Code::InvalidDpopProof, "the token is bound to another key")));
    }
    let sub = subject_of(cx, tx, family.account_id).await?;
    let of = Of { client, family: &family, sub: &sub, scope: &family.allowed, nonce: None };
    Ok(make(cx, keys, &of, Some(next))?)
}
