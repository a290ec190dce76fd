//! The words to people and about them go with the people.

use crate::table::{Column, Entity};
use gatehouse_core::Fault;
use gatehouse_db::Tx;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::SelectStatement;

/// Clears the words of proposals about these things (a statement that selects their ids). What was proposed and decided stays.
pub async fn forget_words(tx: &Tx, about: SelectStatement) -> Result<(), Fault> {
    Entity::update_many()
        .col_expr(Column::WordsSealed, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::ReasonSealed, Expr::value(None::<Vec<u8>>))
        .filter(Column::AboutId.in_subquery(about))
        .exec(&**tx)
        .await?;
    Ok(())
}
