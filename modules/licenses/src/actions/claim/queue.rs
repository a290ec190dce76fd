//! One commit for several seats (LIC-10).
//!
//! A commit waits for the disk, and each statement for the way to the server. So devices that ask at the same moment are judged in
//! one transaction and answered after its commit. Each is judged by the same conditions as alone, so nothing changes but the
//! number of commits. What company cannot settle is made alone, by the request itself.

use super::{Claim, Taken, take_together};
use crate::actions::license_slots;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_db::reach::busy_if_unreachable;
use std::sync::{Arc, OnceLock};
use tokio::sync::{Mutex, mpsc, oneshot};

/// Seats of one commit, at the most, where all writers of the database wait for one another.
const MOST_OF_ONE_WRITER: usize = 64;
/// Seats of one commit, at the most, where writers work side by side. Their licenses stay locked until it.
const MOST_AT_ONCE: usize = 16;
/// Commits at once, where writers work side by side; other requests have the further connections.
const SIDE_BY_SIDE: usize = 4;
/// Devices that wait, at the most; further ones wait for a place.
const MOST_WAITING: usize = 1_024;

struct Waiting {
    cx: Cx,
    claim: Claim,
    answer: oneshot::Sender<Answer>,
}

enum Answer {
    Settled(Result<Taken, Fault>),
    /// Nothing is stored: the claim is to be made alone.
    Alone(Box<Claim>),
}

/// The devices that wait for the next commit.
#[derive(Default)]
pub struct ClaimQueue {
    sender: OnceLock<mpsc::Sender<Waiting>>,
}

impl ClaimQueue {
    /// Starts the owners of the queue. They end with the installation.
    pub fn start(&self, cx: &Cx) {
        let (sender, receiver) = mpsc::channel(MOST_WAITING);
        if self.sender.set(sender).is_err() {
            return;
        }
        let receiver = Arc::new(Mutex::new(receiver));
        let owners = if cx.db().has_one_writer() { 1 } else { SIDE_BY_SIDE };
        for _ in 0..owners {
            tokio::spawn(own(Arc::clone(&receiver), if owners == 1 { MOST_OF_ONE_WRITER } else { MOST_AT_ONCE }));
        }
    }

    /// Takes the seat, in company or alone; answers after the commit.
    pub async fn take(&self, cx: &Cx, claim: Claim) -> Result<Taken, Fault> {
        let Some(sender) = self.sender.get() else { return alone(cx, &claim).await };
        let (answer, answered) = oneshot::channel();
        let waiting = Waiting { cx: cx.clone(), claim, answer };
        sender.send(waiting).await.map_err(|_| Fault::busy("the program is stopping"))?;
        match answered.await.map_err(|_| Fault::busy("the program is stopping"))? {
            Answer::Settled(taken) => taken,
            Answer::Alone(claim) => alone(cx, &claim).await,
        }
    }
}

async fn own(receiver: Arc<Mutex<mpsc::Receiver<Waiting>>>, most: usize) {
    let mut batch = Vec::with_capacity(most);
    while receiver.lock().await.recv_many(&mut batch, most).await > 0 {
        match together(&batch).await.map_err(busy_if_unreachable) {
            Ok(taken) => {
                for (waiting, taken) in batch.drain(..).zip(taken) {
                    match taken {
                        Some(taken) => reply(waiting.answer, Answer::Settled(Ok(taken))),
                        None => reply(waiting.answer, Answer::Alone(Box::new(waiting.claim))),
                    }
                }
            }
            // The storage is what is wrong, or the line before the writer is too long: trying each at once would only wait
            // for the same. The devices ask again.
            Err(fault) if fault.is_busy() => {
                tracing::debug!(error = %fault, devices = batch.len(), "no seat could be stored");
                for waiting in batch.drain(..) {
                    let fault = Fault::busy("the seats of this moment could not be stored");
                    reply(waiting.answer, Answer::Settled(Err(fault)));
                }
            }
            // The batch was rolled back. Each claim is made alone, so that one bad claim does not fail the rest.
            Err(_) => {
                for waiting in batch.drain(..) {
                    reply(waiting.answer, Answer::Alone(Box::new(waiting.claim)));
                }
            }
        }
    }
}

fn reply(to: oneshot::Sender<Answer>, answer: Answer) {
    if to.send(answer).is_err() {
        // Its device hung up; when it asks again it finds its seat.
        tracing::debug!("a device did not wait for its seat");
    }
}

async fn together(batch: &[Waiting]) -> Result<Vec<Option<Taken>>, Fault> {
    let Some(first) = batch.first() else { return Ok(Vec::new()) };
    let tx = first.cx.begin().await?;
    let taken = if first.cx.db().has_one_writer() {
        let mut taken = Vec::with_capacity(batch.len());
        for waiting in batch {
            taken.push(Some(waiting.claim.take(&waiting.cx, &tx).await?));
        }
        taken
    } else {
        take_together(&tx, &batch.iter().map(|waiting| (&waiting.cx, &waiting.claim)).collect::<Vec<_>>()).await?
    };
    tx.commit().await?;
    Ok(taken)
}

async fn alone(cx: &Cx, claim: &Claim) -> Result<Taken, Fault> {
    let _slot = license_slots::acquire(cx, claim.row.license_id).await?;
    let tx = cx.begin().await?;
    let taken = claim.take(cx, &tx).await?;
    match taken {
        Taken::New { .. } => tx.commit().await?,
        Taken::NoneFree | Taken::HeldAlready => tx.rollback().await?,
    }
    Ok(taken)
}
