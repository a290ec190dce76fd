//! Paths and values by chance, and mutations of what the services send: never a panic, never success without the effect.

use crate::{World, header};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::future::Future;

/// A text that nothing else has.
const MARK: &str = "zq7-mark";

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

fn attribute() -> impl Strategy<Value = String> {
    let names = [
        "userName",
        "USERNAME",
        "externalId",
        "displayName",
        "active",
        "name",
        "emails",
        "Emails",
        "roles",
        "phoneNumbers",
        "addresses",
        "title",
        "manager",
        "unknown",
        "groups",
        "meta",
        "id",
        "password",
        "schemas",
        "members",
        "x-y_z",
        "$ref",
        "1st",
        "",
        "urn:ietf:params:scim:schemas:core:2.0:User",
        "urn:ietf:params:scim:schemas:core:2.0:User:displayName",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
        "URN:ietf:params:scim:schemas:extension:enterprise:2.0:user:department",
        "urn:a:b:2.0:User:tag",
        "urn:a",
        "urn::x",
    ];
    prop_oneof![9 => prop::sample::select(names.to_vec()).prop_map(str::to_owned), 1 => "[a-zA-Z$:.\\[\\]\" ]{0,12}"]
}

fn path() -> impl Strategy<Value = String> {
    let filters = [
        "",
        "",
        "[type eq \"work\"]",
        "[type eq\"work\"]",
        "[primary eq \"True\"]",
        "[primary eq true]",
        "[value eq \"a@x.example\"]",
        "[type eq \"work\" and primary eq true]",
        "[type pr]",
        "[]",
        "[",
        "[type eq \"\\\"]",
        "[Type EQ \"WORK\" AND display eq \"ж\"]",
    ];
    let subs = [
        "",
        "",
        ".value",
        ".givenName",
        ".type",
        ".primary",
        ".display",
        ".country",
        ".VALUE",
        ".",
        ".a.b",
        ".formatted",
    ];
    (attribute(), prop::sample::select(filters.to_vec()), prop::sample::select(subs.to_vec()))
        .prop_map(|(attribute, filter, sub)| format!("{attribute}{filter}{sub}"))
}

fn value() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        json!(MARK),
        json!([MARK]),
        json!({ "value": MARK }),
        json!([{ "value": MARK }]),
        json!({ "type": "work", "value": MARK, "primary": "True" }),
        json!([{ "value": "b" }, { "value": MARK, "type": "home" }]),
        json!({ "givenName": MARK }),
        json!({ "value": null }),
        json!(true),
        json!("False"),
        json!(null),
        json!([]),
        json!({}),
        json!(""),
        json!(17),
        json!([[MARK]]),
    ])
}

/// A user with something of everything.
async fn user(world: &World) -> String {
    let body = json!({
        "userName": "a@x.example", "externalId": "e", "displayName": "d", "active": true, "title": "t",
        "name": { "givenName": "g", "familyName": "f", "middleName": "m" },
        "emails": [{ "value": "a@x.example", "type": "work", "primary": true }, { "value": "h@x.example", "type": "home" }],
        "roles": [{ "value": "r", "type": "work" }],
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { "department": "x", "manager": { "value": "m" } },
    });
    let made = world.send("POST", "/Users", &body.to_string()).await;
    assert_eq!(made.status, 201, "{made:?}");
    crate::id(&made)
}

