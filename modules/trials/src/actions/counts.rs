//! What becomes of trials is counted as it happens, because trials are erased: by product and month, and for the operator's figures.

use crate::model::month::month_of;
use crate::model::state::Step;
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use sea_orm::{ConnectionTrait as _, Statement};

/// Counts it. The last statement of a transaction, because every trial of a product counts in the same row.
pub(crate) async fn count(cx: &Cx, tx: &Tx, product: Uuid, step: Step, trials: u64) -> Result<(), Fault> {
    if trials == 0 {
        return Ok(());
    }
    let text = "insert into trial_count (id, product_id, month, step, trials) values ($1, $2, $3, $4, $5) \
                on conflict (month, product_id, step) do update set trials = trial_count.trials + excluded.trials";
    let more = i64::try_from(trials)?;
    let values = [cx.id().into(), product.into(), month_of(cx.now())?.0.into(), step.word().into(), more.into()];
    tx.execute_raw(Statement::from_sql_and_values(cx.db().backend(), text, values)).await?;
    tx.after_commit(move || metrics::counter!("gatehouse_trials_total", "step" => step.word()).increment(trials));
    Ok(())
}
