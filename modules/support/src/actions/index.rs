//! What is written in a request is found by its words (SUP-17): indexed in the transaction that stores it, for staff. Notes are a part of their own.
//! The rows go with the request's key.

use crate::model::message::Audience;
use crate::model::words::{KIND, NOTES};
use gatehouse_context::Cx;
use gatehouse_core::{Fault, Uuid};
use gatehouse_db::Tx;
use gatehouse_search::{Mark, Text, append};

/// Adds words to those of a request; `title`: its subject, or nothing.
pub(crate) async fn index(
    cx: &Cx,
    tx: &Tx,
    request: Uuid,
    audience: Audience,
    (title, body): (&str, &str),
) -> Result<(), Fault> {
    let part = match audience {
        Audience::Public => "",
        Audience::Internal => NOTES,
    };
    let text = Text { kind: KIND, about: request, part, subject: request, marks: &[Mark::staff()], title, body };
    append(cx, tx, &text).await
}
