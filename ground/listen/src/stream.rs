//! The bytes of a connection, and how long they are waited for.

use crate::Limits;
use crate::patience::{Patience, Timer};
use crate::place::{Phase, Place};
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Instant;

pub struct Stream {
    tcp: TcpStream,
    place: Arc<Place>,
    limits: Arc<Limits>,
    reading: Timer,
    writing: Patience,
    /// Until when the rest of what the client sends is read at the end.
    lingers_until: Option<Instant>,
}

impl Stream {
    pub fn new(tcp: TcpStream, place: Arc<Place>, limits: Arc<Limits>) -> Self {
        let writing = Patience::new(&limits);
        Self { tcp, place, limits, reading: Timer::default(), writing, lingers_until: None }
    }

    /// No byte comes: whether the client has had its time.
    fn is_late(&mut self, cx: &mut Context<'_>) -> bool {
        let (time, why) = match self.place.phase() {
            // A body has its own time, and while we answer nothing is waited for.
            Phase::Busy => return false,
            Phase::New | Phase::Head => (self.limits.head, "head_late"),
            Phase::Idle => (self.limits.idle, "idle"),
        };
        let late = self.reading.is_due(self.place.since() + time, cx);
        if late {
            ended(why);
        }
        late
    }

    fn wrote(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        match &written {
            Poll::Ready(Ok(bytes)) => self.writing.moved(*bytes),
            Poll::Ready(Err(_)) => {}
            Poll::Pending if self.writing.is_over(cx) => {
                ended("answer_unread");
                let slow = io::Error::new(io::ErrorKind::TimedOut, "the answer is read too slowly");
                return Poll::Ready(Err(slow));
            }
            Poll::Pending => {}
        }
        written
    }
}

fn ended(why: &'static str) {
    metrics::counter!("gatehouse_connections_ended_total", "why" => why).increment(1);
}

impl AsyncRead for Stream {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        match Pin::new(&mut self.tcp).poll_read(cx, buffer) {
            Poll::Pending if self.is_late(cx) => {
                // As if the client had closed it: there is nothing to answer.
                Poll::Ready(Ok(()))
            }
            Poll::Ready(Ok(())) => {
                if self.place.phase() == Phase::Idle && buffer.filled().len() > before {
                    self.place.enter(Phase::Head);
                }
                Poll::Ready(Ok(()))
            }
            other => other,
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.tcp).poll_write(cx, bytes);
        self.wrote(cx, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.tcp).poll_write_vectored(cx, parts);
        self.wrote(cx, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.tcp.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_flush(cx)
    }

    /// Says that nothing more comes. Where the client is still sending, what it sends is dropped for a while: a connection
    /// closed with unread bytes is reset, and the client may lose the answer with it.
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let until = match self.lingers_until {
            Some(until) => until,
            None => {
                ready!(Pin::new(&mut self.tcp).poll_shutdown(cx))?;
                if !self.place.lingers() {
                    return Poll::Ready(Ok(()));
                }
                let until = Instant::now() + self.limits.linger;
                self.reading = Timer::default();
                *self.lingers_until.insert(until)
            }
        };
        let mut space = [0; 8 << 10];
        while Instant::now() < until {
            let mut dropped = ReadBuf::new(&mut space);
            match Pin::new(&mut self.tcp).poll_read(cx, &mut dropped) {
                Poll::Ready(Ok(())) if !dropped.filled().is_empty() => {}
                Poll::Pending if !self.reading.is_due(until, cx) => return Poll::Pending,
                _ => break,
            }
        }
        Poll::Ready(Ok(()))
    }
}
