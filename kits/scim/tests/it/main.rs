//! The kit over a directory in memory: what the services send, with what it changes; and what strangers send.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod entra;
mod fuzz;
mod hostile;
mod jumpcloud;
mod memory;
mod okta;
mod protocol;

use gatehouse_scim::{Answer, Request, UserRecord, answer};
use memory::Memory;
use serde_json::Value;

pub(crate) const BASE: &str = "https://portal.example/scim/v2";

/// A directory and what is asked of it.
#[derive(Default)]
pub(crate) struct World {
    pub(crate) memory: Memory,
}

impl World {
    pub(crate) async fn send(&self, method: &str, address: &str, body: &str) -> Answer {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let request = Request {
            method,
            path,
            query,
            content_type: (!body.is_empty()).then_some("application/scim+json; charset=utf-8"),
            body: body.as_bytes(),
            ..Request::default()
        };
        self.ask(&request).await
    }

    pub(crate) async fn ask(&self, request: &Request<'_>) -> Answer {
        let answered = answer(&self.memory, BASE, request).await;
        let is_empty = matches!(answered.status, 204 | 304);
        assert_eq!(answered.body.is_none(), is_empty, "{answered:?}");
        if answered.status >= 400 {
            let body = answered.body.as_ref().unwrap();
            assert_eq!(body["schemas"][0], "urn:ietf:params:scim:api:messages:2.0:Error");
            assert_eq!(body["status"], answered.status.to_string());
            assert!(answered.reading.refusal.is_some());
        }
        answered
    }

    /// A user of this name, and the id.
    pub(crate) async fn user(&self, name: &str) -> String {
        let made = self.send("POST", "/Users", &format!(r#"{{"userName":"{name}","externalId":"x-{name}"}}"#)).await;
        assert_eq!(made.status, 201, "{made:?}");
        id(&made)
    }

    /// A group with these members, and the id.
    pub(crate) async fn group(&self, name: &str, members: &[&str]) -> String {
        let members: Vec<Value> = members.iter().map(|id| serde_json::json!({ "value": id })).collect();
        let body = serde_json::json!({ "displayName": name, "members": members });
        let made = self.send("POST", "/Groups", &body.to_string()).await;
        assert_eq!(made.status, 201, "{made:?}");
        id(&made)
    }

    /// A PATCH of these operations.
    pub(crate) async fn patch(&self, address: &str, operations: &str) -> Answer {
        let schema = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
        self.send("PATCH", address, &format!(r#"{{"schemas":["{schema}"],"Operations":{operations}}}"#)).await
    }

    pub(crate) fn kept(&self, id: &str) -> UserRecord {
        self.memory.user(id).unwrap()
    }

    pub(crate) fn members(&self, id: &str) -> Vec<String> {
        self.memory.members(id)
    }
}

pub(crate) fn id(answer: &Answer) -> String {
    answer.body.as_ref().unwrap()["id"].as_str().unwrap().to_owned()
}

pub(crate) fn scim_type(answer: &Answer) -> Option<&str> {
    answer.body.as_ref()?["scimType"].as_str()
}

pub(crate) fn header<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    answer.headers.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str())
}
