//! One commit for several seats (LIC-10).
//!
//! A commit waits for the disk. Where all writers of the database wait for one another, as in the embedded engine, the
//! devices that ask at the same moment are judged one after the other in one transaction and answered after its
//! commit. Each is judged by the same conditional update as alone, so nothing changes but the number of commits. A server
//! engine commits side by side and does not need this.

use crate::actions::claim::{Claim, Taken};
use crate::hot_license;
use gatehouse_core::Fault;
use gatehouse_db::Cx;
use gatehouse_db::reach::busy_if_unreachable;
use std::sync::OnceLock;
use tokio::sync::{mpsc, oneshot};

/// Seats of one commit, at the most.
const MOST_AT_ONCE: usize = 64;
/// Devices that wait, at the most; further ones wait for a place.
const MOST_WAITING: usize = 1_024;

struct Waiting {
    cx: Cx,
    claim: Claim,
    answer: oneshot::Sender<Result<Taken, Fault>>,
}

/// The devices that wait for the next commit.
#[derive(Default)]
pub struct SeatQueue {
    sender: OnceLock<mpsc::Sender<Waiting>>,
}

impl SeatQueue {
    /// Starts the owner of the queue, where there is one writer. It ends with the installation.
    pub fn start(&self, cx: &Cx) {
        if !cx.db().has_one_writer() {
            return;
        }
        let (sender, receiver) = mpsc::channel(MOST_WAITING);
        if self.sender.set(sender).is_ok() {
            tokio::spawn(own(receiver));
        }
    }

    /// Takes the seat, in company or alone; answers after the commit.
    pub async fn take(&self, cx: &Cx, claim: Claim) -> Result<Taken, Fault> {
        let Some(sender) = self.sender.get() else { return alone(cx, &claim).await };
        let (answer, answered) = oneshot::channel();
        let waiting = Waiting { cx: cx.clone(), claim, answer };
        sender.send(waiting).await.map_err(|_| Fault::busy("the program is stopping"))?;
        answered.await.map_err(|_| Fault::busy("the program is stopping"))?
    }
}

async fn own(mut receiver: mpsc::Receiver<Waiting>) {
    let mut batch = Vec::with_capacity(MOST_AT_ONCE);
    while receiver.recv_many(&mut batch, MOST_AT_ONCE).await > 0 {
        match together(&batch).await.map_err(busy_if_unreachable) {
            Ok(taken) => {
                for (waiting, taken) in batch.drain(..).zip(taken) {
                    reply(waiting.answer, Ok(taken));
                }
            }
            // The storage is what is wrong, or the line before the writer is too long: trying each at once would only wait
            // for the same. The devices ask again.
            Err(fault) if fault.is_busy() => {
                tracing::debug!(error = %fault, devices = batch.len(), "no seat could be stored");
                for waiting in batch.drain(..) {
                    reply(waiting.answer, Err(Fault::busy("the seats of this moment could not be stored")));
                }
            }
            // Nothing of the batch is stored. One of them may be what is wrong: the others shall not suffer for it.
            Err(_) => {
                for waiting in batch.drain(..) {
                    let taken = alone(&waiting.cx, &waiting.claim).await;
                    reply(waiting.answer, taken);
                }
            }
        }
    }
}

fn reply(answer: oneshot::Sender<Result<Taken, Fault>>, taken: Result<Taken, Fault>) {
    if answer.send(taken).is_err() {
        // Its device hung up; when it asks again it finds its seat.
        tracing::debug!("a device did not wait for its seat");
    }
}

async fn together(batch: &[Waiting]) -> Result<Vec<Taken>, Fault> {
    let Some(first) = batch.first() else { return Ok(Vec::new()) };
    let tx = first.cx.begin().await?;
    let mut taken = Vec::with_capacity(batch.len());
    for waiting in batch {
        taken.push(waiting.claim.take(&waiting.cx, &tx).await?);
    }
    tx.commit().await?;
    Ok(taken)
}

async fn alone(cx: &Cx, claim: &Claim) -> Result<Taken, Fault> {
    let _turn = hot_license::turn(cx, claim.row.license_id).await?;
    let tx = cx.begin().await?;
    let taken = claim.take(cx, &tx).await?;
    match taken {
        Taken::New { .. } => tx.commit().await?,
        Taken::NoneFree | Taken::HeldAlready => tx.rollback().await?,
    }
    Ok(taken)
}
