//! The alarm of a presented decoy code (LIC-4): written down behind the answer, which is that of any code that no license has.
//!
//! A line of the audit log with the network, once an hour for a network and a decoy, so that nobody fills the log. Staff see it on their
//! home page, operators by the metric `gatehouse_decoy_codes_presented_total`; licensing clerks and administrators get a mail, unless one went
//! out in the day before.

use crate::model::decoys::{Decoys, Presented};
use crate::queries::staff_home::was_presented;
use crate::{events, mails};
use gatehouse_context::Cx;
use gatehouse_core::{DAY, Fault, Role};
use gatehouse_mail::staff;

/// Who gets a mail.
const TOLD: &[Role] = &[Role::Licensing, Role::Administrator];

/// Starts the task that writes. It ends with the installation.
pub(crate) fn start(cx: &Cx) -> Result<(), Fault> {
    let Some(mut receiver) = cx.service::<Decoys>()?.listen() else { return Ok(()) };
    tokio::spawn(async move {
        // Holds no part of the installation while nothing is presented, so that it ends with it.
        while let Some(presented) = receiver.recv().await {
            let written = write(&presented).await;
            let Ok(decoys) = presented.cx.service::<Decoys>() else { continue };
            if let Err(fault) = written {
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
    let is_told = was_presented(cx, cx.now().plus(-DAY)).await?;
    let tx = cx.begin().await?;
    let details = serde_json::json!({ "decoy": presented.number });
    cx.audit(&tx, events::DECOY_PRESENTED.entry().with(details)).await?;
    if !is_told {
        for member in staff::with_roles(cx, &tx, TOLD).await? {
            mails::decoy_presented::queue(cx, &tx, &member).await?;
        }
    }
    tx.commit().await
}
