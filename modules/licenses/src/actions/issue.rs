//! Codes are issued under an order (LIC-3).
//!
//! Up to 100 are made at once: they exist when the action returns, are mailed to the buyer, and stand in their account when
//! they have one. More are made by the job `licenses.issue_batch`, up to 1,000,000 in one batch. Both are rows of
//! `issue_batch`, so that a repeated request finds what the first one made.

mod bought;
pub mod codes;
mod rows;

pub(crate) use rows::{finish, free_numbers, store_rows};

use super::attach_bought::hold;
use super::invite_buyer::first_password;
use crate::events;
use crate::mails;
use crate::mails::codes::{Bought, CodesMail};
use crate::model::license::Kind;
use crate::model::order::{AT_ONCE, BatchState};
use crate::queries::recipients;
use crate::rights::{NotAllowed, OrdersWrite, may};
use crate::signals::LicenseBought;
use crate::tables::{issue_batch, license, purchase};
use gatehouse_accounts::actions::create_invited::Invited;
use gatehouse_accounts::contacts;
use gatehouse_catalog::model::input::{Invalid, Reader, Wrong, invalid, number};
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, Moment, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_jobs::{NewJob, enqueue};
use gatehouse_mail::Recipient;
use sea_orm::entity::prelude::*;
use sea_orm::{ExprTrait, IntoActiveModel as _, QuerySelect as _};
use serde::Deserialize;
use utoipa::ToSchema;

/// The most codes of one batch.
pub const MOST: i64 = 1_000_000;
/// The job that makes a batch.
pub const JOB: &str = "licenses.issue_batch";

/// What to issue.
// Numbers are text here, so that a form and a JSON body are checked alike.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewLicenses, example = json!({"product": "home-security", "edition": "family", "term": "1-year", "seats": 5}))]
pub struct Issue {
    /// The order, which a program names in the address.
    #[serde(skip)]
    #[schema(ignore)]
    pub order: Uuid,
    /// The code of an offer, which says product, edition, term and kind; the fewest of its seats when `seats` is missing.
    #[serde(default)]
    #[schema(max_length = 64)]
    pub offer: String,
    /// The product's code; needed without an offer, as are edition, term and seats.
    #[serde(default)]
    #[schema(max_length = 64, pattern = "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]
    pub product: String,
    /// The edition's code.
    #[serde(default)]
    #[schema(max_length = 64, pattern = "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]
    pub edition: String,
    /// The term's code.
    #[serde(default)]
    #[schema(max_length = 64, pattern = "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$")]
    pub term: String,
    /// Devices at once, 1 to 100,000.
    #[serde(default, deserialize_with = "number")]
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 100_000)]
    pub seats: String,
    /// `commercial` when missing.
    #[serde(default)]
    #[schema(value_type = Kind)]
    pub kind: String,
    /// The last day of activation (in the vendor's zone), or a moment (RFC 3339).
    #[serde(default)]
    #[schema(max_length = 40)]
    pub activate_by: String,
    /// 1 (when missing) to 1,000,000; more than 100 are made in the background.
    #[serde(default, deserialize_with = "number")]
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 1_000_000)]
    pub quantity: String,
}

/// What was issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// The batch.
    pub batch: Uuid,
    /// How many codes.
    pub total: i64,
    /// Whether they exist already.
    pub done: bool,
}

/// Why nothing was issued.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum IssueRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// No such order.
    #[refusal(404, "order.unknown", refusal_order_unknown)]
    UnknownOrder,
    /// Fields are wrong.
    Invalid(Invalid),
}

/// Issues codes under an order.
pub async fn issue(cx: &Cx, input: &Issue) -> Outcome<Issued, IssueRefusal> {
    may::<OrdersWrite>(cx).or_refuse()?;
    if purchase::Entity::find_by_id(input.order).one(cx.read()).await?.is_none() {
        return Err(refuse(IssueRefusal::UnknownOrder));
    }
    let mut reader = Reader::default();
    let batch = read(cx, &mut reader, input).await?;
    reader.finish(()).or_refuse()?;
    let batch = batch.ok_or(invalid("product", Wrong::Unknown)).or_refuse()?;
    let tx = cx.begin().await?;
    let Some(issued) = issue_under(cx, &tx, &batch).await? else { return Err(refuse(IssueRefusal::UnknownOrder)) };
    cx.once(&tx, batch.id).await?;
    tx.commit().await?;
    Ok(issued)
}

