//! An order names its seller (LIC-35), also one that was recorded before sellers were, or with the wrong one.

use crate::events;
use crate::queries::sellers;
use crate::rights::{NotAllowed, OrdersWrite, may};
use crate::tables::purchase::{Column, Entity};
use gatehouse_catalog::model::input::{Invalid, Wrong, invalid};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Uuid, refuse};
use sea_orm::ExprTrait;
use sea_orm::entity::prelude::*;

/// Which seller sold it.
#[derive(Clone, Debug, Default)]
pub struct NameSeller {
    /// The order.
    pub order: Uuid,
    /// The seller's code or id; empty: none that is known.
    pub seller: String,
    /// The order's version that the clerk looked at; `None`: whatever it is at.
    pub expected: Option<i64>,
}

/// Why the order names the one of before.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum NameSellerRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// No such order.
    #[refusal(404, "order.unknown", refusal_order_unknown)]
    UnknownOrder,
    /// No such seller.
    Invalid(Invalid),
    /// Somebody else changed the order meanwhile.
    #[refusal(412, "order.changed_meanwhile", refusal_changed_meanwhile)]
    Stale,
}

/// Names the seller of an order; returns the order's id.
pub async fn name_seller(cx: &Cx, input: &NameSeller) -> Outcome<Uuid, NameSellerRefusal> {
    may::<OrdersWrite>(cx).or_refuse()?;
    let Some(order) = Entity::find_by_id(input.order).one(cx.read()).await? else {
        return Err(refuse(NameSellerRefusal::UnknownOrder));
    };
    let seller = match input.seller.trim() {
        "" => None,
        // One that sells no more stays with its orders.
        named => match sellers::named(cx, named).await? {
            Some(seller) if seller.archived_at.is_none() || order.seller_id == Some(seller.id) => Some(seller.id),
            _ => return Err(refuse(invalid("seller", Wrong::Unknown).into())),
        },
    };
    let tx = cx.begin().await?;
    let mut update = Entity::update_many()
        .col_expr(Column::SellerId, Expr::value(seller))
        .col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1))
        .filter(Column::Id.eq(input.order));
    if let Some(version) = input.expected {
        update = update.filter(Column::Version.eq(version));
    }
    if update.exec(&*tx).await?.rows_affected == 0 {
        return Err(refuse(NameSellerRefusal::Stale));
    }
    cx.audit(&tx, events::ORDER_SELLER_NAMED.about(input.order).with(serde_json::json!({ "seller": seller }))).await?;
    cx.once(&tx, input.order).await?;
    tx.commit().await?;
    Ok(input.order)
}
