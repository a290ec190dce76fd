//! A seller is added (LIC-35): a shop or partner with the ways to reach it. Orders name it from then on.

use crate::events;
use crate::model::seller::{SellerEntry, read};
use crate::rights::{NotAllowed, SellersWrite, may};
use crate::tables::seller::{ActiveModel, Entity};
use gatehouse_catalog::model::input::{Invalid, Reader, Wrong, invalid};
use gatehouse_context::Cx;
use gatehouse_core::{OrRefuse as _, Outcome, Refusal, Stop, Uuid, refuse};
use gatehouse_db::Unique;
use sea_orm::entity::prelude::*;
use sea_orm::{DbErr, Set};

const CODE: Unique = Unique { name: "seller_code", columns: "seller.code" };

/// Why a seller was not added or changed.
#[derive(Clone, Debug, PartialEq, Eq, Refusal)]
pub enum SellerRefusal {
    /// Neither role nor scope.
    NotAllowed(NotAllowed),
    /// No such seller.
    #[refusal(404, "seller.unknown", refusal_seller_unknown)]
    Unknown,
    /// Fields are wrong.
    Invalid(Invalid),
    /// Somebody else changed it meanwhile.
    #[refusal(412, "seller.changed_meanwhile", refusal_changed_meanwhile)]
    Stale,
}

/// Adds a seller; returns its id.
pub async fn add_seller(cx: &Cx, entry: &SellerEntry) -> Outcome<Uuid, SellerRefusal> {
    may::<SellersWrite>(cx).or_refuse()?;
    let mut reader = Reader::default();
    let row = read(&mut reader, entry);
    let row = reader.finish(row).or_refuse()?;
    let id = cx.id();
    let tx = cx.begin().await?;
    let row = ActiveModel { id: Set(id), created_at: Set(cx.now()), version: Set(1), ..row };
    Entity::insert(row).exec_without_returning(&*tx).await.map_err(taken)?;
    cx.audit(&tx, events::SELLER_ADDED.about(id)).await?;
    cx.once(&tx, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// Another seller with the same code is an error at that field.
pub(super) fn taken(error: DbErr) -> Stop<SellerRefusal> {
    if CODE.violated_by(&error) {
        return refuse(invalid("code", Wrong::Taken).into());
    }
    error.into()
}