/// Issues a batch under its order; `None` when there is no such order.
pub(super) async fn issue_under(cx: &Cx, tx: &Tx, batch: &issue_batch::Model) -> Result<Option<Issued>, Fault> {
    let at_once = batch.total <= AT_ONCE;
    let Some(order) = purchase::Entity::find_by_id(batch.purchase_id).one(&**tx).await? else { return Ok(None) };
    // Before the order is held: whoever proves an address holds the account first.
    let invited = if at_once { first_password(cx, tx, &order).await? } else { None };
    // Held, so that a buyer who confirms their address meanwhile gets these licenses there or here, once.
    let held = purchase::Entity::find_by_id(batch.purchase_id).lock_exclusive().one(&**tx).await?;
    let Some(order) = held else { return Ok(None) };
    // A buyer who registered after buying is found by their address.
    let buyer = match recipients::buyer(cx, &**tx, &order).await? {
        Some(who) if who.account.is_none() => contacts::recipient_at(cx, &**tx, &who.email).await?.or(Some(who)),
        other => other,
    };
    if let (None, Some(account)) = (order.buyer_account, buyer.as_ref().and_then(|b| b.account)) {
        know_buyer(tx, order.id, account).await?;
    }
    issue_batch::Entity::insert(batch.clone().into_active_model()).exec_without_returning(&**tx).await?;
    if at_once {
        let key = subject::key(cx, &**tx, order.id).await?;
        let rows = store_rows(cx, tx, batch, &key, usize::try_from(batch.total).unwrap_or(0)).await?;
        if let Some(account) = buyer.as_ref().and_then(|b| b.account) {
            let licenses: Vec<Uuid> = rows.iter().map(|row| row.license).collect();
            hold(cx, tx, account, &licenses, events::ADDED).await?;
        }
        finish(cx, tx, batch.id, 0, batch.total, batch.total).await?;
        if let Some(buyer) = &buyer {
            let codes = rows.iter().map(|row| row.code.to_string()).collect();
            let license = rows.first().map(|row| row.license);
            mail_codes(cx, tx, (buyer, invited.as_ref()), &order, codes, license).await?;
        }
    } else {
        let mut job = NewJob::new(JOB, serde_json::json!({ "batch": batch.id }));
        job.dedup = Some(format!("{JOB} {}", batch.id));
        enqueue(cx, tx, job).await?;
    }
    if matches!(batch.kind, Kind::Commercial | Kind::Subscription)
        && let Some(buyer) = buyer
    {
        let bought = LicenseBought { product: batch.product_id, account: buyer.account, email: Some(buyer.email) };
        cx.raise(tx, bought).await?;
    }
    let details = serde_json::json!({ "batch": batch.id, "total": batch.total, "seats": batch.seats });
    cx.audit(tx, events::ISSUED.about(order.id).with(details)).await?;
    Ok(Some(Issued { batch: batch.id, total: batch.total, done: at_once }))
}

/// Mails the codes of a batch; `license` is one of its licenses, which are alike. A buyer without an account gets the link of the one
/// that was made for them.
async fn mail_codes(
    cx: &Cx,
    tx: &Tx,
    (to, invited): (&Recipient, Option<&Invited>),
    order: &purchase::Model,
    codes: Vec<String>,
    license: Option<Uuid>,
) -> Result<(), Fault> {
    let Some(license) = license else { return Ok(()) };
    let license =
        license::Entity::find_by_id(license).one(&**tx).await?.ok_or_else(|| Fault::new("no license was made"))?;
    let bought = Bought::of(tx, &license).await?;
    mails::codes::queue(cx, tx, CodesMail { to, order, bought: &bought, codes, invited }).await
}

/// The batch as it will be stored; `None` only where something is wrong, which `reader` is told.
pub(super) async fn read(cx: &Cx, reader: &mut Reader, input: &Issue) -> Result<Option<issue_batch::Model>, Fault> {
    let zone = cx.app.settings.vendor_zone();
    let bought = bought::read(cx, reader, input).await?;
    let total = reader.optional_number("quantity", &input.quantity, 1, MOST).unwrap_or(1);
    let activate_by = reader.end_of_day("activate_by", &input.activate_by, &zone);
    if activate_by.is_some_and(|by| by <= cx.now()) {
        reader.wrong("activate_by", Wrong::Past);
    }
    let Some(bought) = bought else { return Ok(None) };
    Ok(Some(issue_batch::Model {
        id: cx.id(),
        purchase_id: input.order,
        product_id: bought.product,
        edition_id: bought.edition,
        edition_rev: bought.edition_rev,
        offer_rev_id: bought.offer_rev,
        term_id: bought.term.id,
        kind: bought.kind,
        seats: bought.seats,
        activate_by,
        total,
        done: 0,
        state: BatchState::Running,
        created_by_kind: cx.actor.kind().to_owned(),
        created_by_id: cx.actor.id(),
        created_at: cx.now(),
        finished_at: None,
    }))
}

/// The order knows the buyer's account from now on, so that its erasure reaches it.
async fn know_buyer(tx: &Tx, order: Uuid, account: Uuid) -> Result<(), Fault> {
    purchase::Entity::update_many()
        .col_expr(purchase::Column::BuyerAccount, Expr::value(account))
        .col_expr(purchase::Column::UnclaimedSince, Expr::value(None::<Moment>))
        .col_expr(purchase::Column::Version, ExprTrait::add(Expr::col(purchase::Column::Version), 1))
        .filter(purchase::Column::Id.eq(order))
        .exec(&**tx)
        .await?;
    Ok(())
}
