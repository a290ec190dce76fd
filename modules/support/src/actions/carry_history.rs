//! A person's history is carried over to their new account (SUP-16), after a check of who they are: their own requests, with everything in them.
//! What they asked in a company's name follows their membership ([`gatehouse_companies::actions::carry_over`]).

use super::index;
use crate::events::HISTORY_CARRIED;
use crate::model::places::REASON;
use crate::rights::{HistoryWrite, NotAllowed, may};
use crate::tables::{history_carry_over, request, request_event, request_file, request_message, request_person};
use gatehouse_accounts::contacts;
use gatehouse_context::{Cx, subject};
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use sea_orm::IntoActiveModel as _;
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect as _, QueryTrait as _};
use serde_json::json;

/// Why nothing was carried over.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum CarryRefusal {
    /// The member of the staff may not.
    NotAllowed(NotAllowed),
    /// One of the accounts does not exist, or both are the same.
    #[refusal(422, "history.accounts", refusal_history_accounts)]
    Accounts,
    /// How the identity was checked is missing.
    #[refusal(422, "history.reason", refusal_history_reason, field = "reason")]
    Reason,
}

/// What is carried over.
#[derive(Clone, Debug)]
pub struct CarryHistory {
    /// From this account.
    pub from: Uuid,
    /// To this one.
    pub to: Uuid,
    /// How the identity was checked.
    pub reason: String,
}

/// Carries it over; returns how many requests.
pub async fn carry_history(cx: &Cx, input: &CarryHistory) -> Outcome<u64, CarryRefusal> {
    let may = may::<HistoryWrite>(cx).or_refuse()?;
    let reason = input.reason.trim();
    if reason.is_empty() || reason.chars().nth(2_000).is_some() {
        return Err(refuse(CarryRefusal::Reason));
    }
    let tx = may.begin().await?;
    let found = contacts::contacts(cx, &*tx, &[input.from, input.to]).await?;
    if input.from == input.to || found.len() != 2 {
        return Err(refuse(CarryRefusal::Accounts));
    }
    let requests = carry(&tx, input.from, input.to).await?;
    let own = request::Entity::find().filter(request::Column::AccountId.eq(input.to));
    index::marked(cx, &tx, own.filter(request::Column::CompanyId.is_null())).await?;
    let id = cx.id();
    let key = subject::key(cx, &*tx, subject::INSTALLATION).await?;
    let row = history_carry_over::Model {
        id,
        from_account: Some(input.from),
        to_account: Some(input.to),
        reason_sealed: Some(key.seal(cx.app.random.as_ref(), REASON, id, reason.as_bytes())?),
        requests: i64::try_from(requests).map_err(Fault::from)?,
        done_by: cx.actor.id().unwrap_or_default(),
        done_at: cx.now(),
    };
    history_carry_over::Entity::insert(row.into_active_model()).exec_without_returning(&*tx).await?;
    let details = json!({ "requests": requests });
    cx.audit(&tx, HISTORY_CARRIED.about(input.to).of_account(input.to).with(details)).await?;
    tx.commit().await?;
    Ok(requests)
}

async fn carry(tx: &Tx, from: Uuid, to: Uuid) -> Result<u64, Fault> {
    let own = || {
        request::Entity::find()
            .select_only()
            .column(request::Column::Id)
            .filter(request::Column::AccountId.eq(from))
            .filter(request::Column::CompanyId.is_null())
            .into_query()
    };
    let to_them = || Expr::value(to);
    request_message::Entity::update_many()
        .col_expr(request_message::Column::AccountId, to_them())
        .filter(request_message::Column::RequestId.in_subquery(own()))
        .filter(request_message::Column::AccountId.eq(from))
        .exec(&**tx)
        .await?;
    request_file::Entity::update_many()
        .col_expr(request_file::Column::AccountId, to_them())
        .filter(request_file::Column::RequestId.in_subquery(own()))
        .filter(request_file::Column::AccountId.eq(from))
        .exec(&**tx)
        .await?;
    // Whom events name stays in their hash; the open column follows erasure alone.
    request_event::Entity::update_many()
        .col_expr(request_event::Column::ActorId, Expr::value(None::<Uuid>))
        .filter(request_event::Column::RequestId.in_subquery(own()))
        .filter(request_event::Column::ActorId.eq(from))
        .exec(&**tx)
        .await?;
    // Whoever read along in a request with the new account is its author now.
    request_person::Entity::delete_many()
        .filter(request_person::Column::RequestId.in_subquery(own()))
        .filter(request_person::Column::AccountId.eq(to))
        .exec(&**tx)
        .await?;
    request_person::Entity::update_many()
        .col_expr(request_person::Column::AccountId, to_them())
        .filter(request_person::Column::RequestId.in_subquery(own()))
        .filter(request_person::Column::AccountId.eq(from))
        .exec(&**tx)
        .await?;
    let moved = request::Entity::update_many()
        .col_expr(request::Column::AccountId, to_them())
        .filter(request::Column::AccountId.eq(from))
        .filter(request::Column::CompanyId.is_null())
        .exec(&**tx)
        .await?;
    Ok(moved.rows_affected)
}
