//! The buyer of an order is forgotten: with their account (ACC-17), or when they never made one (PRI-2).

use crate::tables::purchase::{Column, Entity};
use crate::tables::{document, license, license_change, license_note};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Moment, Uuid};
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::IntoCondition;
use sea_orm::{Condition, ExprTrait, QuerySelect, QueryTrait};

/// Clears who bought from these orders and answers how many they were, and with them what clerks wrote about or to the buyer,
/// and the closing documents, which nobody could download any more. The orders stay for the books: their numbers and partners say nothing
/// about a person.
pub(crate) async fn forget_buyer(cx: &Cx, tx: &Tx, which: impl IntoCondition) -> Result<u64, Fault> {
    let which = which.into_condition();
    forget_documents(cx, tx, which.clone()).await?;
    let orders = Entity::find().select_only().column(Column::Id).filter(which.clone()).into_query();
    license::Entity::update_many()
        .col_expr(license::Column::BlockNoteSealed, Expr::value(None::<Vec<u8>>))
        .filter(license::Column::PurchaseId.in_subquery(orders))
        .filter(license::Column::BlockNoteSealed.is_not_null())
        .exec(&**tx)
        .await?;
    let orders = Entity::find().select_only().column(Column::Id).filter(which.clone()).into_query();
    let of_orders = license::Entity::find()
        .select_only()
        .column(license::Column::Id)
        .filter(license::Column::PurchaseId.in_subquery(orders))
        .into_query();
    license_change::Entity::update_many()
        .col_expr(license_change::Column::ReasonSealed, Expr::value(None::<Vec<u8>>))
        .filter(license_change::Column::LicenseId.in_subquery(of_orders.clone()))
        .exec(&**tx)
        .await?;
    gatehouse_approval::forget_words(tx, of_orders.clone()).await?;
    license_note::Entity::delete_many()
        .filter(license_note::Column::LicenseId.in_subquery(of_orders))
        .exec(&**tx)
        .await?;
    let cleared = Entity::update_many()
        .col_expr(Column::BuyerAccount, Expr::value(None::<Uuid>))
        .col_expr(Column::BuyerEmailSealed, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::BuyerLookup, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::BuyerLang, Expr::value(None::<String>))
        .col_expr(Column::UnclaimedSince, Expr::value(None::<Moment>))
        .col_expr(Column::NoteSealed, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::InvoiceSealed, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::LicenseeSealed, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::Version, ExprTrait::add(Expr::col(Column::Version), 1))
        .filter(which)
        .exec(&**tx)
        .await?;
    Ok(cleared.rows_affected)
}

/// The documents of these orders, and their bytes.
async fn forget_documents(cx: &Cx, tx: &Tx, which: Condition) -> Result<(), Fault> {
    let orders = Entity::find().select_only().column(Column::Id).filter(which).into_query();
    let of_orders = document::Column::PurchaseId.in_subquery(orders);
    let files: Vec<Uuid> = document::Entity::find()
        .select_only()
        .column(document::Column::FileId)
        .filter(of_orders.clone())
        .into_tuple()
        .all(&**tx)
        .await?;
    if files.is_empty() {
        return Ok(());
    }
    document::Entity::delete_many().filter(of_orders).exec(&**tx).await?;
    gatehouse_files::remove_all(cx, tx, &files).await?;
    Ok(())
}
