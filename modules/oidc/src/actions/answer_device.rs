//! Somebody connects a product with their account, or says that it is not theirs (RFC 8628 §3.3). They type its code, see what it told of itself,
//! and press a button: no address does it. Whose proof is older than twelve hours proves anew who they are.

use super::answer::{By, connected};
use super::exchange_device::APPROVED;
use super::start_device::{ABOUT, USER};
use crate::events;
use crate::model::acr::Acr;
use crate::model::client::Client;
use crate::model::device::{About, Approved, DeviceState, read_code};
use crate::model::terms;
use crate::queries::clients;
use crate::tables::device::{Column, Entity, Model};
use gatehouse_accounts::actions::hold_account::hold_account;
use gatehouse_accounts::queries::proofs;
use gatehouse_context::{Cx, sealed_token, subject};
use gatehouse_core::{Fault, Moment, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::{Budget, Limit, TooOften};
use gatehouse_signin::token;
use gatehouse_web::CustomerSession;
use sea_orm::QuerySelect as _;
use sea_orm::entity::prelude::*;

/// Codes that are typed, from one network: 10 at once, then one each 6 seconds.
pub const CODES: Budget = Budget::of_strangers(Limit { action: "oidc.user_code", burst: 10, seconds_each: 6 });
/// What the ticket between the two pages is sealed for.
const TICKET: &str = "oidc.device_ticket";

/// Why nothing was connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum DeviceRefusal {
    /// No product waits under this code.
    #[refusal(422, "oidc.wrong_code", refusal_wrong_code, field = "code")]
    WrongCode,
    /// It waits no longer, or somebody has decided.
    #[refusal(410, "oidc.device_over", refusal_device_over)]
    Over,
    /// The proof of who somebody is has to be given anew.
    #[refusal(403, "oidc.proof_due", refusal_proof_due)]
    ProofDue,
    /// Too many codes from this network.
    TooOften(TooOften),
}

/// A product that waits.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Its row.
    pub id: Uuid,
    /// The client.
    pub client: Client,
    /// What it told.
    pub about: About,
    /// From where it asked.
    pub network: Option<String>,
    /// When it began.
    pub began_at: Moment,
    /// The code, to be compared.
    pub code: String,
}

/// Looks a code up that somebody typed; answers what waits, and a ticket for the page that asks. Every code costs the budget of its network.
pub async fn look_up(cx: &Cx, typed: &str) -> Outcome<(Waiting, String), DeviceRefusal> {
    CODES.check(cx)?.or_refuse()?;
    let code = read_code(typed).ok_or(DeviceRefusal::WrongCode).or_refuse()?;
    let by_code = Entity::find().filter(Column::CodeHash.is_in(token::hashes(cx, USER, &code)));
    let row = by_code.one(cx.read()).await?.ok_or(DeviceRefusal::WrongCode).or_refuse()?;
    let text = format!("{} {code}", row.id);
    let waiting = opened(cx, row, code).await?.ok_or(DeviceRefusal::WrongCode).or_refuse()?;
    let ticket = sealed_token::seal(cx, TICKET, cx.now().plus(terms::DEVICE), text.as_bytes())?;
    Ok((waiting, ticket))
}

/// What waits behind a ticket.
pub async fn behind(cx: &Cx, ticket: &str) -> Result<Option<Waiting>, Fault> {
    let Some((id, code)) = read_ticket(cx, ticket) else { return Ok(None) };
    match Entity::find_by_id(id).one(cx.read()).await? {
        Some(row) => opened(cx, row, code).await,
        None => Ok(None),
    }
}

fn read_ticket(cx: &Cx, ticket: &str) -> Option<(Uuid, String)> {
    let text = String::from_utf8(sealed_token::open(cx, TICKET, terms::DEVICE, ticket)?).ok()?;
    let (id, code) = text.split_once(' ')?;
    Some((Uuid::parse_str(id).ok()?, code.to_owned()))
}

/// `None`: it waits no longer, or its client is switched off.
async fn opened(cx: &Cx, row: Model, code: String) -> Result<Option<Waiting>, Fault> {
    if !waits(&row, cx.now()) {
        return Ok(None);
    }
    let Some(client) = clients::by_id(cx, cx.read(), row.client).await? else { return Ok(None) };
    let key = subject::key(cx, cx.read(), subject::INSTALLATION).await?;
    let about = serde_json::from_slice(&key.open(ABOUT, row.id, &row.about_sealed)?)?;
    Ok(Some(Waiting { id: row.id, client, about, network: row.network, began_at: row.created_at, code }))
}

fn waits(row: &Model, now: Moment) -> bool {
    row.state == DeviceState::Waiting && row.expires_at > now
}

/// Connects it (`yes`), or says that it is not theirs.
pub async fn answer_device(cx: &Cx, ticket: &str, session: &CustomerSession, yes: bool) -> Outcome<(), DeviceRefusal> {
    let (id, _) = read_ticket(cx, ticket).ok_or(DeviceRefusal::Over).or_refuse()?;
    let tx = cx.begin().await?;
    let contact = hold_account(cx, &tx, session.account).await?.ok_or(DeviceRefusal::Over).or_refuse()?;
    let row = Entity::find_by_id(id).lock_exclusive().one(&*tx).await?;
    let row = row.filter(|row| waits(row, cx.now())).ok_or(DeviceRefusal::Over).or_refuse()?;
    let client = clients::by_id(cx, &*tx, row.client).await?.ok_or(DeviceRefusal::Over).or_refuse()?;
    let event = if yes {
        let approved = approved(cx, &tx, &row, session).await?;
        connected(cx, &tx, (&client, By::Code), session.account, &approved.scope, &contact.to).await?;
        decide(cx, &tx, &row, DeviceState::Approved, Some(&approved)).await?;
        events::DEVICE_CONNECTED
    } else {
        decide(cx, &tx, &row, DeviceState::Denied, None).await?;
        events::REFUSED
    };
    cx.audit(&tx, event.about(client.id).of_account(session.account)).await?;
    tx.commit().await?;
    Ok(())
}

async fn approved(cx: &Cx, tx: &Tx, row: &Model, session: &CustomerSession) -> Outcome<Approved, DeviceRefusal> {
    let proven = proofs::of_session(&**tx, session.id, cx.now()).await?.ok_or(DeviceRefusal::ProofDue).or_refuse()?;
    if !proven.at.was_within(cx.now(), terms::DEVICE_PROOF) {
        return Err(refuse(DeviceRefusal::ProofDue));
    }
    let key = subject::key(cx, &**tx, subject::INSTALLATION).await?;
    let about: About = serde_json::from_slice(&key.open(ABOUT, row.id, &row.about_sealed)?)?;
    Ok(Approved {
        account: session.account,
        scope: about.scope,
        proven_at: proven.at.0,
        acr: if proven.by_factor { Acr::TwoStep } else { Acr::Single },
    })
}

async fn decide(cx: &Cx, tx: &Tx, row: &Model, state: DeviceState, approved: Option<&Approved>) -> Result<(), Fault> {
    let key = subject::key(cx, &**tx, subject::INSTALLATION).await?;
    let sealed = match approved {
        Some(approved) => Some(key.seal(cx.app.random.as_ref(), APPROVED, row.id, &serde_json::to_vec(approved)?)?),
        None => None,
    };
    Entity::update_many()
        .col_expr(Column::State, Expr::value(state))
        .col_expr(Column::AccountId, Expr::value(approved.map(|approved| approved.account)))
        .col_expr(Column::ApprovedSealed, Expr::value(sealed))
        .filter(Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    Ok(())
}
