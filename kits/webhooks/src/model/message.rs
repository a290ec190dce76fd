//! What is sent: kinds and ids, and nothing that names a person.

use crate::tables::delivery::Model;
use gatehouse_core::{Fault, Moment, Uuid};
use serde::Serialize;
use std::collections::BTreeMap;

/// The message that proves an address before it is used.
pub const CHALLENGE: &str = "webhook.challenge";
/// A message that a member of the staff sends to see whether it comes.
pub const TEST: &str = "webhook.test";
/// How the ids of messages begin.
const START: &str = "msg_";

/// The header `webhook-id`: the same at every try.
pub fn id(message: Uuid) -> String {
    format!("{START}{}", message.simple())
}

/// The id of a message as a receiver logged it.
pub fn read_id(text: &str) -> Option<Uuid> {
    Uuid::parse_str(text.trim().strip_prefix(START).unwrap_or_else(|| text.trim())).ok()
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    timestamp: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    sequence: Option<i64>,
    data: BTreeMap<&'a str, String>,
}

/// The ids of a message by the kinds of their records.
fn data(row: &Model) -> BTreeMap<&str, String> {
    let mut data = BTreeMap::new();
    if let Some(account) = row.account_id {
        data.insert("account", account.to_string());
    }
    if let Some(subject) = row.subject_id {
        data.insert(row.subject_kind.as_str(), subject.to_string());
    }
    data
}

/// The body of a delivery, byte for byte the same at every try.
pub fn body(row: &Model) -> Result<Vec<u8>, Fault> {
    let body = Body { kind: &row.kind, timestamp: row.at.rfc3339(), sequence: row.sequence, data: data(row) };
    Ok(serde_json::to_vec(&body)?)
}

/// The body of a challenge, whose answer repeats this token.
pub fn challenge(at: Moment, token: &str) -> Result<Vec<u8>, Fault> {
    let data = BTreeMap::from([("challenge", token.to_owned())]);
    Ok(serde_json::to_vec(&Body { kind: CHALLENGE, timestamp: at.rfc3339(), sequence: None, data })?)
}

/// Whether an answer repeats the token: as its whole text, or as the member `challenge` of a JSON object.
pub fn repeats(answer: &[u8], token: &str) -> bool {
    let Ok(text) = std::str::from_utf8(answer) else { return false };
    if text.trim() == token {
        return true;
    }
    let object: Result<serde_json::Value, _> = serde_json::from_str(text);
    object.is_ok_and(|object| object.get("challenge").and_then(serde_json::Value::as_str) == Some(token))
}

/// An example of a message, for the description of the API: what is told of this record.
pub fn example(kind: &str, record: &str) -> serde_json::Value {
    let id = |last: u32| format!("0199a0c2-7d00-7000-8000-{last:012x}");
    let mut data = BTreeMap::from([(record, id(1))]);
    data.entry("account").or_insert_with(|| id(2));
    serde_json::json!({ "type": kind, "timestamp": "2026-11-21T12:00:00Z", "sequence": 1042, "data": data })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails loudly")]

    use super::{challenge, id, read_id, repeats};
    use gatehouse_core::{Moment, Uuid};

    /// ALL-7
    #[test]
    fn an_id_is_read_as_a_receiver_logged_it() {
        let message = Uuid::from_u128(0x0199_a0c2_7d00_7000_8000_0000_0000_0001);
        assert_eq!(id(message), "msg_0199a0c27d0070008000000000000001");
        for text in ["msg_0199a0c27d0070008000000000000001", " 0199a0c2-7d00-7000-8000-000000000001 "] {
            assert_eq!(read_id(text), Some(message), "{text}");
        }
        assert_eq!(read_id("msg_x"), None);
    }

    /// ALL-7
    #[test]
    fn a_challenge_is_answered_by_its_token_and_by_nothing_else() {
        let sent: serde_json::Value = serde_json::from_slice(&challenge(Moment(0), "abc").unwrap()).unwrap();
        let expected = serde_json::json!({
            "type": "webhook.challenge", "timestamp": "1970-01-01T00:00:00Z", "data": { "challenge": "abc" }
        });
        assert_eq!(sent, expected);
        for right in ["abc", " abc\n", r#"{"challenge":"abc"}"#, r#"{"ok":true,"challenge":"abc"}"#] {
            assert!(repeats(right.as_bytes(), "abc"), "{right}");
        }
        // A server that echoes whatever it is sent, or a page that has the token somewhere, has understood nothing.
        let echo = sent.to_string();
        for wrong in ["", "ab", "abcd", "x abc", r#""abc""#, r#"{"challenge":"abd"}"#, r#"["abc"]"#, echo.as_str()] {
            assert!(!repeats(wrong.as_bytes(), "abc"), "{wrong}");
        }
        assert!(!repeats(&[0xff, b'a'], "abc"));
    }
}
