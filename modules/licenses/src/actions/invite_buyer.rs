//! The buyer of an order sets a first password by a mailed link (ACC-3).
//!
//! What is issued under an order of the shop comes with such a link, in the mail with the codes, where the buyer has no account yet:
//! [`first_password`]. It can be mailed again by itself. The licenses are in the account as soon as the link has proven the address
//! ([`super::attach_bought`]); until then the order keeps waiting for its buyer, also when nobody ever sets a password.

use crate::events;
use crate::model::order::Source;
use crate::queries::recipients;
use crate::rights::{InviteBuyers, NotAllowed, may};
use crate::tables::purchase;
use gatehouse_accounts::actions::create_invited::{Invited, create_invited};
use gatehouse_accounts::actions::invite;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use gatehouse_db::Tx;
use gatehouse_guard::limit::{self, Limit};
use sea_orm::entity::prelude::*;

/// Three at once, then one an hour for an order: nobody's mailbox is flooded.
const PER_ORDER: Limit = Limit { action: "licenses.invite_buyer", burst: 3, seconds_each: 3_600 };

/// Why no link was mailed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Refusal)]
pub enum InviteRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// No such order.
    #[refusal(404, "order.unknown", refusal_order_unknown)]
    UnknownOrder,
    /// The order names no buyer's address, or it is forgotten.
    #[refusal(422, "order.nobody_to_mail", refusal_invite_nobody)]
    NobodyToMail,
    /// The buyer has an account that is in use.
    #[refusal(422, "order.buyer_has_account", refusal_invite_has_account)]
    HasAccount,
    /// Mailed several times just now.
    #[refusal(429, "rate.limited", refusal_invite_too_often, again = *after)]
    TooOften {
        /// Seconds until the next one.
        after: u32,
    },
}

/// The account of an order's buyer that waits for its first password, with a new link to set it; made where there is none. `None`: the
/// buyer has an account, or is none of the shop's. The caller does not hold the order yet.
pub(crate) async fn first_password(cx: &Cx, tx: &Tx, order: &purchase::Model) -> Result<Option<Invited>, Fault> {
    if order.source != Source::Shop || order.buyer_account.is_some() {
        return Ok(None);
    }
    let Some(buyer) = recipients::buyer(cx, &**tx, order).await? else { return Ok(None) };
    create_invited(cx, tx, &buyer.email, buyer.lang).await
}

/// Mails the link again, or for the first time where somebody else than the shop recorded the order; returns the order.
pub async fn invite_buyer(cx: &Cx, id: Uuid) -> Outcome<Uuid, InviteRefusal> {
    may::<InviteBuyers>(cx).or_refuse()?;
    let order = purchase::Entity::find_by_id(id).one(cx.read()).await?;
    let order = order.ok_or(InviteRefusal::UnknownOrder).or_refuse()?;
    if order.buyer_account.is_some() {
        return Err(refuse(InviteRefusal::HasAccount));
    }
    let buyer = recipients::buyer(cx, cx.read(), &order).await?.ok_or(InviteRefusal::NobodyToMail).or_refuse()?;
    if let Err(limit::TooOften { after }) = limit::check_key(cx, PER_ORDER, &id.to_string())? {
        return Err(refuse(InviteRefusal::TooOften { after }));
    }
    let tx = cx.begin().await?;
    if !invite::invite_buyer(cx, &tx, &buyer.email, buyer.lang).await? {
        return Err(refuse(InviteRefusal::HasAccount));
    }
    cx.audit(&tx, events::BUYER_INVITED.about(id)).await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(id)
}