/// Whether a plain path still finds something; none if it is no plain one.
fn finds(user: &Value, path: &str) -> Option<bool> {
    let own = |value: &Value, name: &str| {
        value.as_object()?.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.clone())
    };
    if path.contains(['[', ':', ' ', '"']) || path.eq_ignore_ascii_case("manager") {
        return None;
    }
    let (name, sub) = path.split_once('.').map_or((path, None), |(name, sub)| (name, Some(sub)));
    let found = own(user, name);
    match sub {
        None => Some(found.is_some()),
        Some(sub) => found.filter(Value::is_object).map(|found| own(&found, sub).is_some()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    /// COM-14
    #[test]
    fn success_is_an_effect(
        op in prop::sample::select(vec!["add", "Replace", "REMOVE"]),
        path in path(),
        value in value(),
        has_path in prop::bool::weighted(0.7),
        has_value in prop::bool::weighted(0.9),
    ) {
        wait(async {
            let world = World::default();
            let id = user(&world).await;
            let before = world.kept(&id);
            let mut operation = json!({ "op": op });
            if has_path {
                operation["path"] = json!(path);
                if has_value {
                    operation["value"] = value.clone();
                }
            } else {
                operation["value"] = json!({ path.clone(): value });
            }
            let answer = world.patch(&format!("/Users/{id}"), &json!([operation]).to_string()).await;
            assert!(matches!(answer.status, 200 | 400), "{operation}: {answer:?}");
            if answer.status == 400 {
                assert_eq!(world.kept(&id), before, "{operation}");
                return;
            }
            assert!(!answer.reading.effects.is_empty(), "{operation}");
            let shown = world.send("GET", &format!("/Users/{id}"), "").await.body.unwrap();
            assert_eq!(answer.body.as_ref(), Some(&shown), "the answer is what is kept");
            let asked = operation.to_string().contains(MARK);
            let text = shown.to_string();
            if op == "REMOVE" {
                assert!(!text.contains(MARK), "{operation}");
                // With values it takes those alone; with none, everything there.
                assert!(has_value || finds(&shown, &path) != Some(true), "{operation}: {text}");
            } else {
                assert_eq!(text.contains(MARK), asked, "{operation}: {text}");
            }
        });
    }

    /// COM-14
    #[test]
    fn any_text_is_a_path_or_a_filter_or_refused(text in "\\PC{0,60}") {
        wait(async {
            let world = World::default();
            let id = user(&world).await;
            let operation = json!([{ "op": "add", "path": text, "value": MARK }]).to_string();
            let answer = world.patch(&format!("/Users/{id}"), &operation).await;
            let shown = serde_json::to_string(&world.kept(&id).user).unwrap();
            assert_eq!(answer.status == 200, shown.contains(MARK), "{operation}");
            let query: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
            for place in ["Users", "Groups"] {
                let answer = world.send("GET", &format!("/{place}?filter={query}"), "").await;
                assert!(matches!(answer.status, 200 | 400), "{text}");
                assert!(answer.status == 200 || crate::scim_type(&answer) == Some("invalidFilter"), "{text}");
            }
        });
    }

    /// COM-14: members after any order of operations are those of a set to which they were done one by one.
    #[test]
    fn members_are_those_of_a_set(steps in prop::collection::vec((0..5_u8, prop::collection::vec(0..6_usize, 1..4)), 1..12)) {
        wait(async {
            let world = World::default();
            let mut ids = Vec::new();
            for n in 0..6 {
                ids.push(world.user(&format!("{n}@x.example")).await);
            }
            let group = world.group("g", &[&ids[0], &ids[1]]).await;
            let mut expected: std::collections::BTreeSet<String> = [ids[0].clone(), ids[1].clone()].into();
            let mut operations = Vec::new();
            for (kind, who) in steps {
                let who: Vec<&String> = who.iter().map(|n| &ids[*n]).collect();
                let list: Vec<Value> = who.iter().map(|id| json!({ "value": id })).collect();
                operations.push(match kind {
                    0 => {
                        expected.extend(who.into_iter().cloned());
                        json!({ "op": "Add", "path": "members", "value": list })
                    }
                    1 => {
                        expected.retain(|id| !who.contains(&id));
                        json!({ "op": "Remove", "path": "members", "value": list })
                    }
                    2 => {
                        expected = who.into_iter().cloned().collect();
                        json!({ "op": "replace", "value": { "members": list } })
                    }
                    3 => {
                        expected.remove(who[0]);
                        json!({ "op": "remove", "path": format!("members[value eq \"{}\"]", who[0]) })
                    }
                    _ => {
                        expected.clear();
                        json!({ "op": "remove", "path": "members" })
                    }
                });
            }
            let answer = world.patch(&format!("/Groups/{group}"), &json!(operations).to_string()).await;
            assert_eq!(answer.status, 204, "{answer:?}");
            assert!(header(&answer, "ETag").is_some());
            assert_eq!(world.members(&group).into_iter().collect::<std::collections::BTreeSet<_>>(), expected);
        });
    }
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below.max(1) as u64).unwrap()
    }

    fn mutated(&mut self, sample: &str) -> Vec<u8> {
        let mut bytes = sample.as_bytes().to_vec();
        for _ in 0..=self.next(5) {
            let at = self.next(bytes.len());
            match self.next(5) {
                0 => bytes.truncate(at),
                1 => bytes.insert(at, b"\"{}[]:,\\\0e9"[self.next(11)]),
                2 => {
                    let end = (at + self.next(24)).min(bytes.len());
                    let part = bytes[at..end].to_vec();
                    drop(bytes.splice(at..at, part));
                }
                3 if at < bytes.len() => drop(bytes.remove(at)),
                _ if at < bytes.len() => bytes[at] ^= 1 << self.next(8),
                _ => {}
            }
        }
        bytes
    }
}

const SAMPLES: [(&str, &str, &str); 5] = [
    (
        "POST",
        "/Users",
        r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"b@x.example","active":"True","emails":[{"value":"b@x.example","primary":true}]}"#,
    ),
    (
        "PUT",
        "/Users/ID",
        r#"{"userName":"a@x.example","name":{"givenName":"A"},"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"m"}}}"#,
    ),
    (
        "PATCH",
        "/Users/ID",
        r#"{"Operations":[{"op":"Replace","path":"emails[type eq \"work\"].value","value":"c@x.example"},{"op":"Add","value":{"name.givenName":"B","active":"False"}}]}"#,
    ),
    ("POST", "/Groups", r#"{"displayName":"g","externalId":"1","members":[{"value":"ID"}]}"#),
    (
        "PATCH",
        "/Groups/GROUP",
        r#"{"Operations":[{"op":"Remove","path":"members","value":[{"value":"ID"}]},{"op":"remove","path":"members[value eq \"ID\"]"},{"op":"add","path":"members","value":[{"value":"ID"}]}]}"#,
    ),
];

/// COM-14
#[tokio::test]
async fn mutated_bodies_are_answered() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let world = World::default();
    let user = user(&world).await;
    let group = world.group("g", &[&user]).await;
    let mut taken = 0;
    for n in 0..10_000 {
        let (method, path, sample) = SAMPLES[n % SAMPLES.len()];
        let named = |text: &str| text.replace("GROUP", &group).replace("ID", &user);
        let (path, body) = (named(path), dice.mutated(&named(sample)));
        let request =
            gatehouse_scim::Request { method, path: &path, body: &body, ..gatehouse_scim::Request::default() };
        let answer = world.ask(&request).await;
        assert!(matches!(answer.status, 200 | 201 | 204 | 400 | 409), "{answer:?}");
        if method == "PATCH" && answer.status < 300 {
            assert!(!answer.reading.effects.is_empty());
        }
        taken += usize::from(answer.status < 300);
    }
    assert!(taken > 100, "{taken}: the mutations reach the inside");
}
