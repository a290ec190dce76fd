//! A connection of which so many bytes are read and no more: a mail server may say what it likes of how long a mail is, and what it sends is in memory
//! until its end.

use gatehouse_reach::Bytes;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// How many bytes may still come.
#[derive(Clone, Debug)]
pub(crate) struct Room(Arc<AtomicUsize>);

impl Room {
    pub(crate) fn of(bytes: usize) -> Self {
        Self(Arc::new(AtomicUsize::new(bytes)))
    }

    /// For what is asked next.
    pub(crate) fn set(&self, bytes: usize) {
        self.0.store(bytes, Ordering::Relaxed);
    }

    fn take(&self, bytes: usize) -> io::Result<()> {
        let left = self.0.load(Ordering::Relaxed);
        self.0.store(left.saturating_sub(bytes), Ordering::Relaxed);
        if bytes > left { Err(io::Error::other("the mail server sends more than was asked for")) } else { Ok(()) }
    }
}

/// The connection.
#[derive(Debug)]
pub(crate) struct Bounded {
    stream: Box<dyn Bytes>,
    room: Room,
}

impl Bounded {
    pub(crate) fn new(stream: Box<dyn Bytes>, room: Room) -> Self {
        Self { stream, room }
    }
}

impl AsyncRead for Bounded {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        match Pin::new(&mut self.stream).poll_read(cx, buf) {
            Poll::Ready(Ok(())) => Poll::Ready(self.room.take(buf.filled().len() - before)),
            other => other,
        }
    }
}

impl AsyncWrite for Bounded {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::{Bounded, Room};
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    #[tokio::test]
    async fn what_is_beyond_is_not_read() {
        let (mut other, own) = tokio::io::duplex(64);
        let room = Room::of(4);
        let mut bounded = Bounded::new(Box::new(own), room.clone());
        other.write_all(b"1234").await.unwrap();
        let mut buf = [0; 4];
        bounded.read_exact(&mut buf).await.unwrap();
        other.write_all(b"5").await.unwrap();
        assert!(bounded.read_u8().await.is_err());
        room.set(10);
        other.write_all(b"67").await.unwrap();
        assert_eq!(bounded.read_u8().await.unwrap(), b'6');
    }
}
