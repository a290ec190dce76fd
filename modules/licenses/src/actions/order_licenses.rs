//! An order is recorded together with its licenses: who bought, and what, in one transaction (LIC-3).

use super::create_order::{self, CreateOrder, OrderRefusal};
use super::issue::{self, Issue, Issued};
use crate::rights::{OrdersWrite, may};
use gatehouse_catalog::model::input::Reader;
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Uuid};

/// What is recorded.
#[derive(Clone, Debug, Default)]
pub struct OrderLicenses {
    /// The order.
    pub order: CreateOrder,
    /// What was bought, whatever order it names; `None`: codes are issued later.
    pub licenses: Option<Issue>,
}

/// What was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The order.
    pub order: Uuid,
    /// What was issued under it.
    pub issued: Option<Issued>,
}

/// Records the order and issues its licenses, or does neither. What is wrong with either of them is told at once.
pub async fn order_licenses(cx: &Cx, input: &OrderLicenses) -> Outcome<Recorded, OrderRefusal> {
    may::<OrdersWrite>(cx).or_refuse()?;
    let id = cx.id();
    let mut reader = Reader::default();
    let order = create_order::read(cx, &mut reader, &input.order).await?;
    let batch = match &input.licenses {
        Some(bought) => issue::read(cx, &mut reader, &Issue { order: id, ..bought.clone() }).await?,
        None => None,
    };
    reader.finish(()).or_refuse()?;
    let tx = cx.begin().await?;
    create_order::insert(cx, &tx, id, order).await?;
    let issued = match &batch {
        Some(batch) => issue::issue_under(cx, &tx, batch).await?,
        None => None,
    };
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(Recorded { order: id, issued })
}
