//! One POST to an endpoint, signed, through the kit for outgoing connections.

use crate::model::judged::{Judged, MOST_BYTES};
use crate::model::secret::Signing;
use gatehouse_context::Cx;
use gatehouse_core::Fault;
use gatehouse_reach::header::{HeaderName, HeaderValue};
use gatehouse_reach::{Answer, Reach, Request, Unreachable};

/// What came, what it means, and how long it took in microseconds.
pub(crate) struct Sent {
    pub(crate) came: Result<Answer, Unreachable>,
    pub(crate) judged: Judged,
    pub(crate) took: i64,
}

/// Sends a body under this id, signed as of now.
pub(crate) async fn send(cx: &Cx, url: &str, signing: &Signing, id: &str, body: Vec<u8>) -> Result<Sent, Fault> {
    let at = cx.now();
    let signature = signing.header(id, at, &body)?;
    let request = Request::post(url, "application/json", body)
        .reading(MOST_BYTES)
        .header(HeaderName::from_static("webhook-id"), HeaderValue::from_str(id)?)
        .header(HeaderName::from_static("webhook-timestamp"), HeaderValue::from(at.seconds()))
        .header(HeaderName::from_static("webhook-signature"), HeaderValue::from_str(&signature)?);
    let begun = cx.app.clock.elapsed();
    let came = Box::pin(cx.service::<Reach>()?.foreign(request)).await;
    let took = cx.app.clock.elapsed().saturating_sub(begun);
    Ok(Sent { judged: Judged::of(&came, cx.now()), came, took })
}
