//! The answer that goes on.

use super::hub::{Feed, Listening, Told};
use crate::halt::Halt;
use crate::visit::{Done, Visit};
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::IntoResponse as _;
use gatehouse_core::{Fault, async_trait};
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

/// How often an open stream says that it lives.
const BEAT: Duration = Duration::from_secs(15);
/// Beats from one look to the next whether its reader may still hear.
const JUDGED: u32 = 2;
/// Beats of one answer.
const MOST_BEATS: u32 = 40;
/// After so many milliseconds a browser comes back.
const RETRY: u32 = 1_000;
/// What tells the page that it hears nothing more, and is loaded anew.
const END: &str = "event: end\ndata: \n\n";

/// One event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// Its number, which the browser says when it comes back.
    pub number: Option<i64>,
    /// Its name; empty: a message.
    pub name: &'static str,
    /// What it says.
    pub data: String,
}

impl Event {
    /// As it is sent.
    fn written(&self, to: &mut String) {
        let mut line = |parts: [&str; 2]| {
            to.extend(parts);
            to.push('\n');
        };
        if let Some(number) = self.number {
            line(["id: ", &number.to_string()]);
        }
        if !self.name.is_empty() {
            line(["event: ", self.name]);
        }
        // A carriage return ends a line as well (§9.2.6).
        for text in self.data.split(['\n', '\r']) {
            line(["data: ", text]);
        }
        line(["", ""]);
    }
}

/// How a page shows what it hears, and who may hear it.
#[async_trait]
pub trait Shows<T>: Send + 'static {
    /// Said at the beginning, before anything that was missed.
    async fn begin(&mut self) -> Result<Vec<Event>, Fault>;
    /// The events of what was told; none: nothing is sent.
    async fn show(&mut self, told: Told<T>) -> Result<Vec<Event>, Fault>;
    /// Whether the reader may still hear. That they are still signed in is looked at besides.
    async fn is_live(&mut self) -> Result<bool, Fault>;
}

/// Refuses whoever does not listen: browsers ask for a stream of events and for nothing else, and nobody else waits for an answer that does not end. The
/// pages of another site could not read it, but would take the places of those who may.
pub fn wanted(headers: &HeaderMap) -> Result<(), Halt> {
    let site = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    if site.is_some_and(|site| site != "same-origin" && site != "none") {
        return Err(Halt::Forbidden);
    }
    let accepts = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accepts.contains("text/event-stream") { Ok(()) } else { Err(Halt::BadRequest) }
}

/// The number from which on a browser wants to hear: of the last event that it had, else what the page's script says (`?after=`).
pub fn after(headers: &HeaderMap, asked: &str) -> i64 {
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok());
    last.unwrap_or(asked).trim().parse().unwrap_or(0).max(0)
}

struct Open<F: Feed, S> {
    visit: Visit,
    listening: Listening<F>,
    shows: S,
    beats: Interval,
    beat: u32,
    ended: watch::Receiver<bool>,
    is_begun: bool,
    is_over: bool,
}

impl<F: Feed, S: Shows<F::Item>> Open<F, S> {
    async fn piece(&mut self) -> Option<String> {
        if self.is_over {
            return None;
        }
        match self.said().await {
            Ok(text) => text,
            Err(fault) => {
                // The browser comes back, perhaps to another node, with the last number that it has.
                tracing::debug!(error = %fault, "an open page is cut off");
                None
            }
        }
    }

    async fn said(&mut self) -> Result<Option<String>, Fault> {
        if !self.is_begun {
            self.is_begun = true;
            let mut text = format!("retry: {RETRY}\n\n");
            self.shows.begin().await?.iter().for_each(|event| event.written(&mut text));
            return Ok(Some(text));
        }
        let mut text = String::new();
        loop {
            if *self.ended.borrow() {
                return Ok(None);
            }
            tokio::select! {
                told = self.listening.next() => {
                    let Some(told) = told? else { return Ok(None) };
                    self.shows.show(told).await?.iter().for_each(|event| event.written(&mut text));
                    if !text.is_empty() {
                        return Ok(Some(text));
                    }
                }
                _ = self.beats.tick() => {
                    self.beat += 1;
                    if self.beat >= MOST_BEATS {
                        return Ok(None);
                    }
                    if self.beat.is_multiple_of(JUDGED)
                        && !(self.visit.is_still_signed_in().await? && self.shows.is_live().await?)
                    {
                        self.is_over = true;
                        return Ok(Some(END.to_owned()));
                    }
                    return Ok(Some(":\n\n".to_owned()));
                }
                _ = self.ended.changed() => return Ok(None),
            }
        }
    }
}

/// The answer to a page that listens.
pub fn stream<F: Feed>(visit: Visit, listening: Listening<F>, shows: impl Shows<F::Item>) -> Done {
    let mut beats = interval_at(Instant::now() + BEAT, BEAT);
    beats.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let ended = visit.cx.app.db.news().ended();
    let open = Open { visit, listening, shows, beats, beat: 0, ended, is_begun: false, is_over: false };
    let pieces = futures::stream::unfold(open, |mut open| async move {
        let piece = open.piece().await?;
        Some((Ok::<_, Infallible>(Bytes::from(piece)), open))
    });
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        // nginx gathers answers otherwise.
        (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ];
    Done::from((headers, Body::from_stream(pieces)).into_response())
}

#[cfg(test)]
mod tests {
    use super::{Event, after, wanted};
    use crate::halt::Halt;
    use axum::http::{HeaderMap, HeaderValue};

    /// SUP-20
    #[test]
    fn an_event_is_written_line_by_line() {
        let mut text = String::new();
        Event { number: Some(7), name: "typing", data: "a\nb\rc".to_owned() }.written(&mut text);
        Event { data: String::new(), ..Event::default() }.written(&mut text);
        assert_eq!(text, "id: 7\nevent: typing\ndata: a\ndata: b\ndata: c\n\ndata: \n\n");
    }

    /// SUP-20, ALL-8
    #[test]
    fn nothing_is_told_to_another_site_nor_to_who_does_not_listen() {
        let asked = |site: Option<&'static str>, accepts: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert("accept", HeaderValue::from_static(accepts));
            if let Some(site) = site {
                headers.insert("sec-fetch-site", HeaderValue::from_static(site));
            }
            wanted(&headers)
        };
        for site in [None, Some("same-origin"), Some("none")] {
            assert!(asked(site, "text/event-stream").is_ok(), "{site:?}");
        }
        for site in ["cross-site", "same-site", ""] {
            assert!(matches!(asked(Some(site), "text/event-stream"), Err(Halt::Forbidden)), "{site}");
        }
        assert!(matches!(asked(None, "*/*"), Err(Halt::BadRequest)));
    }

    /// SUP-20
    #[test]
    fn a_browser_that_comes_back_says_where_it_was() {
        let mut headers = HeaderMap::new();
        assert_eq!((after(&headers, "12"), after(&headers, ""), after(&headers, "-1")), (12, 0, 0));
        headers.insert("last-event-id", HeaderValue::from_static("31"));
        assert_eq!(after(&headers, "12"), 31);
    }
}
