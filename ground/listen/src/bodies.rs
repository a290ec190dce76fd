//! What comes with a request, and what goes with its answer.

use crate::Limits;
use crate::patience::Patience;
use crate::place::{Phase, Place};
use axum::body::{Body, Bytes};
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// A request's body, or what is left of it.
pub struct Rest {
    body: Incoming,
    patience: Patience,
}

impl Rest {
    /// Reads and drops it, if there is no more of it than `most` bytes. Answers whether it was read to the end.
    pub async fn dropped_within(mut self, most: usize) -> bool {
        let mut left = u64::try_from(most).unwrap_or(u64::MAX);
        while self.body.size_hint().lower() <= left {
            match std::future::poll_fn(|cx| self.poll(cx)).await {
                None => return true,
                Some(Err(_)) => return false,
                Some(Ok(frame)) => {
                    let bytes = u64::try_from(frame.data_ref().map_or(0, Bytes::len)).unwrap_or(u64::MAX);
                    let Some(less) = left.checked_sub(bytes) else { return false };
                    left = less;
                }
            }
        }
        false
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match Pin::new(&mut self.body).poll_frame(cx) {
            Poll::Ready(Some(Ok(frame))) => {
                self.patience.moved(frame.data_ref().map_or(0, Bytes::len));
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(io::Error::other(error)))),
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending if self.patience.is_over(cx) => {
                metrics::counter!("gatehouse_connections_ended_total", "why" => "body_slow").increment(1);
                let slow = io::Error::new(io::ErrorKind::TimedOut, "the body comes too slowly");
                Poll::Ready(Some(Err(slow)))
            }
            Poll::Pending => Poll::Pending,
        }
    }
}

/// A request's body while somebody may read it. Dropped before its end it goes back to its connection, which must read on
/// before it can read the next request.
pub struct Received {
    rest: Option<Rest>,
    place: Arc<Place>,
}

impl Received {
    pub fn new(body: Incoming, limits: &Limits, place: Arc<Place>) -> Self {
        Self { rest: Some(Rest { body, patience: Patience::new(limits) }), place }
    }
}

impl HttpBody for Received {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let Some(rest) = &mut self.rest else { return Poll::Ready(None) };
        let polled = rest.poll(cx);
        match &polled {
            Poll::Ready(None) => self.rest = None,
            // What cannot be read, or not in time, is not read on.
            Poll::Ready(Some(Err(_))) => {
                self.rest = None;
                self.place.linger();
            }
            _ => {}
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.rest.as_ref().is_none_or(|rest| rest.body.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        self.rest.as_ref().map_or_else(|| SizeHint::with_exact(0), |rest| rest.body.size_hint())
    }
}

impl Drop for Received {
    fn drop(&mut self) {
        if !self.is_end_stream()
            && let Some(rest) = self.rest.take()
        {
            self.place.give_back(rest);
        }
    }
}

/// An answer's body; its end is the end of the request.
pub struct Sent {
    body: Body,
    place: Arc<Place>,
}

impl Sent {
    pub const fn new(body: Body, place: Arc<Place>) -> Self {
        Self { body, place }
    }
}

impl HttpBody for Sent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Sent {
    fn drop(&mut self) {
        self.place.enter(Phase::Idle);
    }
}
