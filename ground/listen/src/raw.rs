//! Ports that speak something else than HTTP (mail): the same counting of connections, the same room for newcomers, the same stop. How
//! long a client is waited for, and for how much, the protocol says.

use crate::Connections;
use crate::connections::Admitted;
use crate::place::{Order, Phase, Place};
use crate::serve::{AGAIN, Port, end_all, is_gone};
use gatehouse_core::Fault;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};

/// A graceful stop waits so long for what is under way.
const STOP: Duration = Duration::from_secs(10);

/// A connection as it was accepted.
pub struct Connection {
    /// Its bytes.
    pub tcp: TcpStream,
    /// The other side.
    pub peer: SocketAddr,
    /// What it waits for.
    pub waits: Waits,
}

/// Says what a connection waits for: one that waits for its client makes room for a newcomer.
#[derive(Clone)]
pub struct Waits(Arc<Place>);

impl Waits {
    /// For the client's next command.
    pub fn for_client(&self) {
        self.0.enter(Phase::Idle);
    }

    /// For us, or for the rest of what the client sends.
    pub fn for_us(&self) {
        self.0.enter(Phase::Busy);
    }
}

/// Accepts until `stop` becomes true. `answer` serves one connection to its end, and is dropped where it must make room or the stop takes
/// too long: what was not acknowledged by then was not taken.
pub async fn serve<F>(
    port: Port,
    connections: Connections,
    mut stop: watch::Receiver<bool>,
    answer: impl Fn(Connection) -> F + Send + Sync,
) -> Result<(), Fault>
where
    F: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::from_std(port.into_listener())?;
    let (alive, ended) = mpsc::channel::<Infallible>(1);
    let accepting = async {
        loop {
            match listener.accept().await {
                Ok((tcp, peer)) => {
                    let address = peer.ip().to_canonical();
                    let Some(admitted) = connections.admit(address, !address.is_loopback()) else { continue };
                    let waits = Waits(Arc::clone(&admitted.place));
                    let served = answer(Connection { tcp, peer, waits });
                    let alive = alive.clone();
                    tokio::spawn(async move {
                        until_told(admitted, served).await;
                        drop(alive);
                    });
                }
                Err(error) if is_gone(&error) => {}
                Err(error) => {
                    tracing::debug!(%error, "a connection could not be accepted");
                    connections.relieve();
                    tokio::time::sleep(AGAIN).await;
                }
            }
        }
    };
    tokio::select! {
        never = accepting => never,
        _ = stop.wait_for(|stop| *stop) => {}
    }
    drop((listener, alive));
    end_all(&connections, STOP, ended).await;
    Ok(())
}

async fn until_told(admitted: Admitted, served: impl Future<Output = ()>) {
    let place = &admitted.place;
    let mut served = std::pin::pin!(served);
    loop {
        tokio::select! {
            () = served.as_mut() => return,
            order = place.told() => match order {
                Order::GoOn => {}
                Order::Finish | Order::Leave if place.phase() == Phase::Busy => {}
                Order::Finish | Order::Leave | Order::End => return,
            }
        }
    }
}
