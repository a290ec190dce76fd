//! Opening a port, accepting, answering, and stopping gracefully.

use crate::bodies::{Received, Sent};
use crate::connections::Admitted;
use crate::place::{Order, Phase};
use crate::stream::Stream;
use crate::{Connections, Limits};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderValue, Request, Response, header};
use gatehouse_core::Fault;
use hyper::body::{Body as _, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tower::Service as _;

/// After the system could not open another connection it is asked again so soon.
pub(crate) const AGAIN: Duration = Duration::from_millis(50);
/// Longer than any connection lasts.
const A_YEAR: Duration = Duration::from_secs(365 * 86_400);
/// After a body that nobody wanted no more than this is waited for.
const REST: Duration = Duration::from_secs(5);

/// An open port to which nothing has been answered yet.
pub struct Port {
    listener: std::net::TcpListener,
}

impl Port {
    /// Opens it; `key` is the setting that names the address, for the message.
    pub fn open(key: &str, address: SocketAddr) -> Result<Self, Fault> {
        let opened = || -> io::Result<std::net::TcpListener> {
            #[expect(clippy::disallowed_methods, reason = "the one place that opens ports")]
            let listener = std::net::TcpListener::bind(address)?;
            listener.set_nonblocking(true)?;
            Ok(listener)
        };
        match opened() {
            Ok(listener) => Ok(Self { listener }),
            Err(error) => Err(Fault::new(format!("{key}: {address} cannot be opened: {error}"))),
        }
    }

    /// The address, with the port that the system chose where 0 was asked for.
    pub fn address(&self) -> Result<SocketAddr, Fault> {
        Ok(self.listener.local_addr()?)
    }

    pub(crate) fn into_listener(self) -> std::net::TcpListener {
        self.listener
    }
}

/// Who is not counted among a client's connections.
type Exempt = Arc<dyn Fn(IpAddr) -> bool + Send + Sync>;

/// Serves a port.
pub struct Listener {
    port: Port,
    limits: Arc<Limits>,
    connections: Connections,
    exempt: Exempt,
}

impl Listener {
    /// With the usual limits.
    pub fn new(port: Port, connections: Connections) -> Self {
        Self { port, limits: Arc::default(), connections, exempt: Arc::new(|_| false) }
    }

    /// With other limits.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = Arc::new(limits);
        self
    }

    /// These addresses may have any number of connections: proxies, behind which everybody stands.
    #[must_use]
    pub fn exempt(mut self, exempt: impl Fn(IpAddr) -> bool + Send + Sync + 'static) -> Self {
        self.exempt = Arc::new(exempt);
        self
    }

    /// Serves until `stop` becomes true (or its sender is gone); then no new connection is taken, and answers under way
    /// get [`Limits::stop`]. An error means that nothing can be served.
    pub async fn serve(self, router: Router, mut stop: watch::Receiver<bool>) -> Result<(), Fault> {
        let listener = TcpListener::from_std(self.port.listener)?;
        // The senders are the connections: the channel ends with the last.
        let (alive, ended) = mpsc::channel::<Infallible>(1);
        let accepting = async {
            loop {
                match listener.accept().await {
                    Ok((tcp, peer)) => {
                        let address = peer.ip().to_canonical();
                        let Some(admitted) = self.connections.admit(address, !(self.exempt)(address)) else { continue };
                        let task = connection(tcp, peer, admitted, Arc::clone(&self.limits), router.clone());
                        let alive = alive.clone();
                        tokio::spawn(async move {
                            task.await;
                            drop(alive);
                        });
                    }
                    Err(error) if is_gone(&error) => {}
                    Err(error) => {
                        tracing::debug!(%error, "a connection could not be accepted");
                        self.connections.relieve();
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
        end_all(&self.connections, self.limits.stop, ended).await;
        Ok(())
    }
}

/// Answers under way get so long; who is left then ends without waiting for anybody.
pub(crate) async fn end_all(connections: &Connections, longest: Duration, mut ended: mpsc::Receiver<Infallible>) {
    connections.tell_all(Order::Finish);
    if tokio::time::timeout(longest, ended.recv()).await.is_err() {
        connections.tell_all(Order::End);
        ended.recv().await;
    }
}

/// The client had left before it was accepted; that concerns nobody else.
pub(crate) fn is_gone(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::Interrupted
    )
}

/// Serves one connection to its end.
async fn connection(tcp: TcpStream, peer: SocketAddr, admitted: Admitted, limits: Arc<Limits>, router: Router) {
    // Answers are written whole; waiting for more would only delay their last part.
    if let Err(error) = tcp.set_nodelay(true) {
        tracing::debug!(%error, "a connection waits before it sends");
    }
    let place = &admitted.place;
    let stream = Stream::new(tcp, Arc::clone(place), Arc::clone(&limits));
    let service = service_fn(|request: Request<Incoming>| {
        place.enter(Phase::Busy);
        let (place, limits, router) = (Arc::clone(place), Arc::clone(&limits), router.clone());
        async move { Ok::<_, Infallible>(answer(request, peer, &place, &limits, router).await) }
    });
    let mut builder = http1::Builder::new();
    // The stream has the limits. hyper only must read on when a request is done, which it does for its own limit's sake.
    builder.timer(Never).header_read_timeout(A_YEAR);
    let mut http = pin!(builder.serve_connection(TokioIo::new(stream), service));
    loop {
        tokio::select! {
            ended = http.as_mut() => {
                if let Err(error) = ended {
                    tracing::trace!(%error, "a connection ended early");
                }
                return;
            }
            order = place.told() => match order {
                Order::GoOn => {}
                Order::Finish => http.as_mut().graceful_shutdown(),
                // A request that came meanwhile is answered.
                Order::Leave if place.phase() == Phase::Busy => http.as_mut().graceful_shutdown(),
                Order::Leave | Order::End => return,
            }
        }
    }
}

/// The clock that hyper gets: it never fires.
struct Never;

impl hyper::rt::Timer for Never {
    fn sleep(&self, _: Duration) -> Pin<Box<dyn hyper::rt::Sleep>> {
        Box::pin(Self)
    }
    fn sleep_until(&self, _: std::time::Instant) -> Pin<Box<dyn hyper::rt::Sleep>> {
        Box::pin(Self)
    }
}

impl hyper::rt::Sleep for Never {}

impl Future for Never {
    type Output = ();
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        Poll::Pending
    }
}

/// Answers a request. One that is refused before its body is read does not break the next one of its connection: a small
/// rest of the body is read and dropped, and for more the client is told that the connection ends.
async fn answer(
    request: Request<Incoming>,
    peer: SocketAddr,
    place: &Arc<crate::place::Place>,
    limits: &Limits,
    mut router: Router,
) -> Response<Sent> {
    let (mut parts, body) = request.into_parts();
    // A client that waits for `100 Continue` has not sent the body, and need not.
    let waits = parts.headers.contains_key(header::EXPECT);
    let body =
        if body.is_end_stream() { Body::empty() } else { Body::new(Received::new(body, limits, Arc::clone(place))) };
    parts.extensions.insert(ConnectInfo(peer));
    let Ok(mut response) = router.call(Request::from_parts(parts, body)).await;
    if let Some(rest) = place.take_rest() {
        let dropped = async { !waits && rest.dropped_within(limits.rest).await };
        if !tokio::time::timeout(REST, dropped).await.unwrap_or(false) {
            place.linger();
        }
    }
    if place.lingers() {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response.map(|body| Sent::new(body, Arc::clone(place)))
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "the test is the other end of the connection")]
mod tests {
    use super::{Port, connection, end_all};
    use crate::Connections;
    use crate::place::Phase;
    use axum::Router;
    use axum::routing::get;
    use std::convert::Infallible;
    use std::net::SocketAddr;
    use std::sync::Arc;
    use std::time::Duration;
    use tokio::io::AsyncWriteExt as _;
    use tokio::net::{TcpListener, TcpStream};
    use tokio::sync::{Notify, mpsc};

    /// ALL-4
    #[tokio::test]
    async fn a_stop_ends_also_a_request_whose_connection_was_told_to_make_room() {
        let port = Port::open("listen", SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        let listener = TcpListener::from_std(port.listener).unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (tcp, peer) = listener.accept().await.unwrap();
        let connections = Connections::new(1, 1);
        let admitted = connections.admit(peer.ip(), true).unwrap();
        let place = Arc::clone(&admitted.place);
        let asked = Arc::new(Notify::new());
        let endless = {
            let asked = Arc::clone(&asked);
            move || async move {
                asked.notify_one();
                std::future::pending::<()>().await;
            }
        };
        let (alive, ended) = mpsc::channel::<Infallible>(1);
        let task = connection(tcp, peer, admitted, Arc::default(), Router::new().route("/", get(endless)));
        let task = tokio::spawn(async move {
            task.await;
            drop(alive);
        });
        client.write_all(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n").await.unwrap();
        asked.notified().await;
        // A newcomer took its place while it was idle, and the request came before it heard of that.
        place.enter(Phase::Idle);
        let newcomer = connections.admit(peer.ip(), true).unwrap();
        place.enter(Phase::Busy);
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
        let stopped = tokio::time::timeout(Duration::from_secs(30), end_all(&connections, Duration::ZERO, ended)).await;
        assert!(stopped.is_ok(), "it waits for the request");
        task.await.unwrap();
        drop(newcomer);
    }
}
