//! The content of a mail on its way from the connection to whoever takes it.

use super::MOST_READ;
use super::content::Content;
use super::lines::Lines;
use axum::body::Bytes;
use tokio::sync::mpsc;

/// How the content of a mail ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// At its end.
    Whole,
    /// The connection did before.
    Gone,
    /// There was more than is read.
    TooMuch,
}

/// Hands the mail over piece by piece; what nobody takes any more is read and dropped. Answers how many bytes came, too.
pub async fn feed(lines: &mut Lines, sender: mpsc::Sender<Result<Bytes, &'static str>>) -> (Ended, usize) {
    let (mut content, mut seen) = (Content::default(), 0_usize);
    loop {
        let piece = lines.piece().await;
        if piece.is_empty() {
            // Whoever takes it hears that it is not whole; where nobody does, nothing is kept either.
            sender.send(Err("the connection ended")).await.ok();
            return (Ended::Gone, seen);
        }
        let mut mail = Vec::with_capacity(piece.len());
        let end = content.take(&piece, &mut mail);
        seen = seen.saturating_add(piece.len());
        if !mail.is_empty() && !sender.is_closed() {
            sender.send(Ok(Bytes::from(mail))).await.ok();
        }
        if let Some(used) = end {
            lines.give_back(&piece[used..]);
            return (Ended::Whole, seen);
        }
        if seen > MOST_READ {
            return (Ended::TooMuch, seen);
        }
    }
}
