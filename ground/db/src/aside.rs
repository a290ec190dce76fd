//! What is asked of rows beside what they are found by.

use sea_orm::sea_query::{Expr, IntoCondition};

/// A condition by which no index is chosen: it is asked of rows that another one has found. The embedded engine takes any column that must have one
/// value for a rare one, so where it could choose, the query says by which index its rows are found.
pub fn aside(condition: impl IntoCondition) -> Expr {
    Expr::case(condition, Expr::Constant(true.into())).finally(Expr::Constant(false.into())).into()
}
