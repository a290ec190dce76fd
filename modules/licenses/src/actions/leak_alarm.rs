//! The alarm of a presented decoy code (LIC-4): written down behind the answer, which is that of any code that no license has.
//!
//! A line of the audit log with the network, once an hour for a network and a decoy, so that nobody fills the log. Staff see it on their
//! home page, operators by the metric `gatehouse_decoy_codes_presented_total`.

use crate::events;
use crate::model::decoys::{Decoys, Presented};
use gatehouse_context::Cx;
use gatehouse_core::Fault;

/// Starts the task that writes. It ends with the installation.
pub(crate) fn start(cx: &Cx) -> Result<(), Fault> {
    let decoys = cx.service::<Decoys>()?.clone();
    let Some(mut receiver) = decoys.listen() else { return Ok(()) };
    tokio::spawn(async move {
        while let Some(presented) = receiver.recv().await {
            if let Err(fault) = write(&presented).await {
                tracing::error!(%fault, "the alarm of a decoy code could not be written down");
                decoys.forget(&presented);
            }
            decoys.done();
        }
    });
    Ok(())
}

async fn write(presented: &Presented) -> Result<(), Fault> {
    let cx = &presented.cx;
    let tx = cx.begin().await?;
    let details = serde_json::json!({ "decoy": presented.number });
    cx.audit(&tx, events::DECOY_PRESENTED.entry().with(details)).await?;
    tx.commit().await
}
